"""What assumptions, ranges and methods are called in tables and on axes."""

from __future__ import annotations

import numpy as np

from payoff.core.message import say
from payoff.core.spread import Empirical, Lognormal, Pert, Spread, Triangular
from payoff.domains.case_sheet import VALUE, CaseSheet

VALUE_LABEL = say("Value per case")
METHODS = {"sobol": say("Sobol sequence"), "latin": say("Latin hypercube")}


def full_name(name: str, sheet: CaseSheet) -> str:
    """An assumption's label, or that of the value per case."""
    return VALUE_LABEL if name == VALUE else sheet.get(name).label


def spread_ends(spread: Spread) -> tuple[float, float, str]:
    """The ends by which a range is known, and its shape in words."""
    match spread:
        case Lognormal():
            return spread.p10, spread.p90, say("lognormal, 10th and 90th percentile")
        case Empirical():
            low, high = (float(end) for end in spread.quantile(np.array([0.05, 0.95])))
            return low, high, say("resamples of the file, 5th and 95th percentile")
        case Pert():
            return spread.low, spread.high, say("PERT")
        case Triangular():
            return spread.low, spread.high, say("triangular")
