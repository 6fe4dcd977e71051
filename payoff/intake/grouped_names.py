"""Names of columns that stand on two lines, as merged cells leave them: groups above, each column below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from payoff.intake.words import NOT_STATED, PERHAPS_MISSING

Record = list[str]

FIGURE = re.compile(r"^[\s(+\-]*[^\w\s]{0,2}\s*\d[\d.,:'’/\- \u00a0\u202f]*\s*[%€$£¥]?\)?$")
"""A cell of data rather than a name: a number or a date."""

WHEN = re.compile(r"^(?:\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}[./\-]\d{1,2}[./\-]\d{2,4}|\d{4}-\d{1,2}(?:-\d{1,2})?|(?:19|20)\d{2})$")
"""A day, an hour or a year as the name of a column."""

LOOKED_BELOW = 20
"""Records below a line that tell whether it holds values like theirs."""


def find_groups(records: Sequence[Record], header: int) -> int | None:
    """The first of the two lines that name the columns where `header` is one of them; None where it stands alone."""
    if header + 1 < len(records) and _is_named_below(records, header):
        return header
    if header and _repeats(records[header]) and _are_groups(records[header - 1], records[header]):
        return header - 1
    return None


def join_names(groups: Record, names: Record) -> Record:
    """Each name with its group before it; a group stands over the empty cells to its right."""
    joined: Record = []
    group = ""
    for over, name in zip(map(str.strip, groups), map(str.strip, names), strict=True):
        # What has nothing of its own below it names one column, on both lines.
        group = over if over and name and name != over else "" if over else group
        joined.append(over or name if not (group and name) else f"{group} {name}")
    return joined


def _is_named_below(records: Sequence[Record], at: int) -> bool:
    """Whether the line below names what the one `at` leaves open: words and years where the rows below them hold figures."""
    names, below = records[at + 1], [row for row in records[at + 2 :][:LOOKED_BELOW] if len(row) == len(records[at])]
    if not below or not _are_groups(records[at], names):
        return False
    words = [place for place, name in enumerate(names) if name.strip() and not FIGURE.match(name.strip())]
    known = {*NOT_STATED, *PERHAPS_MISSING}
    if any(names[place].strip().casefold() in known for place in words):
        return False
    return any(2 * sum(bool(FIGURE.match(row[place].strip())) for row in below) > len(below) for place in words)


def _are_groups(groups: Record, names: Record) -> bool:
    """Whether `groups` leaves cells empty to the right of a label, over different `names` that are no values."""
    if len(groups) != len(names) or any(FIGURE.match(c.strip()) and not WHEN.match(c.strip()) for c in (*groups, *names)):
        return False
    spans = _spans(groups)
    told = [[name.strip() for name in names[start:end]] for start, end in spans]
    return bool(spans) and all(all(span) and len(set(span)) == len(span) for span in told)


def _spans(groups: Record) -> list[tuple[int, int]]:
    """First and last place (exclusive) of each label with empty cells to its right."""
    starts = [at for at, label in enumerate(groups) if label.strip()]
    return [(start, end) for start, end in zip(starts, [*starts[1:], len(groups)], strict=True) if end - start > 1]


def _repeats(names: Record) -> bool:
    told = [name.strip() for name in names if name.strip()]
    return len(set(told)) < len(told)
