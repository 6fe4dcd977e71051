"""Where the money lies: the value ladder and the profit curve."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np
import plotly.graph_objects as go

from payoff.core.curve import Curve
from payoff.core.ladder import Rung
from payoff.core.message import say
from payoff.core.wording import say_basis
from payoff.domains.term_sheet import Words
from payoff.ui.format import count, cut, exact_money, money, money_change
from payoff.ui.language import _
from payoff.ui.look import Look, blank
from payoff.workflow.decide import Decision, Judgement
from payoff.workflow.policy_names import name_policy

MOST_POINTS = 320
"""Of a curve with up to 2,049 points; with its band it stays below 1,000."""

RUNG_HEIGHT = 46
CURVE_HEIGHT = 360
SMALL_HEIGHT = 92
NAMED_FROM, NAME_HEIGHT, NAME_POINTS = 0.6, 0.08, 41
"""Where the name of the best simple rule stands: from this threshold on, so high as a share of the chart, looked at in so many places."""


def chart_ladder(decision: Decision, words: Words, look: Look) -> go.Figure:
    """Net value per policy from doing nothing down to perfect foresight, each with its gap to the best that needs no model."""
    rungs = decision.ladder.rungs[::-1]
    figure = blank(look, 48 + RUNG_HEIGHT * len(rungs))
    figure.add_bar(
        orientation="h", x=[r.value for r in rungs], y=[_label_rung(r, decision, words) for r in rungs],
        marker={"color": [_fill(r, look) for r in rungs], "line": {"color": [_outline(r, look) for r in rungs], "width": 1.5}},
        hovertext=[
            _("{value}: {act} {n} {rows}", value=exact_money(r.value, decision.currency), act=words.act, n=count(r.acted), rows=words.rows)
            for r in rungs
        ],
        hoverinfo="text",
    )  # fmt: skip
    figure.update_layout(bargap=0.45, showlegend=False)
    figure.update_xaxes(title=money_title(decision), tickformat="~s", nticks=5)
    figure.update_yaxes(tickfont={"color": look.ink, "size": 12}, showgrid=False, ticklabelstandoff=6)
    return figure


def chart_curve(decision: Decision, judgement: Judgement | None, words: Words, look: Look) -> go.Figure:
    """Net value at every threshold, with its interval, the threshold in use and the one searched on these rows."""
    figure, curve = blank(look, CURVE_HEIGHT), _reach_ends(thin(_with_band(decision.curve, judgement)))
    _add_band(figure, curve, look)
    points = zip(curve.threshold, curve.acted, curve.value, strict=True)
    figure.add_scatter(
        x=curve.threshold, y=curve.value, mode="lines", line={"shape": "hv", "color": look.ink, "width": 1.8}, showlegend=False,
        hovertext=[
            _("{threshold}: {act} {n}, {value}", threshold=cut(t), act=words.act, n=count(a), value=money(v, decision.currency))
            for t, a, v in points
        ], hoverinfo="text",
    )  # fmt: skip
    _add_baseline(figure, replace(decision, curve=curve), words, look)
    _add_capacity(figure, decision, look)
    _add_marks(figure, decision, look)
    figure.update_xaxes(title=_("Threshold: {act} from this probability on", act=words.act), range=[-0.02, 1.02], tickformat=".1f")
    figure.update_yaxes(title=money_title(decision), tickformat="~s", nticks=6)
    return figure


def chart_small_curve(decision: Decision, words: Words, look: Look) -> go.Figure:
    """The curve as a thumbnail: its shape, the baseline and the threshold in use."""
    figure = chart_curve(decision, None, words, look)
    figure.update_layout(height=SMALL_HEIGHT, showlegend=False)
    figure.layout.annotations = ()
    # Ticks at the ends alone, so that the title stands between them and not below.
    figure.update_xaxes(title={"text": _("threshold"), "font": {"size": 11}, "standoff": 2}, tickvals=[0, 1], tickfont_size=11)
    figure.update_yaxes(title={"text": decision.currency, "font": {"size": 11}, "standoff": 2}, nticks=3, tickfont_size=11)
    return figure


def thin(curve: Curve, most: int = MOST_POINTS) -> Curve:
    """At most `most` points of `curve`, its ends and its best point among them."""
    if len(curve.value) <= most:
        return curve
    spaced = np.linspace(0, len(curve.value) - 1, most - 1).round().astype(int)
    keep = np.union1d(spaced, [curve.best])
    low, high = (None if side is None else side[keep] for side in (curve.low, curve.high))
    return Curve(curve.threshold[keep], curve.acted[keep], curve.share[keep], curve.value[keep], low, high)


def money_title(decision: Decision) -> str:
    """The money axis: what it counts and on which basis."""
    return _("Net value, {currency} ({basis})", currency=decision.currency, basis=say_basis(decision.basis))


def _label_rung(rung: Rung, decision: Decision, words: Words) -> str:
    base = decision.ladder.best_trivial
    gap = "" if rung.key == base.key else say(" ({range})", range=money_change(rung.value - base.value, decision.currency))
    return _(
        "{policy}<br><b>{value}</b>{gap}",
        policy=name_policy(rung.key, decision, words),
        value=money(rung.value, decision.currency),
        gap=gap,
    )


def _fill(rung: Rung, look: Look) -> str:
    return {"threshold": look.act, "bayes": look.act, "perfect": "rgba(0,0,0,0)"}.get(rung.key, look.leave)


def _outline(rung: Rung, look: Look) -> str:
    return {"perfect": look.act, "today": look.ink}.get(rung.key, _fill(rung, look))


def _with_band(curve: Curve, judgement: Judgement | None) -> Curve:
    if judgement is None or judgement.band is None:
        return curve
    return replace(curve, low=judgement.band.low, high=judgement.band.high)


def _reach_ends(curve: Curve) -> Curve:
    """The curve from 1, where nobody is acted on, down to 0, where everybody is."""
    threshold = np.concatenate([[1.0], curve.threshold[1:], [min(0.0, curve.threshold[-1])]])
    acted, share, value = (np.append(side, side[-1]) for side in (curve.acted, curve.share, curve.value))
    low, high = (None if side is None else np.append(side, side[-1]) for side in (curve.low, curve.high))
    return Curve(threshold, acted, share, value, low, high)


def _add_band(figure: go.Figure, curve: Curve, look: Look) -> None:
    if curve.low is None or curve.high is None:
        return
    edge = {"x": curve.threshold, "mode": "lines", "line": {"shape": "hv", "width": 0}, "hoverinfo": "skip"}
    figure.add_scatter(y=curve.high, showlegend=False, **edge)
    figure.add_scatter(y=curve.low, fill="tonexty", fillcolor=look.band, name=_("90 % interval"), **edge)


def _add_baseline(figure: go.Figure, decision: Decision, words: Words, look: Look) -> None:
    base = decision.ladder.best_trivial
    figure.add_scatter(
        x=[0, 1],
        y=[base.value] * 2,
        mode="lines",
        line={"color": look.leave, "dash": "dash", "width": 1.8},
        showlegend=False,
        hoverinfo="skip",
    )
    figure.add_annotation(
        x=1, y=base.value, text=_(name_policy(base.key, decision, words)), showarrow=False, xanchor="right",
        yanchor=_clearer_side(decision.curve, base.value), font={"color": look.muted, "size": 12},
    )  # fmt: skip


def _clearer_side(curve: Curve, level: float) -> Literal["top", "bottom"]:
    """The edge with which a name touches the line at `level`, so that less of the curve, or the line at zero, strikes it through."""
    low, high = (curve.value if side is None else side for side in (curve.low, curve.high))
    height = NAME_HEIGHT * (high.max() - low.min())
    drawn = np.interp(np.linspace(NAMED_FROM, 1.0, NAME_POINTS), curve.threshold[::-1], curve.value[::-1]) - level
    above, below = (((away > 0) & (away < height)).mean() + (0 < zero < height) for away, zero in ((drawn, -level), (-drawn, level)))
    return "top" if below < above else "bottom"


def _add_capacity(figure: go.Figure, decision: Decision, look: Look) -> None:
    if decision.capacity is None or decision.capacity.most >= decision.rows:
        return
    point = int(np.searchsorted(decision.curve.acted, decision.capacity.most, side="right")) - 1
    x = float(np.clip(decision.curve.threshold[point], 0, 1))
    label = {"text": _("room for {n}", n=count(decision.capacity.most)), "font": {"color": look.muted, "size": 12}}
    figure.add_vline(x=x, line={"color": look.muted, "dash": "dot", "width": 1.5}, annotation=label, annotation_position="bottom right")


def _add_marks(figure: go.Figure, decision: Decision, look: Look) -> None:
    choice = decision.threshold
    if choice.searched is not None and choice.searched_value is not None:
        hollow = {"symbol": "circle-open", "color": look.uncertain, "size": 12, "line": {"width": 2.5}}
        _mark(
            figure,
            (choice.searched, choice.searched_value),
            hollow,
            name=_("best on these rows: {threshold} (optimistic)", threshold=cut(choice.searched)),
            decision=decision,
        )
    if choice.kind == "chosen":
        hollow = {"symbol": "diamond-open", "color": look.act, "size": 12, "line": {"width": 2}}
        _mark(
            figure,
            (choice.bayes, _value_at(decision.curve, choice.bayes)),
            hollow,
            name=_("Bayes: {threshold}", threshold=cut(choice.bayes)),
            decision=decision,
        )
    name = _("in use, Bayes") if choice.kind == "bayes" else _("in use")
    _mark(
        figure,
        (choice.used, decision.confusion.value),
        {"symbol": "circle", "color": look.act, "size": 13},
        name=_("{name}: {threshold}", name=name, threshold=cut(choice.used)),
        decision=decision,
    )


def _mark(figure: go.Figure, at: tuple[float, float], marker: dict[str, object], *, name: str, decision: Decision) -> None:
    x, y = float(np.clip(at[0], 0, 1)), at[1]
    figure.add_scatter(
        x=[x],
        y=[y],
        mode="markers",
        marker=marker,
        name=name,
        hovertext=[_("{name}: {value}", name=name, value=exact_money(y, decision.currency))],
        hoverinfo="text",
    )


def _value_at(curve: Curve, threshold: float) -> float:
    return float(curve.value[int(np.count_nonzero(curve.threshold >= threshold)) - 1])
