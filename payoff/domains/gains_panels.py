"""Gains, lift and marginal profit of a campaign, slice by slice."""

from __future__ import annotations

from payoff.core.gains import Gains, Slice, count_gains, slice_gains
from payoff.core.message import capital, say
from payoff.core.wording import percent
from payoff.domains.contacts import CREDIT, Audience, Contacts, hundred, points, rounded, thin
from payoff.domains.panel import Figure, Panel, Series

SLICES = 10
ORDINALS = (
    say("first"), say("second"), say("third"), say("fourth"), say("fifth"), say("sixth"), say("seventh"), say("eighth"), say("ninth"),
    say("tenth"),
)


def show_gains(contacts: Contacts) -> Panel:
    """Gains and lift, slice by slice."""
    slices = slice_gains(contacts.ranking, contacts.spending, slices=SLICES)
    gains, who = count_gains(contacts.ranking), contacts.audience
    first, lift = gains.gain_at(0.1), gains.lift_at(0.1)
    return Panel(
        key="gains",
        title=say("Gains and lift"),
        advice=_advise_gains(who, first.value, lift.value),
        basis="measured" if contacts.ranking.measured else "expected",
        figures=(
            Figure(say("{what} in the best tenth", what=capital(who.responders)), hundred(first.value), "%", first.reason or ""),
            Figure(say("Lift of the best tenth"), lift.value, say("times"), lift.reason or say("Response rate over that of all rows.")),
            Figure(say("Response rate of all {rows}", rows=who.rows), 100 * float(gains.events[-1]) / float(gains.acted[-1]), "%"),
        ),
        series=_draw_gains(gains),
        x_label=say("Share of {rows} reached, %", rows=who.rows),
        y_label=say("Share of {responders} among them, %", responders=who.responders),
        header=(say("Slice"), capital(who.rows), capital(who.responders), say("Response, %"), say("Cumulative gain, %"), say("Cumulative lift")),
        table=tuple(_gains_row(number, part) for number, part in enumerate(slices, start=1)),
        note=say(
            "Slices of equal size, best first; a tie across a border is spread evenly. Who responds is counted; its "
            "cause is not."),
    )


def _draw_gains(gains: Gains) -> tuple[Series, ...]:
    total = float(gains.events[-1])
    if total == 0:
        return ()
    drawn = thin(gains.acted)
    share = 100 * gains.acted[drawn] / gains.acted[-1]
    return (
        Series(say("in order of probability"), points(share), points(100 * gains.events[drawn] / total)),
        Series(say("at random"), (0.0, 100.0), (0.0, 100.0)),
    )


def _advise_gains(who: Audience, gain: float | None, lift: float | None) -> str:
    if gain is None or lift is None:
        return say("This file holds no {responders}, so no ranking can find them.", responders=who.responders)
    return say(
        "Start at the top: the best tenth holds {gain} of the {responders}, {lift:.2g} times as many as a random "
        "tenth.",
        gain=percent(gain), responders=who.responders, lift=lift)


def _gains_row(number: int, part: Slice) -> tuple[str | float | None, ...]:
    gain, lift = part.cumulative_gain.value, part.cumulative_lift.value
    return (number, part.rows, rounded(part.events, 1), rounded(100 * part.event_rate, 1), rounded(hundred(gain), 1), rounded(lift, 2))


def show_slices(contacts: Contacts) -> Panel:
    """What each slice adds to the profit, and the return of going so far."""
    slices = slice_gains(contacts.ranking, contacts.spending, slices=SLICES)
    # The set-up is paid whoever is reached, so it says nothing about how far to go.
    profits = [part.profit + (contacts.campaign.fixed if number == 0 else 0.0) for number, part in enumerate(slices)]
    names = tuple(str(number) for number in range(1, len(slices) + 1))
    currency = contacts.given.currency
    return Panel(
        key="marginal_profit",
        title=say("Marginal profit by slice"),
        advice=_advise_slices(contacts.audience, profits),
        basis=contacts.basis,
        figures=(
            Figure(say("Slices that pay"), 100 * sum(profit > 0 for profit in profits) / len(slices), "%"),
            Figure(say("Profit of the best slice"), profits[0], currency, say("Before the set-up.")),
            Figure(say("Profit of the last slice"), profits[-1], currency),
        ),
        series=(Series(say("marginal profit"), names, tuple(profits), "bar"),),
        x_label=say("Slice of the {rows}, best first", rows=contacts.audience.rows),
        y_label=say("Profit added, {currency}", currency=currency),
        header=(say("Slice"), say("Profit added, {currency}", currency=currency), say("Cumulative, {currency}", currency=currency), say("Cumulative return, %")),
        table=tuple(
            (name, rounded(profit, 0), rounded(part.cumulative_profit, 0), rounded(hundred(part.cumulative_roi), 1))
            for name, profit, part in zip(names, profits, slices, strict=True)
        ),
        note=say(
            "Each slice's own credited margin less its contacts and incentives; cumulative figures bear the set-up. "
            "{credit}",
            credit=CREDIT),
    )


def _advise_slices(who: Audience, profits: list[float]) -> str:
    losing = next((number for number, profit in enumerate(profits) if profit <= 0), None)
    if losing is None:
        return say("Every slice of the {rows} pays for its own contacts.", rows=who.rows)
    if losing == 0:
        return say("Not even the best slice of the {rows} pays for its own contacts.", rows=who.rows)
    return say("Stop after the {ordinals} slice: the next one costs more than it brings.", ordinals=ORDINALS[losing - 1])
