"""What a new approval rule may be worth when past rejects have no outcome: bounds, never imputed outcomes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.answer import Answer, quotient
from payoff.core.message import say
from payoff.core.value import Array, Bools, ValueMatrix, expected_value, realised_value


@dataclass(frozen=True)
class RejectBounds:
    """Value and bad rate of the approved book, for two views of the rows without an outcome (Hand and Henley 1993).

    `known_value` counts only observed outcomes. The other values add the rows without one: `all_bad` takes the event as
    certain, `as_modelled` takes the model's probability, which was fitted on past accepts and is biased beyond them
    (Crook and Banasik 2004). `unknown_approved` rows are where the two differ.
    """

    known: int
    unknown: int
    unknown_approved: int
    known_value: float
    all_bad: float
    as_modelled: float
    bad_rate_all_bad: Answer
    bad_rate_as_modelled: Answer


def reject_bounds(values: ValueMatrix, rejects: Bools, *, outcome: Array, probability: Array) -> RejectBounds:
    """Bound the rule that acts on (rejects) the rows in `rejects` (n,) bool; `outcome` (n,) is NaN where unknown.

    Money before the fixed cost, as `values`; `probability` (n,) of the event.
    """
    unknown = np.isnan(outcome)
    approved = ~rejects
    unseen = values.take(unknown)
    known_value = float(realised_value(values.take(~unknown), outcome[~unknown], rejects[~unknown]).sum())
    certain = realised_value(unseen, np.ones(int(unknown.sum())), rejects[unknown])
    modelled = expected_value(unseen, probability[unknown], rejects[unknown])
    return RejectBounds(
        known=int((~unknown).sum()),
        unknown=int(unknown.sum()),
        unknown_approved=int((unknown & approved).sum()),
        known_value=known_value,
        all_bad=known_value + float(certain.sum()),
        as_modelled=known_value + float(modelled.sum()),
        bad_rate_all_bad=_bad_rate(np.where(unknown, 1.0, outcome)[approved]),
        bad_rate_as_modelled=_bad_rate(np.where(unknown, probability, outcome)[approved]),
    )


def _bad_rate(events: Array) -> Answer:
    return quotient(float(events.sum()), len(events), reason=say("Nobody is approved, so there is no bad rate."))
