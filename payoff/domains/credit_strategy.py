"""The strategy curve: what the approved book looks like at every approval rate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.message import say
from payoff.core.ranking import rank_rows
from payoff.core.strategy import StrategyCurve, find_approval, strategy_curve
from payoff.core.value import Array
from payoff.core.wording import money, percent
from payoff.domains.credit_book import Applications, read_applications
from payoff.domains.credit_losses import hold_against
from payoff.domains.panel import Figure, Panel, PanelInput, Series

RATES = tuple(rate / 10 for rate in range(10, 0, -1))
POINTS = 200
ORDER = say(
    "Applications are approved from the lowest probability up; a tie is approved or declined as a whole "
    "(Thomas 2000).")


@dataclass(frozen=True)
class Strategy:
    """The curve, the loans behind it, and its point at the threshold in use."""

    file: Applications
    curve: StrategyCurve
    point: int

    @property
    def marks(self) -> dict[str, float]:
        """The approval rate in use, as a chart's mark."""
        return {say("in use"): 100 * float(self.curve.approval[self.point])}

    def draw(self, name: str, values: Array) -> Series:
        """A line over the approval rate in per cent, thinned."""
        drawn = np.unique(np.linspace(0, len(values) - 1, min(POINTS, len(values))).round().astype(int))
        return Series(name, tuple((100 * self.curve.approval[drawn]).tolist()), tuple(defined(value) for value in values[drawn]))


def draw_strategy(given: PanelInput) -> Strategy:
    """Sort the loans that count and sum the approved book at every cut."""
    file = read_applications(given)
    rows = file.counted
    ranking = rank_rows(file.pd[rows], file.outcome[rows] if file.basis == "measured" else None)
    loss = file.pd_life * given.settings["lgd"] * file.amount
    # The formula has no answer for a loan certain to default; all its loss is expected, so it holds nothing for surprises.
    capital = np.where(file.pd_year < 1, hold_against(file), 0.0)
    placed = rows[ranking.order]
    curve = strategy_curve(ranking, file.values.take(placed), expected_loss=loss[placed], capital=capital[placed])
    return Strategy(file, curve, int(np.count_nonzero(curve.threshold >= given.threshold)) - 1)


def chart_strategy(given: PanelInput) -> Panel:
    """What lending is worth at every approval rate, and the loss and the capital that come with it."""
    strategy, currency = draw_strategy(given), given.currency
    curve, here = strategy.curve, strategy.point
    return Panel(
        "strategy", say("Approval strategy: value"), _advise(strategy, currency), strategy.file.basis,
        figures=(
            Figure(say("Approved"), 100 * float(curve.approval[here]), "%", say("At the threshold in use.")),
            Figure(say("Value"), float(curve.value[here]), currency, say("Of the whole file, by the decision's own prices.")),
            Figure(say("Expected loss"), float(curve.expected_loss[here]), currency, say("PD · LGD · amount lent, over the whole term.")),
            Figure(say("Capital"), float(curve.capital[here]), currency, say("Internal-ratings formula, on day one.")),
        ),
        series=(strategy.draw(say("value"), curve.value),),
        x_label=say("approval rate, % of applications"), y_label=say("value of the whole file, {currency}", currency=currency), marks=strategy.marks,
        header=(say("Approved, %"), say("Threshold"), say("Bad rate, %"), say("Value, {currency}", currency=currency), say("Expected loss, {currency}", currency=currency), say("Capital, {currency}", currency=currency)),
        table=tuple(_row(curve, point) for point in dict.fromkeys(find_approval(curve, rate) for rate in RATES)),
        note=(
            say(
                "{order} Value is that of the decision, the cost of declining included. Expected loss and capital rest "
                "on the probabilities whether outcomes are known or not.",
                order=ORDER)
        ),
    )  # fmt: skip


def chart_bad_rate(given: PanelInput) -> Panel:
    """Bad rate of the approved book at every approval rate."""
    strategy = draw_strategy(given)
    curve, here = strategy.curve, strategy.point
    rate = defined(float(curve.bad_rate[here]))
    return Panel(
        "bad_rate", say("Approval strategy: bad rate"), _advise_rate(strategy, rate), strategy.file.basis,
        figures=(
            Figure(say("Bad rate of the approved"), None if rate is None else 100 * rate, "%", say("Nobody is approved.") if rate is None else say("At the threshold in use.")),
            Figure(say("Bad rate of all"), 100 * float(curve.bad_rate[0]), "%", say("Were everybody approved.")),
        ),
        series=(strategy.draw(say("bad rate"), 100 * curve.bad_rate),),
        x_label=say("approval rate, % of applications"), y_label=say("defaulters among the approved, %"), marks=strategy.marks,
        note=say("{order} At low approval rates few loans stand behind the rate, so it jumps.", order=ORDER),
    )  # fmt: skip


def defined(value: float) -> float | None:
    """A number, or None in the place of NaN."""
    return None if np.isnan(value) else float(value)


def _row(curve: StrategyCurve, point: int) -> tuple[float | None, ...]:
    threshold = float(curve.threshold[point])
    rate = defined(float(curve.bad_rate[point]))
    money_here = (round(float(part[point])) for part in (curve.value, curve.expected_loss, curve.capital))
    return (
        round(100 * float(curve.approval[point]), 1), round(threshold, 3) if np.isfinite(threshold) else None,
        None if rate is None else round(100 * rate, 1), *money_here,
    )  # fmt: skip


def _advise(strategy: Strategy, currency: str) -> str:
    curve, here, best = strategy.curve, strategy.point, int(np.argmax(strategy.curve.value))
    now, then = float(curve.approval[here]), float(curve.approval[best])
    first = say("Approving {now}, as the threshold in use does, is worth {value}", now=percent(now), value=money(float(curve.value[here]), currency))
    gap = float(curve.value[best] - curve.value[here])
    if gap <= 0:
        return say("{first}; no other approval rate would be worth more here.", first=first)
    more = say("{then} would be worth {gap} more here", then=percent(then), gap=money(gap, currency))
    if strategy.file.basis == "measured":
        return say("{first}; {more}, a rate picked with these outcomes in hand.", first=first, more=more)
    return say("{first}; {more}.", first=first, more=more)


def _advise_rate(strategy: Strategy, rate: float | None) -> str:
    curve, here = strategy.curve, strategy.point
    everyone = percent(float(curve.bad_rate[0]))
    if rate is None:
        return say("Nobody is approved at the threshold in use; approving everybody would bring {everyone} defaulters.", everyone=everyone)
    wider = find_approval(curve, min(1.0, float(curve.approval[here]) + 0.1))
    first = say("Of the {approval} approved, {rate} default against {everyone} of all", approval=percent(float(curve.approval[here])), rate=percent(rate), everyone=everyone)
    if wider == here:
        return say("{first}.", first=first)
    return say("{first}; approving {approval} would raise that to {bad_rate}.", first=first, approval=percent(float(curve.approval[wider])), bad_rate=percent(float(curve.bad_rate[wider])))
