"""A calculator's series as one chart: lines with their bands, bars or points, and the marks at x."""

from __future__ import annotations

from itertools import cycle

import plotly.graph_objects as go

from payoff.core.message import capital
from payoff.domains.panel import Panel, Series
from payoff.ui.language import _, spoken
from payoff.ui.look import Look, blank

HEIGHT = 300
_DASHES = ("solid", "dash", "dot", "dashdot")


def chart_panel(panel: Panel, look: Look) -> go.Figure:
    """All series of `panel` over one x axis; lines differ in dash as well as in colour."""
    figure = blank(look, HEIGHT)
    styles = zip(cycle((look.act, look.ink, look.uncertain, look.leave)), cycle(_DASHES), strict=False)
    for series, (colour, dash) in zip(panel.series, styles, strict=False):
        _add_band(figure, series, look)
        figure.add_trace(_trace(series, colour, dash))
    # Two marks may lie close to each other, so that their names stand on either side.
    sides = cycle(("top left", "top right")) if len(panel.marks) > 1 else cycle(("top right",))
    for (name, x), side in zip(panel.marks.items(), sides, strict=False):
        text = {"text": _(name), "font": {"color": look.muted}}
        figure.add_vline(x=x, line={"color": look.leave, "dash": "dot", "width": 1}, annotation=text, annotation_position=side)
    figure.update_layout(xaxis_title=_(capital(panel.x_label)), yaxis_title=_(capital(panel.y_label)), showlegend=len(panel.series) > 1)
    return figure


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
