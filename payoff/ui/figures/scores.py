"""What the model says: how its probabilities spread, and whether they come true."""

from __future__ import annotations

import plotly.graph_objects as go

from payoff.core.calibration import Reliability
from payoff.core.distribution import Distribution
from payoff.core.message import capital
from payoff.domains.term_sheet import TermSheet
from payoff.ui.format import count, cut, percent
from payoff.ui.language import _
from payoff.ui.look import Look, blank


def chart_spread(spread: Distribution, threshold: float, sheet: TermSheet, look: Look) -> go.Figure:
    """Rows per probability, split by outcome where known, with the threshold in use."""
    figure, words = blank(look, 290), sheet.words
    groups = (
        (words.other_rows, spread.others, look.leave, ""),
        (words.event_rows, spread.events, look.uncertain, "/"),
        (_("outcome unknown"), spread.unknown, look.leave, ""),
    )
    hatching = {"fillmode": "overlay", "fgcolor": look.paper, "fgopacity": 0.8, "size": 6}
    middles = (spread.edges[1:] + spread.edges[:-1]) / 2
    for name, rows, colour, pattern in groups:
        if rows.any():
            figure.add_bar(
                x=middles, y=rows, name=_(name), marker={"color": colour, "line": {"width": 0}, "pattern": {**hatching, "shape": pattern}},
                hovertemplate=_("{y} {name} near {x}", y="%{y:,.0f}", name=name, x="%{x:.2f}") + "<extra></extra>",
            )  # fmt: skip
    if 0 <= threshold <= 1:
        label = {
            "text": _("{act} from {threshold} →", act=words.act, threshold=cut(threshold)),
            "font": {"color": look.act, "size": 12.5},
            "xanchor": "left",
            "yanchor": "top",
        }
        figure.add_vline(x=threshold, line={"color": look.act, "width": 2.5}, annotation=label, annotation_position="top right")
    figure.update_layout(barmode="stack", bargap=0.06, showlegend=spread.measured)
    figure.update_xaxes(title=_("Probability of {event}", event=sheet.event), range=[0, 1], tickformat=".1f")
    highest = float((spread.events + spread.others + spread.unknown).max())
    figure.update_yaxes(title=_(capital(words.rows)), tickformat=",d", range=[0, highest * 1.18])
    return figure


def chart_reliability(bins: Reliability, sheet: TermSheet, look: Look) -> go.Figure:
    """Share of events seen against probability promised; the diagonal is a probability that keeps its word."""
    figure, found = blank(look, 300), zip(bins.promised, bins.seen, bins.rows, strict=True)
    figure.add_scatter(
        x=[0, 1], y=[0, 1], mode="lines", line={"color": look.leave, "dash": "dash", "width": 1.5}, name=_("kept exactly"), hoverinfo="skip"
    )
    figure.add_scatter(
        x=bins.promised,
        y=bins.seen,
        mode="lines+markers",
        line={"color": look.act, "width": 2},
        marker={"size": 8},
        name=_("this file"),
        hovertext=[
            _("{n} {rows}: promised {p}, seen {s}", n=count(n), rows=sheet.words.rows, p=percent(p), s=percent(s)) for p, s, n in found
        ],
        hoverinfo="text",
    )
    figure.update_xaxes(title=_("Probability of {event} promised", event=sheet.event), range=[0, 1], tickformat=".0%")
    figure.update_yaxes(title=_("Share with {event} seen", event=sheet.event), range=[0, 1], tickformat=".0%")
    return figure
