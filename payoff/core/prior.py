"""Probabilities carried over to a population where the event is more or less common."""

from __future__ import annotations

import numpy as np

from payoff.core.message import say
from payoff.core.value import Array


def shift_prior(p: Array, *, old: float, new: float) -> Array:
    """Probability (n,) of a calibrated model when the share of events moves from `old` to `new`.

    Elkan 2001, theorem 2; Saerens et al. 2002. Holds while rows with the event, and rows without, look as before.
    """
    for name, share in (("old", old), ("new", new)):
        if not 0 < share < 1:
            raise ValueError(say("The {name} share of events must lie between 0 and 1; {share:g} does not.", name=name, share=share))
    event, other = p * new / old, (1 - p) * (1 - new) / (1 - old)
    return np.asarray(event / (event + other))
