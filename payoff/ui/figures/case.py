"""Charts of a business case: cash by year, what drives it, how it may turn out, and what the AI product costs."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from payoff.core.message import capital
from payoff.core.product_cost import ITEMS, ProductCost
from payoff.core.sensitivity import Swing
from payoff.core.uncertainty import Simulation
from payoff.domains.case_sheet import CaseSheet
from payoff.ui.format import exact_money, money, percent
from payoff.ui.language import _
from payoff.ui.look import Look, blank
from payoff.workflow.business_case import CaseResult
from payoff.workflow.case_sentences import name_assumption, show, unit_of

HEIGHT = 320
BAR = 34
BINS = 60
MOST_BARS = 8


def chart_cash(result: CaseResult, look: Look) -> go.Figure:
    """Net cash of each year as bars, and the cumulative flow of every month as a line over the end of its year."""
    figure, currency = blank(look, HEIGHT), result.worth.currency
    yearly = result.flow.by_year().net
    years = np.arange(len(yearly))
    for name, part, colour in ((_("received in the year"), yearly >= 0, look.act), (_("paid in the year"), yearly < 0, look.leave)):
        if part.any():
            figure.add_bar(
                x=years[part], y=yearly[part], name=name, marker_color=colour, hoverinfo="text",
                hovertext=[_("Year {year}: {money}", year=year, money=exact_money(yearly[year], currency)) for year in years[part]],
            )  # fmt: skip
    cumulative = result.flow.cumulative
    figure.add_scatter(
        x=np.arange(len(cumulative)) / 12,
        y=cumulative,
        mode="lines",
        name=_("cumulative, by month"),
        line={"color": look.ink, "width": 2},
        hovertext=[
            _("Month {month}: {money} so far", month=month, money=exact_money(value, currency)) for month, value in enumerate(cumulative)
        ],
        hoverinfo="text",
    )
    figure.update_layout(bargap=0.45, barmode="relative")
    figure.update_xaxes(title=_("End of year"), dtick=1)
    figure.update_yaxes(title=_("After tax, {currency}", currency=currency), tickformat="~s", nticks=6)
    return figure


def chart_swings(swings: tuple[Swing, ...], planned: float, sheet: CaseSheet, look: Look) -> go.Figure:
    """Tornado: the widest at the top, p10 and p90 of each assumption told apart by colour and pattern."""
    shown = swings[:MOST_BARS][::-1]
    figure = blank(look, 90 + BAR * len(shown))
    names = [_(capital(name_assumption(swing.name, sheet))) for swing in shown]
    for label, side, colour, pattern in (
        (_("at its 10th percentile"), "low", look.uncertain, "/"),
        (_("at its 90th percentile"), "high", look.act, ""),
    ):
        figure.add_bar(
            orientation="h",
            y=names,
            x=[getattr(swing, f"at_{side}") - planned for swing in shown],
            base=planned,
            name=label,
            hovertext=[_say_end(swing, side, sheet) for swing in shown],
            hoverinfo="text",
            marker=_fill(colour, pattern, look),
        )
    figure.add_vline(x=0, line={"color": look.leave, "dash": "dash", "width": 1.5})
    figure.update_layout(barmode="overlay", bargap=0.35)
    figure.update_xaxes(title=_("Net present value, {currency}", currency=sheet.currency), tickformat="~s", nticks=6)
    figure.update_yaxes(tickfont={"color": look.ink}, showgrid=False)
    return figure


def chart_outcomes(simulation: Simulation, planned: float, currency: str, look: Look) -> go.Figure:
    """How often each present value comes up; losses differ in colour and pattern, the middle 90 % lies between the dotted lines.

    The last 2 in 1,000 draws on each side are left off.
    """
    figure = blank(look, HEIGHT)
    low, high = np.quantile(simulation.money, [0.002, 0.998])
    counts, edges = np.histogram(simulation.money, _edges(low, high))
    middles, width = (edges[1:] + edges[:-1]) / 2, edges[1] - edges[0]
    for name, part, colour, pattern in ((_("loses"), middles < 0, look.uncertain, "/"), (_("gains"), middles >= 0, look.act, "")):
        if counts[part].any():
            share = counts[part] / len(simulation.money)
            figure.add_bar(
                x=middles[part],
                y=share,
                width=width * 0.94,
                name=name,
                hoverinfo="text",
                marker=_fill(colour, pattern, look),
                hovertext=[
                    _("{share} of draws near {money}", share=percent(s), money=money(x, currency))
                    for s, x in zip(share, middles[part], strict=True)
                ],
            )
    ends = simulation.interval
    for x, number, side in ((ends.low, 5, "top left"), (ends.high, 95, "top right")):
        label = {"text": _("{number}\u00a0%", number=number), "font": {"color": look.muted, "size": 12}}
        figure.add_vline(x=x, line={"color": look.muted, "dash": "dot", "width": 1.5}, annotation=label, annotation_position=side)
    top = float(counts.max()) / len(simulation.money)
    figure.add_scatter(
        x=[planned] * 2, y=[0, top], mode="lines", line={"color": look.ink, "width": 2}, name=_("as planned"), hoverinfo="name"
    )
    figure.update_xaxes(title=_("Net present value, {currency}", currency=currency), tickformat="~s", nticks=7)
    figure.update_yaxes(title=_("Share of draws"), tickformat=".0%", nticks=5)
    return figure


def chart_information(each: Mapping[str, float], sheet: CaseSheet, look: Look) -> go.Figure:
    """What knowing each assumption beforehand would be worth."""
    shown = {name: worth for name, worth in list(each.items())[:MOST_BARS] if worth > 0}
    return _bars(
        {_(capital(name_assumption(name, sheet))): worth for name, worth in shown.items()}, sheet.currency, _("Worth finding out"), look
    )


def chart_costs(cost: ProductCost, currency: str, look: Look) -> go.Figure:
    """Each item of the AI product's yearly cost, the largest at the top."""
    items = sorted(((_(ITEMS[key]), float(np.asarray(worth))) for key, worth in cost.items.items()), key=lambda item: -item[1])
    return _bars(dict(items), currency, _("A year"), look)


def _fill(colour: str, pattern: str, look: Look) -> dict[str, object]:
    """A bar's colour, hatched where `pattern` says so."""
    hatch = {"shape": pattern, "bgcolor": colour, "fgcolor": look.paper, "size": 6, "solidity": 0.25}
    return {"color": colour, "line": {"width": 0}, **({"pattern": hatch} if pattern else {})}


def _say_end(swing: Swing, side: str, sheet: CaseSheet) -> str:
    at = show(getattr(swing, side), unit_of(swing.name, sheet, sheet.currency), sheet.currency)
    return _(
        "{name} at {at}: {money}",
        name=capital(name_assumption(swing.name, sheet)),
        at=at,
        money=exact_money(getattr(swing, f"at_{side}"), sheet.currency),
    )


def _bars(worth: Mapping[str, float], currency: str, title: str, look: Look) -> go.Figure:
    names, figures = list(worth)[::-1], list(worth.values())[::-1]
    figure = blank(look, 70 + BAR * len(names))
    figure.add_bar(
        orientation="h", y=names, x=figures, marker_color=look.act,
        text=[_(money(value, currency)) for value in figures], textposition="outside", textfont={"color": look.ink}, cliponaxis=False,
        hovertext=[_(exact_money(value, currency)) for value in figures], hoverinfo="text",
    )  # fmt: skip
    figure.update_layout(bargap=0.35, showlegend=False)
    figure.update_xaxes(
        title=_("{title}, {currency}", title=title, currency=currency), tickformat="~s", nticks=5, range=[0, 1.4 * max([*figures, 1e-9])]
    )
    figure.update_yaxes(tickfont={"color": look.ink}, showgrid=False)
    return figure


def _edges(low: float, high: float) -> npt.NDArray[np.float64]:
    """Edges of bins, one of them at nothing, so that no bin holds gains and losses."""
    width = max(high - low, 1e-9) / BINS
    return np.arange(np.floor(low / width), np.ceil(high / width) + 1) * width
