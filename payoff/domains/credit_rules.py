"""Today's rule against the model, and what the loans whose outcome nobody saw could do to the answer."""

from __future__ import annotations

import numpy as np

from payoff.core.reject_inference import RejectBounds, reject_bounds
from payoff.core.swap_set import Applicants, SwapCell, SwapSet, approve_at_most, swap_set
from payoff.core.value import Array, act_gain
from payoff.core.wording import count, money, percent
from payoff.domains.credit_book import Applications, read_applications
from payoff.domains.panel import Basis, Figure, Panel, PanelInput, Refusal, Series

NEEDS_RULE = (
    "Name the column that holds today's decision for each application (decline or lend). A share of applications says how many are "
    "declined, not whom, so nobody can be swapped."
)


def swap_rules(given: PanelInput) -> Panel | Refusal:
    """Who gets in and who falls out when the model replaces today's rule at the same number of approvals."""
    key, title, currency = "swap", "Swap set: today's rule against the model", given.currency
    if given.today is None:
        return Refusal(key, title, NEEDS_RULE)
    file = read_applications(given)
    old = ~given.today
    new = approve_at_most(file.pd, int(old.sum()))
    swap = swap_set(old, new, Applicants(file.pd, file.outcome, approval_money(file)))
    basis: Basis = "measured" if file.known.all() else "expected"
    cells = (("in under both", swap.both), ("swapped in", swap.swapped_in), ("swapped out", swap.swapped_out), ("out under both", swap.neither))
    return Panel(
        key, title, _advise_swap(swap, currency), basis,
        figures=(
            Figure("Gain from the swap", swap.gain, currency, "Money of those swapped in less that of those swapped out."),
            Figure("Swapped in", float(swap.swapped_in.rows), "loans"),
            Figure("Swapped out", float(swap.swapped_out.rows), "loans"),
        ),
        series=(Series("money of approving", ("both", "in", "out", "neither"), tuple(cell.money for _, cell in cells), "bar"),),
        y_label=f"money of approving, {currency}",
        header=("", "Loans", "Outcome known", "Bad rate, %", "Bad rate by the model, %", f"Money of approving, {currency}"),
        table=tuple(_swap_row(name, cell) for name, cell in cells),
        note=(
            f"Both rules approve {count(int(old.sum()))} loans, the model those of the lowest probability ({count(int(new.sum()))} where a tie "
            "cannot be split), whatever the threshold in use. Money is approving less declining, counted where the outcome is known and "
            "expected where not. Loans that today's rule declined rarely have an outcome: their bad rate is the model's word."
        ),
    )  # fmt: skip


def bound_rejects(given: PanelInput) -> Panel | Refusal:
    """Bounds on value and bad rate when some loans have no outcome; nothing is imputed."""
    key, title, currency = "rejects", "Loans without an outcome", given.currency
    file = read_applications(given)
    if file.known.all():
        return Refusal(key, title, "Every loan here has an outcome, so there is nothing to bound. It matters where past declines are in the file, their outcome left empty.")
    if not file.any_known:
        return Refusal(key, title, "No loan here has an outcome: all money above is expected, and there is nothing counted to set bounds around.")
    bounds = reject_bounds(file.values, ~file.approved, outcome=file.outcome, probability=file.pd)
    return Panel(
        key, title, _advise_bounds(bounds, currency), "expected",
        figures=(
            Figure("Counted on known outcomes", bounds.known_value, currency, f"Measured, on {count(bounds.known)} loans."),
            Figure("If the others are as modelled", bounds.as_modelled, currency, f"{count(bounds.unknown)} loans have no outcome."),
            Figure("If the others all default", bounds.all_bad, currency, f"{count(bounds.unknown_approved)} of them would be approved."),
            Figure("Bad rate, as modelled", _percent(bounds.bad_rate_as_modelled.value), "%", bounds.bad_rate_as_modelled.reason or "Of the approved."),
            Figure("Bad rate, all default", _percent(bounds.bad_rate_all_bad.value), "%", bounds.bad_rate_all_bad.reason or "Of the approved."),
        ),
        series=(
            Series("value", ("known", "modelled", "all default"), (bounds.known_value, bounds.as_modelled, bounds.all_bad), "bar"),
        ),
        y_label=f"value of the threshold in use, {currency}",
        note=(
            "Outcomes exist only for loans granted in the past, so nothing measured here speaks of the others (Hand and Henley 1993). No outcome "
            "is filled in: the two ends say how far the answer could move. The model was fitted on past grants and is too hopeful beyond "
            "them (Crook and Banasik 2004). To know, grant a few such loans at random."
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
        return "Today's rule and the model approve the same loans, so there is nothing to swap."
    swapped = f"{count(out.rows)} loans for {count(into.rows)} others at the same approval rate"
    if swap.gain > 0:
        return f"Swap {swapped}: worth {money(swap.gain, currency)}."
    return f"Keep today's rule: the model would swap {swapped} and lose {money(-swap.gain, currency)}."


def _advise_bounds(bounds: RejectBounds, currency: str) -> str:
    low, high = sorted((bounds.all_bad, bounds.as_modelled))
    if not bounds.unknown_approved:
        return "All loans without an outcome are declined at the threshold in use, so nothing they might have done moves the bad rate."
    return (
        f"Count on {money(low, currency)} to {money(high, currency)}: {count(bounds.unknown_approved)} loans approved here have no outcome, "
        f"and the bad rate lies between {percent(bounds.bad_rate_as_modelled.value)} and {percent(bounds.bad_rate_all_bad.value)}."
    )
