"""Where the money lies: the value ladder and the profit curve."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from payoff.core.curve import Curve
from payoff.domains.term_sheet import Words
from payoff.ui.format import count, decimal, exact_money, money, money_change
from payoff.ui.look import Look, blank
from payoff.ui.sentences import name_policy
from payoff.workflow.decide import Decision

MOST_POINTS = 400
"""Of a curve with up to 2,049 points; the screen shows no more."""

_STEP = {"line": {"shape": "vh"}, "mode": "lines"}


def chart_ladder(decision: Decision, words: Words, look: Look) -> go.Figure:
    """Net value per policy, worst first, with its gap to the best policy that needs no model."""
    rungs, base = decision.ladder.rungs[::-1], decision.ladder.best_trivial
    colours = {"threshold": look.act, "bayes": look.act, "perfect": "rgba(0,0,0,0)"}
    figure = blank(look, 56 + 34 * len(rungs))
    figure.add_bar(
        orientation="h", x=[r.value for r in rungs], y=[name_policy(r.key, decision, words) for r in rungs],
        marker={"color": [colours.get(r.key, look.leave) for r in rungs], "line": {"color": [look.muted if r.key == "perfect" else colours.get(r.key, look.leave) for r in rungs], "width": 1.2}},
        text=[_rung_label(r.value, None if r.key == base.key else r.value - base.value, decision.currency) for r in rungs],
        textposition="outside", cliponaxis=False, textfont={"size": 12.5},
        hovertext=[f"{exact_money(r.value, decision.currency)}, {words.act} {count(r.acted)} {words.rows}" for r in rungs], hoverinfo="text",
    )  # fmt: skip
    low, high = min(0.0, *(r.value for r in rungs)), max(0.0, *(r.value for r in rungs))
    room = (high - low) * 0.42
    figure.update_layout(bargap=0.32, showlegend=False)
    figure.update_xaxes(range=[low - (room if low < 0 else 0), high + room], title=_money_title(decision), tickformat="~s", nticks=6)
    figure.update_yaxes(tickfont={"color": look.ink, "size": 12.5}, showgrid=False)
    return figure


def chart_curve(decision: Decision, words: Words, look: Look) -> go.Figure:
    """Net value at every threshold, with its interval, the threshold in use and the one searched on these rows."""
    figure, curve = blank(look, 300), thin(decision.curve)
    x = _thresholds(curve)
    _add_band(figure, curve, x, look)
    figure.add_scatter(
        x=x, y=curve.value, **_STEP, line_color=look.ink, line_width=1.8, name="net value", showlegend=False, hoverinfo="text",
        hovertext=[f"threshold {decimal(t)}: {words.act} {count(a)}, {money(v, decision.currency)}" for t, a, v in zip(x, curve.acted, curve.value, strict=True)],
    )  # fmt: skip
    _add_baseline(figure, decision, words, look)
    _add_capacity(figure, decision, look)
    _add_marks(figure, decision, look)
    figure.update_xaxes(title=f"{words.act.capitalize()} at or above this probability", range=[-0.02, 1.02], tickformat=".1f")
    figure.update_yaxes(title=_money_title(decision), tickformat="~s", nticks=6)
    return figure


def thin(curve: Curve, most: int = MOST_POINTS) -> Curve:
    """At most `most` points of `curve`, its ends and its best point among them."""
    if len(curve.value) <= most:
        return curve
    keep = np.union1d(np.linspace(0, len(curve.value) - 1, most - 1).round().astype(int), [curve.best])
    low, high = (None if side is None else side[keep] for side in (curve.low, curve.high))
    return Curve(curve.threshold[keep], curve.acted[keep], curve.share[keep], curve.value[keep], low, high)


def _rung_label(value: float, gap: float | None, currency: str) -> str:
    label = f"<b>{money(value, currency)}</b>"
    return f" {label}" if gap is None else f" {label} ({money_change(gap, currency)})"


def _thresholds(curve: Curve) -> np.ndarray:
    """Thresholds to draw at: acting on nobody is at 1, everything below the lowest cut acts on everybody."""
    return np.concatenate([[max(1.0, curve.threshold[1])], curve.threshold[1:-1], [min(0.0, curve.threshold[-1])]])


def _add_band(figure: go.Figure, curve: Curve, x: np.ndarray, look: Look) -> None:
    if curve.low is None or curve.high is None:
        return
    edge = {**_STEP, "line": {"shape": "vh", "width": 0}, "hoverinfo": "skip"}
    figure.add_scatter(x=x, y=curve.high, showlegend=False, **edge)
    figure.add_scatter(x=x, y=curve.low, fill="tonexty", fillcolor=look.band, name="95 % interval", **edge)


def _add_baseline(figure: go.Figure, decision: Decision, words: Words, look: Look) -> None:
    base = decision.ladder.best_trivial
    figure.add_scatter(
        x=[0, 1], y=[base.value] * 2, mode="lines", line={"color": look.leave, "dash": "dash", "width": 1.5},
        name=name_policy(base.key, decision, words), hoverinfo="name",
    )  # fmt: skip


def _add_capacity(figure: go.Figure, decision: Decision, look: Look) -> None:
    if decision.capacity is None or decision.capacity.most >= decision.rows:
        return
    point = int(np.searchsorted(decision.curve.acted, decision.capacity.most, side="right")) - 1
    x = float(np.clip(decision.curve.threshold[point], 0, 1))
    label = {"text": f"room for {count(decision.capacity.most)}", "font": {"color": look.muted, "size": 12}}
    figure.add_vline(x=x, line={"color": look.muted, "dash": "dot", "width": 1.5}, annotation=label, annotation_position="bottom right")


def _add_marks(figure: go.Figure, decision: Decision, look: Look) -> None:
    choice, currency = decision.threshold, decision.currency
    if choice.searched is not None and choice.searched_value is not None:
        _mark(figure, choice.searched, choice.searched_value, {"symbol": "circle-open", "color": look.uncertain, "size": 12, "line": {"width": 2.5}}, f"best on these very rows, {decimal(choice.searched)} (optimistic)", currency)
    if choice.kind == "chosen":
        x = float(np.clip(choice.bayes, 0, 1))
        _mark(figure, x, _value_at(decision.curve, x), {"symbol": "diamond-open", "color": look.act, "size": 12, "line": {"width": 2}}, f"Bayes, {decimal(choice.bayes)}", currency)
    name = "Bayes, in use" if choice.kind == "bayes" else "in use"
    _mark(figure, float(np.clip(choice.used, 0, 1)), decision.confusion.value, {"symbol": "circle", "color": look.act, "size": 13}, f"{name}, {decimal(choice.used)}", currency)


def _mark(figure: go.Figure, x: float, y: float, marker: dict[str, object], name: str, currency: str) -> None:
    figure.add_scatter(x=[x], y=[y], mode="markers", marker=marker, name=name, hovertext=[f"{name}: {exact_money(y, currency)}"], hoverinfo="text")


def _value_at(curve: Curve, threshold: float) -> float:
    acted = int(np.count_nonzero(curve.threshold >= threshold))
    return float(curve.value[max(acted - 1, 0)])


def _money_title(decision: Decision) -> str:
    return f"Net value of this file, {decision.currency} ({decision.basis})"
