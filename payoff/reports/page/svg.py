"""Chart records as inline SVG: a few shapes, no script; colours by class, so that the page's light and dark follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from payoff.reports import palette
from payoff.reports.deck.fit import Box as TextBox
from payoff.reports.deck.fit import fit_text, width_of
from payoff.reports.scale import places_of, steps_between
from payoff.reports.sections.section import Chart, Line, Role
from payoff.reports.tongue import Tongue

WIDTH, HEIGHT = 520.0, 250.0
SIZE = 12.0
ROW = 28.0
LEGEND = 22.0
COLOURS: Mapping[Role, str] = {"act": palette.ACT, "leave": palette.LEAVE, "uncertain": palette.UNCERTAIN, "ink": palette.INK}
MINUS = "\u2212"
MONTHS = 12
FONTS = "font-family=\"Arial, 'Liberation Sans', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif\""


@dataclass
class _Canvas:
    """Shapes in drawing order."""

    shapes: list[str] = field(default_factory=list)

    def rect(self, box: tuple[float, float, float, float], role: Role) -> None:
        x, y, width, height = (f"{side:.1f}" for side in box)
        self.shapes.append(f'<rect class="{role}" x="{x}" y="{y}" width="{width}" height="{height}" fill="{COLOURS[role]}"/>')

    def line(self, ends: tuple[float, float, float, float], *, strong: bool = False) -> None:
        x1, y1, x2, y2 = (f"{end:.1f}" for end in ends)
        name, colour = ("axis", palette.LEAVE) if strong else ("grid", palette.GRID)
        self.shapes.append(f'<line class="{name}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}"/>')

    def path(self, points: list[tuple[float, float]]) -> None:
        way = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self.shapes.append(f'<polyline class="stroke" points="{way}" fill="none" stroke="{palette.INK}" stroke-width="2"/>')

    def text(self, at: tuple[float, float], text: str, *, anchor: str = "middle", strong: bool = False) -> None:
        name, colour = ("ink", palette.INK) if strong else ("muted", palette.MUTED)
        place = f'x="{at[0]:.1f}" y="{at[1]:.1f}" text-anchor="{anchor}" font-size="{SIZE:g}"'
        self.shapes.append(f'<text class="{name}" {place} fill="{colour}">{escape(text)}</text>')

    def close(self, height: float, label: str) -> str:
        size = f'viewBox="0 0 {WIDTH:g} {height:.0f}"'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {FONTS} role="img" aria-label="{escape(label)}">'
        return f"{head}{''.join(self.shapes)}</svg>"


def draw_svg(chart: Chart, tongue: Tongue, said: str) -> str:
    """`chart` as an SVG element; `said` is what it shows in a sentence, for those who do not see it."""
    return _draw_lying(chart, tongue, said) if chart.kind in ("bars", "tornado") else _draw_upright(chart, tongue, said)


def _draw_upright(chart: Chart, tongue: Tongue, said: str) -> str:
    """Columns or a line over categories from left to right."""
    canvas, top = _Canvas(), _draw_legend_room(chart)
    values = _totals(chart) if chart.kind == "stacked" else [value for line in chart.lines for value in line.values]
    steps = steps_between(min(values, default=0.0), max(values, default=1.0))
    labels = [_tick(step, chart) for step in steps]
    left, bottom = max(width_of(label, SIZE) for label in labels) + 10, HEIGHT - 40
    span = WIDTH - left - 14

    def height_at(value: float) -> float:
        return bottom - (value - steps[0]) / (steps[-1] - steps[0]) * (bottom - top)

    for step, label in zip(steps, labels, strict=True):
        canvas.line((left, height_at(step), WIDTH - 14, height_at(step)), strong=step == 0)
        canvas.text((left - 6, height_at(step) + 4), label, anchor="end")
    slot = span / max(1, len(chart.categories) - (chart.kind == "line"))
    middles = [left + slot * (place + (0 if chart.kind == "line" else 0.5)) for place in range(len(chart.categories))]
    if chart.kind == "line":
        canvas.path([(x, height_at(value)) for x, value in zip(middles, chart.lines[0].values, strict=True)])
    else:
        _draw_columns(canvas, chart, (middles, slot), height_at)
    _label_categories(canvas, [tongue(name) for name in chart.categories], middles, chart)
    if chart.x_title:
        canvas.text((left + span / 2, HEIGHT - 6), tongue(chart.x_title))
    _draw_legend(canvas, chart, tongue)
    return canvas.close(HEIGHT, said)


def _draw_columns(canvas: _Canvas, chart: Chart, slots: tuple[list[float], float], height_at) -> None:  # type: ignore[no-untyped-def]
    middles, slot = slots
    width = slot * (0.94 if chart.kind == "stacked" else 0.6)
    for line in chart.lines:
        for x, value in zip(middles, line.values, strict=True):
            if value:
                ends = sorted((height_at(0.0), height_at(value)))
                role: Role = "leave" if chart.kind == "columns" and value < 0 else line.role
                canvas.rect((x - width / 2, ends[0], width, ends[1] - ends[0]), role)


def _label_categories(canvas: _Canvas, names: list[str], middles: list[float], chart: Chart) -> None:
    """As many names as stand side by side; of months, whole years."""
    widest, room = max((width_of(name, SIZE) for name in names), default=1.0) + 8, WIDTH - 40
    every = max(1, -(-len(names) * int(widest) // int(room)))
    if chart.kind == "line":
        every = MONTHS * max(1, -(-every // MONTHS))
    for name, x in list(zip(names, middles, strict=True))[::every]:
        canvas.text((min(x, WIDTH - 14), HEIGHT - 24), name)


def _draw_lying(chart: Chart, tongue: Tongue, said: str) -> str:
    """Bars from left to right, one row each; a tornado's two ends share a row."""
    canvas, top = _Canvas(), _draw_legend_room(chart)
    names = [fit_text(tongue(name), TextBox(WIDTH * 0.36, SIZE * 1.3), (SIZE,))[0] for name in chart.categories]
    left = max((width_of(name, SIZE) for name in names), default=0.0) + 10
    values = [value for line in chart.lines for value in line.values]
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    room = 52.0 if chart.kind == "bars" else 24.0
    start, end = left + (room if low < 0 else 2.0), WIDTH - room
    reach = (high - low) or 1.0

    def place_at(value: float) -> float:
        return start + (value - low) / reach * (end - start)

    bottom = top + ROW * len(names)
    if chart.kind == "tornado":
        _draw_ticks(canvas, chart, (low, high), (top, bottom), place_at)
    for row, name in enumerate(names):
        middle = top + ROW * (row + 0.5)
        canvas.text((left - 8, middle + 4), name, anchor="end", strong=True)
        for line in chart.lines:
            _draw_bar(canvas, chart, line, row, (middle, place_at))
    canvas.line((place_at(0.0), top, place_at(0.0), bottom), strong=True)
    _draw_legend(canvas, chart, tongue)
    return canvas.close(bottom + (22.0 if chart.kind == "tornado" else 6.0), said)


def _draw_bar(canvas: _Canvas, chart: Chart, line: Line, row: int, at) -> None:  # type: ignore[no-untyped-def]
    middle, place_at = at
    value = line.values[row]
    ends = sorted((place_at(0.0), place_at(value)))
    canvas.rect((ends[0], middle - 9, ends[1] - ends[0], 18), line.role)
    if chart.kind == "bars":
        x, anchor = (place_at(value) + 5, "start") if value >= 0 else (place_at(value) - 5, "end")
        canvas.text((x, middle + 4), _tick(value, chart), anchor=anchor, strong=True)


def _draw_ticks(canvas: _Canvas, chart: Chart, ends: tuple[float, float], rows: tuple[float, float], place_at) -> None:  # type: ignore[no-untyped-def]
    for step in steps_between(*ends):
        if ends[0] <= step <= ends[1]:
            canvas.line((place_at(step), rows[0], place_at(step), rows[1]))
            canvas.text((place_at(step), rows[1] + 15), _tick(step, chart))


def _draw_legend_room(chart: Chart) -> float:
    return 8.0 + (LEGEND if len(chart.lines) > 1 else 0.0)


def _draw_legend(canvas: _Canvas, chart: Chart, tongue: Tongue) -> None:
    if len(chart.lines) < 2:
        return
    x = 4.0
    for line in chart.lines:
        canvas.rect((x, 4, 11, 11), line.role)
        name = tongue(line.name)
        canvas.text((x + 16, 14), name, anchor="start")
        x += width_of(name, SIZE) + 36


def _totals(chart: Chart) -> list[float]:
    return [sum(values) for values in zip(*(line.values for line in chart.lines), strict=True)]


def _tick(value: float, chart: Chart) -> str:
    """A figure of an axis, divided by its scale."""
    if chart.unit == "share":
        return f"{value:.0%}"
    scale = chart.scale
    places = places_of(chart.largest / scale.factor)
    text = f"{abs(value) / scale.factor:,.{places}f}"
    return f"{MINUS}{text}" if value < 0 and text.strip("0.,") else text
