"""A workbook under construction: sheets in one look, formulas with the value that the app computed beside them."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from payoff.core.message import say
from payoff.reports import palette
from payoff.reports.book.styles import ROLES, Role
from payoff.reports.tongue import Tongue
from payoff.workflow.case_answer import CaseAnswer

UNSHEETLY = re.compile(r"[\[\]:*?/\\']")
LONGEST_SHEET = 31
WIDE_FROM = 0x2E7F
"""Code points above are as wide as high."""
NOT_AVAILABLE = say("n/a")


def width_of(text: str) -> float:
    """How wide a text runs, in digits: Chinese characters count twice."""
    return sum(2.0 if ord(mark) > WIDE_FROM else 1.0 for mark in text)


class Page:
    """One sheet: where text is always text, and a formula always carries a value for programs that do not calculate."""

    def __init__(self, book: Book, name: str, sheet: Worksheet) -> None:
        self.book, self.name, self.sheet = book, name, sheet

    def text(self, row: int, column: int, text: str, role: Role = "text") -> None:
        """Text in the workbook's language; never a formula, whatever it begins with."""
        self.sheet.write_string(row, column, self.book.tongue(text), self.book.style(role))

    def across(self, row: int, columns: tuple[int, int], text: str, role: Role = "text") -> None:
        """Text over several columns."""
        style = self.book.style(role)
        self.sheet.merge_range(row, columns[0], row, columns[1], "", style)
        self.sheet.write_string(row, columns[0], self.book.tongue(text), style)

    def head(self, row: int, labels: Sequence[str], *, figures: Sequence[int] = ()) -> None:
        """A row of column headings, those above `figures` on the right as these are."""
        for column, label in enumerate(labels):
            self.text(row, column, label, "head_right" if column in figures else "head")

    def fit(self, row: int, texts: Iterable[tuple[str, float]], *, line: float = 13.0) -> None:
        """Make a row as high as the longest of its (text, column width) needs."""
        lines = max(math.ceil(0.88 * width_of(self.book.tongue(text)) / width) for text, width in texts)
        self.sheet.set_row(row, max(1, lines) * line + 2.0)

    def number(self, row: int, column: int, value: float | None, number: str, *, role: Role = "static") -> None:
        """A figure that does not follow the assumptions; n/a where there is none."""
        if value is None or not math.isfinite(value):
            self.text(row, column, NOT_AVAILABLE, "right")
        else:
            self.sheet.write_number(row, column, value, self.book.style(role, number))

    def formula(self, row: int, column: int, formula: str, value: float | str | None, *, number: str = "", role: Role = "figure") -> None:
        """A live cell with the `value` it has under the plan; None reads n/a."""
        kept = self.book.tongue(NOT_AVAILABLE) if value is None else value
        self.sheet.write_formula(row, column, f"={formula}", self.book.style(role, number), kept)

    def cell(self, row: int, column: int) -> str:
        """A cell of this sheet as another sheet refers to it."""
        return f"{self.quoted}!{xl_rowcol_to_cell(row, column, True, True)}"

    def span(self, rows: tuple[int, int], column: int) -> str:
        """Cells of a column of this sheet as another sheet refers to them."""
        first, last = (xl_rowcol_to_cell(row, column, True, True) for row in rows)
        return f"{self.quoted}!{first}:{last}"

    def define(self, name: str, row: int, column: int) -> None:
        """Call a cell by `name` everywhere in the workbook."""
        self.book.file.define_name(name, f"={self.cell(row, column)}")

    @property
    def quoted(self) -> str:
        """The sheet's name as formulas write it."""
        return f"'{self.name}'"


class Book:
    """The workbook of one answer in one language."""

    def __init__(self, answer: CaseAnswer, tongue: Tongue, names: Mapping[str, str]) -> None:
        self.answer, self.tongue = answer, tongue
        self._content = io.BytesIO()
        # Text stays text: neither formulas nor links are made of what a stranger wrote.
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.file = xlsxwriter.Workbook(self._content, options)
        self.file.formats[0].set_font_name(tongue.main)
        self.file.formats[0].set_font_size(10)
        self._styles: dict[tuple[Role, str, str], Format] = {}
        self.pages = {key: self._add(name) for key, name in names.items()}

    @property
    def currency(self) -> str:
        """Of all money in the workbook."""
        return self.answer.result.worth.currency

    def quote(self, text: str) -> str:
        """Text of ours inside a formula."""
        return '"' + self.tongue(text).replace('"', '""') + '"'

    def style(self, role: Role, number: str = "", *, fill: str = "") -> Format:
        """The format of a role with a number format and, for a badge, its colour."""
        key = (role, number, fill)
        if key not in self._styles:
            extra = {"num_format": number} if number else {}
            filled = {"bg_color": fill} if fill else {}
            self._styles[key] = self.file.add_format({"font_name": self.tongue.main, "font_size": 10, **ROLES[role], **extra, **filled})
        return self._styles[key]

    def chart(self, kind: str, title: str, *, subtype: str = "") -> Chart:
        """A native chart in the house look."""
        chart = self.file.add_chart({"type": kind, **({"subtype": subtype} if subtype else {})})
        font = {"name": self.tongue.main, "size": 9, "color": palette.MUTED}
        chart.set_title({"name": self.tongue(title), "name_font": {"name": self.tongue.main, "size": 11, "color": palette.INK}})
        chart.set_legend({"position": "bottom", "font": font})
        chart.set_chartarea({"border": {"none": True}})
        return chart

    def axis(self, title: str = "", number: str = "") -> dict[str, object]:
        """Settings of an axis."""
        font = {"name": self.tongue.main, "size": 9, "color": palette.MUTED, "bold": False}
        named = {"name": self.tongue(title), "name_font": font} if title else {}
        formatted = {"num_format": number} if number else {}
        lines = {"line": {"color": palette.LEAVE}, "major_gridlines": {"visible": False}, "label_position": "low"}
        return {"num_font": font, **lines, **named, **formatted}

    def close(self) -> bytes:
        """The finished file."""
        self.file.close()
        return self._content.getvalue()

    def _add(self, name: str) -> Page:
        shown = UNSHEETLY.sub(" ", self.tongue(name))[:LONGEST_SHEET]
        sheet = self.file.add_worksheet(shown)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        found = self.answer.provenance
        sheet.set_footer(f"&L&8Payoff {found.version}, {found.made}&R&8&P / &N")
        return Page(self, shown, sheet)
