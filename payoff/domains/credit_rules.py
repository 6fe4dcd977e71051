"""Today's rule against the model, and what the loans whose outcome nobody saw could do to the answer."""

from __future__ import annotations

import numpy as np

from payoff.core.message import say
from payoff.core.reject_inference import RejectBounds, reject_bounds
from payoff.core.swap_set import Applicants, SwapCell, SwapSet, approve_at_most, swap_set
from payoff.core.value import Array, act_gain
from payoff.core.wording import count, money, percent
from payoff.domains.credit_book import Applications, read_applications
from payoff.domains.panel import Basis, Figure, Panel, PanelInput, Refusal, Series

NEEDS_RULE = (
    say(
        "Name the column that holds today's decision for each application (decline or lend). A share of "
        "applications says how many are declined, not whom, so nobody can be swapped.")
)


def swap_rules(given: PanelInput) -> Panel | Refusal:
    """Who gets in and who falls out when the model replaces today's rule at the same number of approvals."""
    key, title, currency = "swap", say("Swap set: today's rule against the model"), given.currency
    if given.today is None:
        return Refusal(key, title, NEEDS_RULE)
    file = read_applications(given)
    old = ~given.today
    new = approve_at_most(file.pd, int(old.sum()))
    swap = swap_set(old, new, Applicants(file.pd, file.outcome, approval_money(file)))
    basis: Basis = "measured" if file.known.all() else "expected"
    cells = ((say("in under both"), swap.both), (say("swapped in"), swap.swapped_in), (say("swapped out"), swap.swapped_out), (say("out under both"), swap.neither))
    return Panel(
        key, title, _advise_swap(swap, currency), basis,
        figures=(
            Figure(say("Gain from the swap"), swap.gain, currency, say("Money of those swapped in less that of those swapped out.")),
            Figure(say("Swapped in"), float(swap.swapped_in.rows), say("loans")),
            Figure(say("Swapped out"), float(swap.swapped_out.rows), say("loans")),
        ),
        series=(Series(say("money of approving"), (say("both"), say("in"), say("out"), say("neither")), tuple(cell.money for _, cell in cells), "bar"),),
        y_label=say("money of approving, {currency}", currency=currency),
        header=("", say("Loans"), say("Outcome known"), say("Bad rate, %"), say("Bad rate by the model, %"), say("Money of approving, {currency}", currency=currency)),
        table=tuple(_swap_row(name, cell) for name, cell in cells),
        note=(
            say(
                "Both rules approve {old} loans, the model those of the lowest probability ({new} where a tie cannot "
                "be split), whatever the threshold in use. Money is approving less declining, counted where the outcome "
                "is known and expected where not. Loans that today's rule declined rarely have an outcome: their bad "
                "rate is the model's word.",
                old=count(int(old.sum())), new=count(int(new.sum())))
        ),
    )  # fmt: skip


def bound_rejects(given: PanelInput) -> Panel | Refusal:
    """Bounds on value and bad rate when some loans have no outcome; nothing is imputed."""
    key, title, currency = "rejects", say("Loans without an outcome"), given.currency
    file = read_applications(given)
    if file.known.all():
        return Refusal(key, title, say(
            "Every loan here has an outcome, so there is nothing to bound. It matters where past declines are in the "
            "file, their outcome left empty."))
    if not file.any_known:
        return Refusal(key, title, say(
            "No loan here has an outcome: all money above is expected, and there is nothing counted to set bounds "
            "around."))
    bounds = reject_bounds(file.values, ~file.approved, outcome=file.outcome, probability=file.pd)
    return Panel(
        key, title, _advise_bounds(bounds, currency), "expected",
        figures=(
            Figure(say("Counted on known outcomes"), bounds.known_value, currency, say("Measured, on {known} loans.", known=count(bounds.known))),
            Figure(say("If the others are as modelled"), bounds.as_modelled, currency, say("{unknown} loans have no outcome.", unknown=count(bounds.unknown))),
            Figure(say("If the others all default"), bounds.all_bad, currency, say("{n} of them would be approved.", n=count(bounds.unknown_approved))),
            Figure(say("Bad rate, as modelled"), _percent(bounds.bad_rate_as_modelled.value), "%", bounds.bad_rate_as_modelled.reason or say("Of the approved.")),
            Figure(say("Bad rate, all default"), _percent(bounds.bad_rate_all_bad.value), "%", bounds.bad_rate_all_bad.reason or say("Of the approved.")),
        ),
        series=(
            Series(say("value"), (say("known"), say("modelled"), say("all default")), (bounds.known_value, bounds.as_modelled, bounds.all_bad), "bar"),
        ),
        y_label=say("value of the threshold in use, {currency}", currency=currency),
        note=(
            say(
                "Outcomes exist only for loans granted in the past, so nothing measured here speaks of the others (Hand "
                "and Henley 1993). No outcome is filled in: the two ends say how far the answer could move. The model "
                "was fitted on past grants and is too hopeful beyond them (Crook and Banasik 2004). To know, grant a few "
                "such loans at random.")
        ),
    )  # fmt: skip


def approval_money(file: Applications) -> Array:
    """What approving each loan is worth beyond declining it, (n,): counted where the outcome is known, expected where not."""
    return -act_gain(file.values, np.where(file.known, file.outcome, file.pd))


def _swap_row(name: str, cell: SwapCell) -> tuple[str | float | None, ...]:
    return (name, cell.rows, cell.known, _rounded(cell.bad_rate), _rounded(cell.modelled_bad_rate), round(cell.money))


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 1)


def _advise_swap(swap: SwapSet, currency: str) -> str:
    into, out = swap.swapped_in, swap.swapped_out
    if not into.rows and not out.rows:
        return say("Today's rule and the model approve the same loans, so there is nothing to swap.")
    swapped = say("{out} loans for {into} others at the same approval rate", out=count(out.rows), into=count(into.rows))
    if swap.gain > 0:
        return say("Swap {swapped}: worth {gain}.", swapped=swapped, gain=money(swap.gain, currency))
    return say("Keep today's rule: the model would swap {swapped} and lose {gain}.", swapped=swapped, gain=money(-swap.gain, currency))


def _advise_bounds(bounds: RejectBounds, currency: str) -> str:
    low, high = sorted((bounds.all_bad, bounds.as_modelled))
    if not bounds.unknown_approved:
        return say(
            "All loans without an outcome are declined at the threshold in use, so nothing they might have done "
            "moves the bad rate.")
    return (
        say(
            "Count on {low} to {high}: {n} loans approved here have no outcome, and the bad rate lies "
            "between {modelled} and {worst}.",
            low=money(low, currency), high=money(high, currency), n=count(bounds.unknown_approved), modelled=percent(bounds.bad_rate_as_modelled.value), worst=percent(bounds.bad_rate_all_bad.value))
    )
