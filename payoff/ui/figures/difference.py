"""A chart of why one case is worth more than another: from the first present value, change by change, to the second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from payoff.core.contributions import CENTS
from payoff.ui.format import exact_money, money, money_change
from payoff.ui.language import _, spoken
from payoff.ui.look import Look, blank
from payoff.workflow.case_difference import CaseDifference
from payoff.workflow.difference_sentences import name_change

BAR = 34
MOST_BARS = 10
LONGEST_LABEL = 22
ROOM = 0.55
"""Beside a bar for its figure, as a share of what the bars take; enough for a telephone."""


@dataclass(frozen=True)
class _Bar:
    """A bar from `base` over `money`."""

    label: str
    base: float
    money: float
    total: bool = False


def chart_difference(difference: CaseDifference, titles: tuple[str, str], look: Look) -> go.Figure:
    """Waterfall from the first title to the second; what adds and what takes away differ in colour and pattern."""
    bars = _lay_bars(difference, titles)
    figure, currency = blank(look, 90 + BAR * len(bars)), difference.currency
    kinds = (
        (_("as planned"), [bar for bar in bars if bar.total], look.leave, ""),
        (_("adds"), [bar for bar in bars if not bar.total and bar.money >= 0], look.act, ""),
        (_("takes away"), [bar for bar in bars if not bar.total and bar.money < 0], look.uncertain, "/"),
    )
    for name, shown, colour, shape in kinds:
        if shown:
            pattern = {"shape": shape, "bgcolor": colour, "fgcolor": look.paper, "size": 6, "solidity": 0.25}
            figure.add_bar(
                orientation="h", name=name,
                y=[bar.label for bar in shown], x=[bar.money for bar in shown], base=[bar.base for bar in shown],
                marker={"color": colour, "line": {"width": 0}, **({"pattern": pattern} if shape else {})},
                text=[spoken(money(bar.money, currency) if bar.total else money_change(bar.money, currency)) for bar in shown],
                textposition="outside", textfont={"color": look.ink}, cliponaxis=False,
                hovertext=[f"{bar.label}: {spoken(exact_money(bar.money, currency))}" for bar in shown], hoverinfo="text",
            )  # fmt: skip
    reach = [end for bar in bars for end in (bar.base, bar.base + bar.money)]
    room = ROOM * max(max(reach) - min(reach), 1e-9)
    figure.add_vline(x=0, line={"color": look.leave, "dash": "dash", "width": 1.5})
    figure.update_layout(barmode="overlay", bargap=0.35)
    # A figure stands where its bar ends: on the left of one that takes away.
    ends = [bar.base + bar.money + (room if bar.money >= 0 else -room) for bar in bars]
    figure.update_xaxes(
        title=_("Net present value, {currency}", currency=currency), tickformat="~s", nticks=5,
        range=[min(*reach, *ends), max(*reach, *ends)],
    )  # fmt: skip
    # Plotly draws upwards; the reader goes down.
    downwards = [bar.label for bar in reversed(bars)]
    figure.update_yaxes(tickfont={"color": look.ink}, showgrid=False, categoryorder="array", categoryarray=downwards)
    return figure


def _lay_bars(difference: CaseDifference, titles: tuple[str, str]) -> list[_Bar]:
    """The first total, the largest parts, the rest as one, the second total."""
    start, end = (cents / CENTS for cents in difference.cents)
    moving = [part for part in difference.parts if part.cents]
    shown, rest = moving[:MOST_BARS], moving[MOST_BARS:]
    steps = [(escape(spoken(name_change(part.change, difference.file))), part.cents / CENTS) for part in shown]
    if rest:
        steps.append((_("{n} more changes", n=len(rest)), sum(part.cents for part in rest) / CENTS))
    # Two bars of one name would be drawn as one.
    labels = _tell_apart([f"1 · {_shorten(titles[0])}", *(label for label, _worth in steps), f"2 · {_shorten(titles[1])}"])
    bars, level = [_Bar(labels[0], 0.0, start, total=True)], start
    for label, (_label, worth) in zip(labels[1:-1], steps, strict=True):
        bars.append(_Bar(label, level, worth))
        level += worth
    return [*bars, _Bar(labels[-1], 0.0, end, total=True)]


def _shorten(title: str) -> str:
    """A stranger's title, short and without the markup that a chart would follow."""
    return escape(title if len(title) <= LONGEST_LABEL else f"{title[: LONGEST_LABEL - 1]}…")


def _tell_apart(labels: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    told = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        told.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return told
