"""An Excel workbook's sheet as rows: checked for its unfolded size before it is opened, then read by calamine."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from payoff.core.message import reason, say
from payoff.intake.decisions import EXAMPLES_SHOWN, Aside, Decision, ReadOptions
from payoff.intake.layout import FIRST_RECORDS, check_columns, find_layout
from payoff.intake.problems import IntakeError, refuse, shorten
from payoff.intake.raw import MOST_CELLS, Raw, no_rows
from payoff.intake.source import Source

UNFOLDED = 400 << 20
"""Bytes a workbook may unfold to."""

RATIO = 200
"""How many times its size a part of a workbook larger than SMALL may unfold to; real sheets stay below 50."""

SMALL = 20 << 20
MOST_PARTS = 5_000
SHEET_CELLS = 20_000_000
"""Cells between a sheet's first and last; the reader lays them all out, empty or not."""

BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error)
"""What the standard library raises for an archive that is cut short, damaged or encrypted."""

REFERENCE = re.compile(rb"""<(?:\w+:)?c\b[^>]{0,200}?\br\s*=\s*["']\$?([A-Za-z]{1,3})\$?([0-9]{1,7})["']""")


def read_workbook(source: Source, options: ReadOptions) -> Raw:
    """The rows of a workbook's fullest (or the chosen) sheet; IntakeError for a bomb, a broken file, or a sheet without a table."""
    content = source.content
    if not isinstance(content, Path | bytes):
        raise refuse("workbook_stream", say("An Excel workbook cannot be read from a stream."), say("Give the path of the file instead."))
    check_workbook(content, source.name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content)) if isinstance(content, bytes) else CalamineWorkbook.from_path(content)
        sheet, chosen = _choose_sheet(book, source.name, options)
        rows = sheet.to_python(skip_empty_area=False)
        filled = _fill_merged(rows, sheet.merged_cell_ranges or [])
    except (CalamineError, OSError, ValueError) as error:
        if isinstance(error, IntakeError):
            raise
        raise refuse(
            "broken_workbook",
            say("{name!r} is a broken Excel workbook: {reason}.", name=source.name, reason=reason(error)),
            say("Save it again in Excel."),
        ) from error
    return _as_raw(rows, source.name, options, decisions=(*chosen, *filled))


def check_workbook(content: Path | bytes, name: str) -> None:
    """IntakeError when `content` is no whole workbook, or unfolds to more than a table of its size would."""
    try:
        with zipfile.ZipFile(io.BytesIO(content) if isinstance(content, bytes) else content) as archive:
            _check_parts(archive.infolist(), name)
            for part in archive.infolist():
                if re.fullmatch(r"xl/worksheets/[^/]+\.xml", part.filename):
                    _check_extent(archive, part, name)
    except BROKEN as error:
        raise refuse(
            "broken_workbook", say("{name!r} is a broken or protected Excel workbook.", name=name), say("Save it again without password.")
        ) from error


def cell_text(value: object) -> str:
    """A cell as text that reads back to the same value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def _check_parts(parts: Sequence[zipfile.ZipInfo], name: str) -> None:
    total = sum(part.file_size for part in parts)
    swollen = any(part.file_size > max(SMALL, RATIO * part.compress_size) for part in parts)
    if total > UNFOLDED or swollen or len(parts) > MOST_PARTS:
        raise refuse(
            "decompression_bomb",
            say(
                "{name!r} unfolds to {total:,} MB in {parts:,} parts, far more than a table of its size holds.",
                name=name,
                total=total >> 20,
                parts=len(parts),
            ),
            say("Save the one sheet you need as a new workbook or as CSV."),
        )


def _check_extent(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    columns: set[bytes] = set()
    last = 0
    with archive.open(part) as file:
        rest = b""
        while piece := file.read(1 << 20):
            found = REFERENCE.findall(rest + piece)
            columns.update(letters for letters, _ in found)
            last = max(last, max((int(number) for _, number in set(found)), default=0))
            rest = piece[-300:]
    width = max((_column_number(letters) for letters in columns), default=0)
    check_columns(width)
    if width * last > min(SHEET_CELLS, MOST_CELLS):
        raise refuse(
            "too_many_cells",
            say(
                "A sheet of {name!r} spans {last:,} rows by {width:,} columns; at most {most:,} cells are read from a workbook.",
                name=name,
                last=last,
                width=width,
                most=SHEET_CELLS,
            ),
            say("Delete stray cells far from the table, or save it as CSV or Parquet."),
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - ord("A") + 1
    return number


def _choose_sheet(book: CalamineWorkbook, name: str, options: ReadOptions) -> tuple[CalamineSheet, tuple[Decision, ...]]:
    names = book.sheet_names
    if options.sheet is not None:
        if options.sheet not in names:
            raise refuse(
                "no_sheet",
                say("{name!r} has no sheet called {sheet!r}.", name=name, sheet=options.sheet),
                say("It has {names}.", names=", ".join(map(repr, names[:10]))),
            )
        return book.get_sheet_by_name(options.sheet), (Decision("sheet", options.sheet, say("you said so"), option="sheet"),)
    if not names:
        raise refuse("no_sheet", say("{name!r} has no sheet.", name=name), say("Save the table as a new workbook."))
    sheets = [book.get_sheet_by_name(sheet) for sheet in names]
    best = max(sheets, key=lambda sheet: sheet.total_height * sheet.total_width)
    because = say("it is the only sheet") if len(names) == 1 else say("it is the fullest sheet")
    others = tuple(shorten(sheet) for sheet in names if sheet != best.name)[:EXAMPLES_SHOWN]
    return best, (Decision("sheet", shorten(best.name), because, count=len(names), examples=others, option="sheet"),)


def _fill_merged(rows: list[list[Any]], merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> tuple[Decision, ...]:
    """Write what a cell says that reaches over several of `rows` into each of them, as it is read on the sheet."""
    count, examples = 0, []
    for (top, left), (bottom, right) in sorted(merged):
        below = [row for row in rows[top + 1 : bottom + 1] if left < len(row) and row[left] in ("", None)]
        value = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
        if left != right or not below or value in ("", None):
            continue
        for row in below:
            row[left] = value
        count += len(below)
        examples.append(shorten(cell_text(value)))
    if not count:
        return ()
    because = say("the sheet joins them with the cell above")
    return (Decision("merged_cells", say("filled down"), because, count=count, examples=tuple(examples[:EXAMPLES_SHOWN])),)


def _as_raw(rows: list[list[Any]], name: str, options: ReadOptions, *, decisions: tuple[Decision, ...]) -> Raw:
    places = [at for at, row in enumerate(rows) if any(cell not in ("", None) for cell in row)]
    if not places:
        raise refuse(
            "empty", say("{name!r} holds no cell with a value.", name=name), say("Choose another sheet, or export the table again.")
        )
    head = [[cell_text(cell).strip() for cell in rows[at]] for at in places[:FIRST_RECORDS]]
    layout = find_layout(head, options, lines=[at + 1 for at in places])
    data = [rows[at] for at in places[layout.first :]]
    if not data:
        raise no_rows(name)
    columns, because = [], {}
    for title, cells in zip(layout.names, zip(*data, strict=True), strict=False):
        array = _native(cells)
        if array is not None:
            because[title] = say("Excel keeps the cells as such")
        columns.append(pa.array([cell_text(cell).strip() for cell in cells], pa.string()) if array is None else array)
    above = places[: layout.above]
    asides = tuple(Aside(at + 1, "preamble", " ".join(cell_text(c) for c in rows[at] if c not in ("", None))) for at in above)
    table = pa.Table.from_arrays(columns, names=list(layout.names))
    lines = np.array(places[layout.first :], dtype=np.int64) + 1
    return Raw(table, np.arange(len(data)) + 1, lines, len(data), because=because, decisions=(*decisions, *layout.decisions), asides=asides)


def _native(cells: Sequence[Any]) -> pa.Array | None:
    """Cells (n,) that are all of one kind as that; None where they are text or mixed."""
    kinds = {type(cell) for cell in cells if cell not in ("", None)}
    values = [None if cell in ("", None) else cell for cell in cells]
    if kinds and kinds <= {int, float}:
        return pa.array([None if v is None else float(v) for v in values], pa.float64())
    if kinds == {bool}:
        return pa.array(values, pa.bool_())
    if kinds == {dt.date}:
        return pa.array(values, pa.date32())
    if kinds and kinds <= {dt.date, dt.datetime}:
        return pa.array([v if v is None or isinstance(v, dt.datetime) else dt.datetime.combine(v, dt.time()) for v in values])
    return None
