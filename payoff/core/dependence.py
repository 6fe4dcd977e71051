"""Assumptions that move together: rank correlations, checked for consistency and imposed on draws by a Gaussian copula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.special import ndtr, ndtri

from payoff.core.message import join, say
from payoff.core.value import Array

Pair = tuple[str, str]
Correlations = Mapping[Pair, float]
"""Spearman's rank correlation, −1 to 1, of pairs of assumptions; a pair that is not listed is independent."""

ROUNDING = 1e-9
HALVINGS = 30


class BadCorrelationError(ValueError):
    """Correlations that no random numbers can have; the message says which and what to do."""


def check_correlations(correlations: Correlations) -> None:
    """BadCorrelationError unless every figure is a correlation of two different assumptions and all of them can hold at once."""
    for (first, second), figure in correlations.items():
        names = {"first": first, "second": second}
        if first == second:
            raise BadCorrelationError(say("{first} cannot be correlated with itself: name another assumption.", **names))
        if (second, first) in correlations:
            raise BadCorrelationError(say("{first} and {second} are correlated twice: keep one of the two figures.", **names))
        if not -1 <= figure <= 1:
            wrong = say("A correlation lies between -1 and 1; {figure} of {first} and {second} does not.", figure=f"{figure:g}", **names)
            raise BadCorrelationError(wrong)
    involved = tuple(dict.fromkeys(name for pair in correlations for name in pair))
    if involved and _smallest(involved, correlations, 1.0) < -ROUNDING:
        raise BadCorrelationError(_contradiction(involved, correlations))


def normal_correlations(names: Sequence[str], correlations: Correlations) -> Array:
    """Pearson's correlations (K, K) of the normal variables behind ranks so correlated: 2 · sin(π · ρ / 6) (Pearson 1907)."""
    at = {name: place for place, name in enumerate(names)}
    matrix = np.eye(len(names))
    for (first, second), figure in correlations.items():
        matrix[at[first], at[second]] = matrix[at[second], at[first]] = 2.0 * np.sin(np.pi * figure / 6.0)
    return matrix


def correlate_shares(shares: Array, names: Sequence[str], correlations: Correlations) -> Array:
    """Even, independent `shares` (D, K), one column per name, made to move together; each column stays even on its own.

    Columns of names without a correlation are returned as they were. Gaussian copula: the shares' normal quantiles times the
    symmetric root of their correlations, which moves every draw as little as possible.
    """
    moved = [place for place, name in enumerate(names) if any(name in pair for pair in correlations)]
    if not moved:
        return shares
    values, vectors = np.linalg.eigh(normal_correlations([names[place] for place in moved], correlations))
    root = (vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T
    together = shares.copy()
    together[:, moved] = ndtr(ndtri(np.clip(shares[:, moved], ROUNDING, 1.0 - ROUNDING)) @ root)
    return together


def largest_factor(correlations: Correlations) -> float:
    """The largest factor, at most 1, by which all figures may be multiplied so that they can hold at once."""
    names = tuple(dict.fromkeys(name for pair in correlations for name in pair))
    low, high = 0.0, 1.0
    if not names or _smallest(names, correlations, high) >= -ROUNDING:
        return high
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        low, high = (middle, high) if _smallest(names, correlations, middle) >= 0 else (low, middle)
    return low


def _smallest(names: Sequence[str], correlations: Correlations, factor: float) -> float:
    """The smallest eigenvalue of the normal correlations when every figure is multiplied by `factor`."""
    scaled = {pair: factor * figure for pair, figure in correlations.items()}
    return float(np.linalg.eigvalsh(normal_correlations(names, scaled))[0])


def _contradiction(names: Sequence[str], correlations: Correlations) -> str:
    listed = [say("{first} with {second} {figure}", first=a, second=b, figure=f"{figure:g}") for (a, b), figure in correlations.items()]
    return say(
        "These correlations cannot all hold at once ({pairs}): their matrix has an eigenvalue of {smallest}, and none may be negative. "
        "Multiply each by {factor} or less, or leave one out.",
        pairs=join(listed, ", "), smallest=f"{_smallest(names, correlations, 1.0):.3f}",
        factor=f"{np.floor(largest_factor(correlations) * 100) / 100:g}",
    )  # fmt: skip
