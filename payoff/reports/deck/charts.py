"""Chart records as native charts of a slide, with their figures in a workbook of their own behind them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.util import Pt

from payoff.reports import palette
from payoff.reports.deck.slide import Place, Sheet, rgb
from payoff.reports.sections.section import Chart, Kind, Role

TYPES: Mapping[Kind, XL_CHART_TYPE] = {
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED, "stacked": XL_CHART_TYPE.COLUMN_STACKED, "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "tornado": XL_CHART_TYPE.BAR_CLUSTERED, "line": XL_CHART_TYPE.LINE,
}  # fmt: skip
GAPS: Mapping[Kind, int] = {"columns": 60, "stacked": 6, "bars": 45, "tornado": 45}
COLOURS: Mapping[Role, str] = {"act": palette.ACT, "leave": palette.LEAVE, "uncertain": palette.UNCERTAIN, "ink": palette.INK}
LYING = ("bars", "tornado")
SMALL = Pt(11)
FORMULA = ("=", "+", "-", "@", "\t", "\r")
MONTHS = 12


def draw_chart(sheet: Sheet, chart: Chart, place: Place) -> None:
    """Add `chart` to the slide; its title stands above it as text of its own."""
    number = chart.scale.format if chart.unit == "money" else "0%"
    data = CategoryChartData(number_format=number)  # type: ignore[no-untyped-call]
    data.categories = [_harmless(sheet.tongue(name)) for name in _thinned(chart)]
    for line in chart.lines:
        data.add_series(sheet.tongue(line.name), line.values)  # type: ignore[no-untyped-call]
    frame = sheet.slide.shapes.add_chart(TYPES[chart.kind], *place.emu, data)
    drawn = frame.chart
    frame.name = sheet.tongue(chart.title)
    sheet.set_font(drawn.font)
    drawn.font.size, drawn.font.color.rgb = SMALL, rgb(palette.MUTED)
    drawn.has_title = False
    _paint_series(drawn, chart)
    _set_legend(drawn, chart)
    _set_categories(sheet, drawn, chart)
    _set_values(drawn, chart, number=number)


def _paint_series(drawn: Any, chart: Chart) -> None:
    plot = drawn.plots[0]
    plot.vary_by_categories = False
    if chart.kind in GAPS:
        plot.gap_width = GAPS[chart.kind]
    if chart.kind in ("tornado", "stacked"):
        plot.overlap = 100
    for series, line in zip(plot.series, chart.lines, strict=True):
        colour = rgb(COLOURS[line.role])
        if chart.kind == "line":
            series.smooth = False
            series.format.line.color.rgb, series.format.line.width = colour, Pt(2.25)
            series.marker.style = XL_MARKER_STYLE.NONE
            continue
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour
        series.invert_if_negative = False
        if chart.kind == "columns":
            _pale_where_negative(series, line.values)
    if chart.kind == "bars":
        _label_bars(plot)


def _pale_where_negative(series: Any, values: tuple[float, ...]) -> None:
    """Money paid in the colour of not acting."""
    for place, value in enumerate(values):
        if value < 0:
            fill = series.points[place].format.fill
            fill.solid()
            fill.fore_color.rgb = rgb(palette.LEAVE)


def _label_bars(plot: Any) -> None:
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
    labels.font.size, labels.font.color.rgb = SMALL, rgb(palette.INK)


def _set_legend(drawn: Any, chart: Chart) -> None:
    drawn.has_legend = len(chart.lines) > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        drawn.legend.font.size = SMALL


def _set_categories(sheet: Sheet, drawn: Any, chart: Chart) -> None:
    axis = drawn.category_axis
    axis.has_major_gridlines, axis.major_tick_mark = False, XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.format.line.color.rgb = rgb(palette.LEAVE)
    axis.reverse_order = chart.kind in LYING
    if chart.kind in LYING:
        axis.tick_labels.font.color.rgb, axis.tick_labels.font.size = rgb(palette.INK), Pt(12)
    _name_axis(sheet, axis, chart.x_title)


def _thinned(chart: Chart) -> list[str]:
    """Categories, most of them blank where they are too many to stand side by side; not every program thins them out by itself."""
    if chart.kind in LYING or chart.kind == "columns":
        return list(chart.categories)
    every = MONTHS * max(1, round(len(chart.categories) / 120)) if chart.kind == "line" else max(1, round(len(chart.categories) / 10))
    return [name if place % every == 0 else "" for place, name in enumerate(chart.categories)]


def _set_values(drawn: Any, chart: Chart, *, number: str) -> None:
    axis = drawn.value_axis
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.major_gridlines.format.line.color.rgb = rgb(palette.GRID)
    axis.format.line.fill.background()
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = number, False
    if chart.kind == "bars":
        # Each bar carries its figure, so the axis need not repeat it.
        axis.visible, axis.has_major_gridlines = False, False
        return
    if chart.kind == "tornado":
        axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH


def _name_axis(sheet: Sheet, axis: Any, name: str) -> None:
    axis.has_title = bool(name)
    if name:
        axis.axis_title.text_frame.text = sheet.tongue(name)
        for run in axis.axis_title.text_frame.paragraphs[0].runs:
            sheet.set_font(run.font)
            run.font.size, run.font.bold, run.font.color.rgb = SMALL, False, rgb(palette.MUTED)


def _harmless(name: str) -> str:
    """A category that the chart's own workbook cannot take for a formula."""
    return f"'{name}" if name.startswith(FORMULA) and not name.lstrip("+-").replace(",", "").replace(".", "").isdigit() else name
