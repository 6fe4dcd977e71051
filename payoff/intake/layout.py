"""How a table lies in a file: which line names the columns, what stands above it, which separator and quotation mark are used."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from payoff.core.message import say
from payoff.intake.decisions import EXAMPLES_SHOWN, Decision, ReadOptions
from payoff.intake.grouped_names import FIGURE, find_groups, join_names
from payoff.intake.header import MOST_COLUMNS, SEPARATORS
from payoff.intake.header_line import NAMED, find_header, first_row
from payoff.intake.problems import refuse, shorten

Record = list[str]

FIRST_RECORDS = 300
"""Records looked at to find the layout."""

CLEAN = 0.9
"""Share of the records that must split alike, into cells without other separators, before names among them decide."""

GAPS = (r"\s{2,}|\t", r"\s+")
"""What columns may be set apart by: wide gaps, so that a name of two words stays whole, or any."""

ALIKE_FROM = 5
"""Lines that must split alike."""

FEWEST_SPACED = 3
"""Columns from which that is no chance: two words make up a name."""

SEPARATOR_NAMES = {",": say("comma"), ";": say("semicolon"), "\t": say("tab"), "|": say("vertical bar")}


@dataclass(frozen=True)
class Layout:
    """Where the table lies among a file's records; positions count records from 0."""

    header: int | None
    """None where no record names the columns; the first where two do."""
    first: int
    """The first record of data."""
    names: tuple[str, ...]
    """One for each column, all different."""
    decisions: tuple[Decision, ...]

    @property
    def above(self) -> int:
        """Records above the table and its names."""
        return self.first if self.header is None else self.header


def find_layout(records: Sequence[Record], options: ReadOptions, *, lines: Sequence[int]) -> Layout:
    """Where the table lies in `records`, whose places in the file are `lines` (from 1); IntakeError for more columns than are read."""
    width = common_width(records)
    check_columns(width)
    header, why = find_header(records, width, options, lines=lines)
    groups = find_groups(records, header) if header is not None and options.header_line is None else None
    if groups is not None:
        header, first, named = groups, groups + 2, join_names(records[groups], records[groups + 1])
        decided = _grouped_decision(groups, lines)
    else:
        first = header + 1 if header is not None else first_row(records, width)
        named = records[header] if header is not None else [""] * width
        decided = _header_decision(header, why, lines)
    names, renamed = name_columns(named, max(width, 1))
    decisions = [decided, *renamed]
    above = first if header is None else header
    if above:
        shown = tuple(shorten(" ".join(cell for cell in record if cell)) for record in records[:above][:EXAMPLES_SHOWN])
        because = say("they stand above the column names and do not fill the columns")
        decisions.append(Decision("preamble", say("not part of the table"), because, count=above, examples=shown, option="header_line"))
    return Layout(header, first, names, tuple(decisions))


def check_columns(width: int) -> None:
    """IntakeError for more columns than are read."""
    if width > MOST_COLUMNS:
        many = say("The file has {width} columns; at most {most} are read.", width=f"{width:,}", most=f"{MOST_COLUMNS:,}")
        raise refuse("too_many_columns", many, say("Keep those you need."))


def common_width(records: Sequence[Record]) -> int:
    """The number of fields most records have; one where no two agree."""
    widths = Counter(len(record) for record in records if any(record))
    return max(widths, key=lambda width: (widths[width] * (width > 1), width)) if widths else 0


def choose_separator(text: str, split: dict[str, list[Record]], options: ReadOptions) -> tuple[str, Decision]:
    """The separator under which `split` (records by separator) looks most like a table, and why."""
    if options.separator is not None:
        return options.separator, Decision("separator", _say(options.separator), say("you said so"), option="separator")
    best = max(split, key=lambda separator: (*_likeness(split[separator], separator), -list(split).index(separator)))
    records = split[best]
    width = common_width(records)
    fitting = sum(len(record) == width for record in records)
    counts = {"fitting": f"{fitting:,}", "lines": f"{len(records):,}", "width": f"{width:,}"}
    split_so = say("{fitting} of the first {lines} lines split into {width} fields", **counts)
    because = split_so if width > 1 else say("no line splits further")
    return best, Decision("separator", _say(best), because, option="separator")


def find_gap(lines: Sequence[str], options: ReadOptions) -> str | None:
    """The pattern of the gaps between columns that are set apart by spaces; None where lines do not split alike, or hold no figures."""
    if options.separator is not None:
        # Quotes keep the spaces between them: those are for the reader of fields.
        return r" +" if options.separator == " " and not any('"' in line for line in lines) else None
    told = [line.strip() for line in lines if line.strip()]
    split = {gap: [re.split(gap, line) for line in told] for gap in GAPS} if len(told) >= ALIKE_FROM else {}
    widths = {gap: len(records[0]) for gap, records in split.items() if _are_columns(records)}
    return max(widths, key=lambda gap: widths[gap]) if widths else None


def _are_columns(records: Sequence[Record]) -> bool:
    """Whether records of words are a table's: all as wide, and at least half of the columns figures below their name."""
    width = len(records[0])
    if width < FEWEST_SPACED or any(len(record) != width for record in records):
        return False
    return 2 * sum(all(FIGURE.match(record[at]) for record in records[1:]) for at in range(width)) >= width


def choose_quote(text: str, separator: str, options: ReadOptions) -> tuple[str, Decision | None]:
    """The quotation mark around fields in `text`; a decision where it is not the usual one."""
    if options.quote is not None:
        return options.quote, Decision("quote", options.quote, say("you said so"), option="quote")
    # Two of them make one field: with fewer the text need not be searched.
    if text.count("'") < 2:
        return '"', None
    single, double = (len(re.findall(_quoted(mark, separator), text, re.MULTILINE)) for mark in ("'", '"'))
    if single < 2 or single <= double:
        return '"', None
    why = say("{n} fields stand between them", n=f"{single:,}")
    return "'", Decision("quote", say("single quotation marks"), why, count=single, option="quote")


def name_columns(cells: Record, width: int) -> tuple[tuple[str, ...], list[Decision]]:
    """Names for `width` columns out of a header's `cells`: trimmed, none empty, none twice; with what was changed."""
    names: list[str] = []
    taken: set[str] = set()
    repeated, unnamed = [], []
    for position in range(width):
        wanted = " ".join(cells[position].split()) if position < len(cells) else ""
        if not wanted:
            unnamed.append(f"column_{position + 1}")
        name, times = wanted or f"column_{position + 1}", 1
        while name in taken:
            times += 1
            name = f"{wanted or 'column'}_{times}"
        if wanted and times > 1:
            repeated.append(name)
        taken.add(name)
        names.append(name)
    decisions = []
    if repeated:
        twice = say("a name stands twice")
        decisions.append(Decision("repeated_names", say("numbered"), twice, count=len(repeated), examples=_few(repeated)))
    if unnamed and len(unnamed) < width:
        nameless = say("the header has no name")
        decisions.append(Decision("unnamed_columns", say("numbered"), nameless, count=len(unnamed), examples=_few(unnamed)))
    return tuple(names), decisions


def _likeness(records: list[Record], separator: str) -> tuple[bool, float, int]:
    width = common_width(records)
    if width < 2:
        return False, 0.0, 0
    full = [record for record in records if len(record) == width]
    named = any(sum(bool(c.strip()) for c in r) >= NAMED * width and not any(FIGURE.match(c.strip()) for c in r) for r in full)
    others = [other for other in SEPARATORS[1:] if other != separator]
    # Most records hold none of the other marks: only those that do are looked at cell by cell.
    mixed = [record for record in full if _holds_any("\0".join(record), others)]
    unclean = sum(any(other in cell for other in others) for record in mixed for cell in record)
    clean = round(len(full) / len(records) * (1 - unclean / (width * len(full))), 1)
    # Names speak for a separator that fits; days and hours may be names too.
    return named and clean >= CLEAN, clean, width


def _holds_any(text: str, marks: Sequence[str]) -> bool:
    return any(mark in text for mark in marks)


def _header_decision(header: int | None, why: str, lines: Sequence[int]) -> Decision:
    numbered = say("no line names the columns; they are numbered")
    read_as = numbered if header is None else say("line {line} names the columns", line=f"{lines[header]:,}")
    return Decision("header", read_as, why, option="header_line")


def _grouped_decision(at: int, lines: Sequence[int]) -> Decision:
    read_as = say("lines {first} and {second} name the columns", first=f"{lines[at]:,}", second=f"{lines[at + 1]:,}")
    why = say("the first names groups of columns, the second what stands in each")
    return Decision("header", read_as, why, option="header_line")


def _quoted(mark: str, separator: str) -> str:
    edge = re.escape(separator)
    return rf"(?:^|{edge}){mark}[^{mark}\n]*{mark}(?={edge}|\r?$)"


def _say(separator: str) -> str:
    return SEPARATOR_NAMES.get(separator, repr(separator))


def _few(names: list[str]) -> tuple[str, ...]:
    return tuple(shorten(name) for name in names[:EXAMPLES_SHOWN])
