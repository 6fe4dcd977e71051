"""A calculator's series as one chart: lines with their bands, bars or points, and the marks at x."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import cycle

import plotly.graph_objects as go

from payoff.core.message import capital
from payoff.domains.panel import Panel, Series
from payoff.ui.language import _, spoken
from payoff.ui.look import Look, blank

HEIGHT = 300
NAMES = 28
"""Pixels above a chart for the names of its marks."""

PAD = 0.02
"""Left free at either end, as a share of what is drawn."""

ACROSS = 55
"""Letters across a chart on a telephone, counting in that a name may reach into the margin."""

_DASHES = ("solid", "dash", "dot", "dashdot")


def chart_panel(panel: Panel, look: Look) -> go.Figure:
    """All series of `panel` over one x axis; lines differ in dash as well as in colour."""
    figure = blank(look, HEIGHT)
    styles = zip(cycle((look.act, look.ink, look.uncertain, look.leave)), cycle(_DASHES), strict=False)
    for series, (colour, dash) in zip(panel.series, styles, strict=False):
        _add_band(figure, series, look)
        figure.add_trace(_trace(series, colour, dash))
    span = _span(panel)
    for name, x in panel.marks.items():
        # Above the chart: within, a line that runs along the top would strike the name through.
        text = {"text": _(name), "font": {"color": look.muted}, "yanchor": "bottom"}
        figure.add_vline(
            x=x, line={"color": look.leave, "dash": "dot", "width": 1}, annotation=text, annotation_position=_side(name, panel.marks, span)
        )
    if panel.marks:
        figure.update_layout(margin_t=NAMES, legend_y=1 + NAMES / HEIGHT)
    if span is not None:
        # Left to itself, plotly makes room for the names of the marks: shares below 0 % and above 100 %.
        pad = PAD * (span[1] - span[0])
        figure.update_xaxes(range=[span[0] - pad, span[1] + pad])
    figure.update_layout(xaxis_title=_(capital(panel.x_label)), yaxis_title=_(capital(panel.y_label)), showlegend=len(panel.series) > 1)
    return figure


def _span(panel: Panel) -> tuple[float, float] | None:
    """The numbers along x that are drawn; None where names or bars stand there."""
    along = [x for series in panel.series for x in series.x]
    numbers = [float(x) for x in (*along, *panel.marks.values()) if not isinstance(x, str)]
    if any(series.shape == "bar" for series in panel.series) or len(numbers) < len(along) + len(panel.marks) or not numbers:
        return None
    return (min(numbers), max(numbers)) if max(numbers) > min(numbers) else None


def _side(name: str, marks: Mapping[str, float], span: tuple[float, float] | None) -> str:
    """On which side of its line the name of a mark stands: of several the first on the left, and none where it would leave the chart."""
    first = len(marks) > 1 and name == min(marks, key=marks.__getitem__)
    if span is None:
        return "top left" if first else "top right"
    share, room = (marks[name] - span[0]) / (span[1] - span[0]), len(_(name)) / ACROSS
    return "top left" if (first and share >= room) or 1 - share < room else "top right"


def _trace(series: Series, colour: str, dash: str) -> go.Bar | go.Scatter:
    if series.shape == "bar":
        return go.Bar(name=_(series.name), x=_spoken_x(series), y=series.y, marker_color=colour)
    mode = "lines" if series.shape == "line" else "markers"
    return go.Scatter(
        name=_(series.name),
        x=_spoken_x(series),
        y=series.y,
        mode=mode,
        line={"color": colour, "dash": dash, "width": 2},
        marker_color=colour,
    )


def _spoken_x(series: Series) -> list[str | float]:
    return [spoken(x) if isinstance(x, str) else x for x in series.x]


def _add_band(figure: go.Figure, series: Series, look: Look) -> None:
    if not series.low or not series.high:
        return
    outline = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "showlegend": False}
    figure.add_trace(go.Scatter(x=_spoken_x(series), y=series.high, **outline))
    figure.add_trace(go.Scatter(x=_spoken_x(series), y=series.low, fill="tonexty", fillcolor=look.band, **outline))
