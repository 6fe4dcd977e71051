"""Tables of a slide: as many rows as there is room for, each cell sized to fit."""

from __future__ import annotations

from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from payoff.reports import palette
from payoff.reports.deck.fit import LEADING, Box, count_lines, fit_text
from payoff.reports.deck.slide import Place, Sheet, rgb
from payoff.reports.sections.section import Table

SIZES = (12.0, 11.0, 10.0, 9.0)
PAD = 5.0
WHOLE, MOST_LINES = 6, 3
"""Lines of one cell: so many where all rows then fit, else these few, beyond which it is cut; page and workbook hold the whole."""
PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's own style without lines and fills."""


def draw_table(sheet: Sheet, table: Table, place: Place) -> None:
    """Add `table`, in the largest letters at which all its rows fit; those that never would are left out."""
    widths = _widths(table, place.width)
    rows = [[sheet.tongue(cell) for cell in row] for row in (table.header, *table.rows)]
    size, most = next(
        ((size, most) for most in (WHOLE, MOST_LINES) for size in SIZES if sum(_heights(rows, widths, size, most)) <= place.height),
        (SIZES[-1], MOST_LINES),
    )
    heights = _heights(rows, widths, size, most)
    while sum(heights) > place.height and len(rows) > 2:
        rows, heights = rows[:-1], heights[:-1]
    frame = sheet.slide.shapes.add_table(len(rows), len(widths), *Place(place.left, place.top, place.width, sum(heights)).emu)
    drawn = frame.table
    _plain(frame)
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = Emu(round(width * 12700))
    for at, (row, height) in enumerate(zip(rows, heights, strict=True)):
        drawn.rows[at].height = Emu(round(height * 12700))
        for column, text in enumerate(row):
            box = Box(widths[column] - 2 * PAD, most * size * LEADING + 1)
            _fill(sheet, drawn.cell(at, column), fit_text(text, box, (size,))[0], size=size, head=at == 0, right=column in table.figures)


def _widths(table: Table, width: float) -> list[float]:
    shares = table.widths or (1.0,) * len(table.header)
    return [width * share / sum(shares) for share in shares]


def _heights(rows: list[list[str]], widths: list[float], size: float, most: int) -> list[float]:
    lines = [max(min(count_lines(text, size, w - 2 * PAD), most) for text, w in zip(row, widths, strict=True)) for row in rows]
    return [count * size * LEADING + 2 * PAD for count in lines]


def _fill(sheet: Sheet, cell: Any, text: str, *, size: float, head: bool, right: bool) -> None:
    cell.margin_left = cell.margin_right = Pt(PAD)
    cell.margin_top = cell.margin_bottom = Pt(PAD - 1)
    cell.vertical_anchor = MSO_ANCHOR.TOP
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(palette.PALE if head else palette.PAPER)
    cell.text_frame.text = text
    for paragraph in cell.text_frame.paragraphs:
        paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        for run in paragraph.runs:
            sheet.set_font(run.font)
            run.font.size, run.font.bold = Pt(size), head
            run.font.color.rgb = rgb(palette.MUTED if head else palette.INK)
    _line_below(cell)


def _line_below(cell: Any) -> None:
    properties = cell._tc.get_or_add_tcPr()
    line = properties.makeelement(qn("a:lnB"), {"w": "6350"})
    fill = line.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": palette.GRID.lstrip("#").upper()}))
    line.append(fill)
    properties.insert(0, line)


def _plain(frame: Any) -> None:
    properties = frame._element.graphic.graphicData.tbl.tblPr
    properties.set("bandRow", "0")
    properties.find(qn("a:tableStyleId")).text = PLAIN
