"""Champion and challenger side by side in money."""

from __future__ import annotations

import plotly.graph_objects as go

from payoff.domains.manifest import name_family
from payoff.ui.format import count, exact_money, money
from payoff.ui.language import _
from payoff.ui.look import Look, blank
from payoff.workflow.models import Comparison, Standing


def chart_contest(comparison: Comparison, look: Look) -> go.Figure:
    """Net value of the sample under each model."""
    standings = (comparison.challenger, comparison.champion)
    roles = (_("Challenger"), _("Champion"))
    figure = blank(look, 180)
    figure.add_bar(
        orientation="h",
        x=[s.value for s in standings],
        marker_color=[look.leave, look.act],
        y=[_label(role, s, comparison.currency) for role, s in zip(roles, standings, strict=True)],
        hovertext=[
            _("{value}, acts on {acted} rows", value=exact_money(s.value, comparison.currency), acted=count(s.acted)) for s in standings
        ],
        hoverinfo="text",
    )
    figure.update_layout(bargap=0.45, showlegend=False)
    figure.update_xaxes(title=_("Net value, {currency} (measured)", currency=comparison.currency), tickformat="~s", nticks=6)
    figure.update_yaxes(tickfont={"color": look.ink}, showgrid=False, ticklabelstandoff=6)
    return figure


def _label(role: str, standing: Standing, currency: str) -> str:
    return _(
        "{role}: {family}<br><b>{value}</b>",
        role=role,
        family=name_family(standing.family),
        value=money(standing.value, currency),
    )
