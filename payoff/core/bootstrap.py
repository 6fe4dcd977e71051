"""Resampling a file: what each group of rows earns in the resample, and what the rows left out of it would earn.

Rows are drawn with replacement from the whole file, not within outcomes: the share of events in the next file is not
known either, and its uncertainty belongs in the interval.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from payoff.core.value import Array

LEFT_OUT = float(np.exp(-1))
"""Chance that a row is not drawn (Poisson limit of n draws from n rows)."""
DRAWN_MEAN = 1 / (1 - LEFT_OUT)
"""Mean number of times a row is drawn, given that it is: a Poisson(1) without its zero."""
DRAWN_VARIANCE = 2 * DRAWN_MEAN - DRAWN_MEAN**2
CELLS_AT_ONCE = 1 << 21
STREAMS = 2
"""Independent random streams, each drawn by its own thread; fixed, so that a seed means the same on every machine."""


@dataclass(frozen=True)
class Resamples:
    """Gains of R resamples over G groups of rows in score order, each scaled to the file's number of rows.

    `inside` (R, G) on the rows drawn, `outside` (R, G) on the rows left out (NaN when none was); `inside_rule` and
    `outside_rule` (R,) the same for today's rule.
    """

    inside: Array
    outside: Array
    inside_rule: Array
    outside_rule: Array


@dataclass(frozen=True)
class Strata:
    """Moments of the gain of rows alike in outcome and in today's decision: count, sum and sum of squares, each (S, G).

    `rule` (S,) is the share of a stratum that today's rule acts on.
    """

    count: Array
    total: Array
    square: Array
    rule: Array


def resample_rows(gain: Array, edges: npt.NDArray[np.intp], rule: Array, *, resamples: int, seed: int) -> Resamples:
    """Draw rows themselves: `gain` (n,) and `rule` (n,) in score order, groups between `edges` (G+1,); no group is empty."""
    rng = np.random.default_rng(seed)
    at_once = max(1, CELLS_AT_ONCE // len(gain))
    blocks = [min(at_once, resamples - start) for start in range(0, resamples, at_once)]
    return _stack(_rows_block(gain, edges, rule, drawn=_draw_counts(rng, block, len(gain))) for block in blocks)


def resample_bins(strata: Strata, *, resamples: int, seed: int) -> Resamples:
    """Draw group sums from their first two moments, at a cost that does not depend on the number of rows.

    Per stratum and group: rows left out ~ Binomial(n, 1/e); their gain ~ normal, as a sample without replacement; weights
    of the rows drawn match the mean and variance of a Poisson(1) without its zero (Chamandy et al. 2012, Poisson bootstrap).
    """
    streams = np.random.SeedSequence(seed).spawn(STREAMS)
    sizes = [len(part) for part in np.array_split(np.arange(resamples), STREAMS)]
    with ThreadPoolExecutor(STREAMS) as pool:
        parts = pool.map(lambda stream, size: _bins_block(strata, np.random.default_rng(stream), size), streams, sizes)
        return _stack(parts)


def resample_total(money: Array, *, resamples: int, seed: int) -> Array:
    """Totals of `money` (n,) over rows drawn with replacement, (resamples,); paired, where a row holds the difference of two policies."""
    rng = np.random.default_rng(seed)
    return np.array([money[rng.integers(0, len(money), len(money))].sum() for _ in range(resamples)])


def _draw_counts(rng: np.random.Generator, resamples: int, rows: int) -> Array:
    """How often each row is drawn, (resamples, rows)."""
    drawn = rng.integers(0, rows, (resamples, rows)) + np.arange(resamples)[:, None] * rows
    return np.bincount(drawn.ravel(), minlength=resamples * rows).reshape(resamples, rows).astype(float)


def _rows_block(gain: Array, edges: npt.NDArray[np.intp], rule: Array, *, drawn: Array) -> Resamples:
    left = drawn == 0
    scale = _scale(len(gain), left.sum(axis=1))
    inside = np.add.reduceat(drawn * gain, edges[:-1], axis=1)
    outside = np.add.reduceat(left * gain, edges[:-1], axis=1)
    return Resamples(inside, outside * scale[:, None], drawn @ (gain * rule), (left @ (gain * rule)) * scale)


def _bins_block(strata: Strata, rng: np.random.Generator, resamples: int) -> Resamples:
    rows = strata.count.sum()
    shape = (resamples, strata.count.shape[1])
    inside, outside = np.zeros(shape), np.zeros(shape)
    drawn, left = np.zeros(resamples), np.zeros(resamples)
    inside_rule, outside_rule = np.zeros(resamples), np.zeros(resamples)
    for count, total, square, rule in zip(strata.count, strata.total, strata.square, strata.rule, strict=True):
        out_count, out_gain, in_count, in_gain = _draw_stratum(rng, resamples, moments=(count, total, square))
        inside += in_gain
        outside += out_gain
        drawn += in_count.sum(axis=1)
        left += out_count.sum(axis=1)
        inside_rule += rule * in_gain.sum(axis=1)
        outside_rule += rule * out_gain.sum(axis=1)
    in_scale, out_scale = _scale(rows, drawn), _scale(rows, left)
    return Resamples(inside * in_scale[:, None], outside * out_scale[:, None], inside_rule * in_scale, outside_rule * out_scale)


def _draw_stratum(rng: np.random.Generator, resamples: int, *, moments: tuple[Array, Array, Array]) -> tuple[Array, Array, Array, Array]:
    """Rows left out and their gain, weight of the rows drawn and their gain, each (resamples, G)."""
    count, total, square = moments
    shape = (resamples, len(count))
    mean = np.divide(total, count, out=np.zeros_like(total), where=count > 0)
    spread = np.maximum(square - total * mean, 0.0)
    variance = np.divide(spread, count - 1, out=np.zeros_like(spread), where=count > 1)
    out_count = rng.binomial(count.astype(np.int64), LEFT_OUT, shape).astype(float)
    in_rows = count - out_count
    share_in = np.divide(in_rows, count, out=np.zeros(shape), where=count > 0)
    out_gain = mean * out_count + np.sqrt(variance * out_count * share_in) * rng.standard_normal(shape)
    in_mean = np.divide(total - out_gain, in_rows, out=np.zeros(shape), where=in_rows > 0)
    in_count = DRAWN_MEAN * in_rows + np.sqrt(DRAWN_VARIANCE * in_rows) * rng.standard_normal(shape)
    in_gain = in_mean * in_count + np.sqrt(DRAWN_VARIANCE * spread * share_in) * rng.standard_normal(shape)
    return out_count, out_gain, in_count, in_gain


def _scale(rows: float, counted: Array) -> Array:
    return np.divide(rows, counted, out=np.full(len(counted), np.nan), where=counted > 0)


def _stack(blocks: Iterator[Resamples]) -> Resamples:
    parts = list(blocks)
    return Resamples(
        np.concatenate([part.inside for part in parts]),
        np.concatenate([part.outside for part in parts]),
        np.concatenate([part.inside_rule for part in parts]),
        np.concatenate([part.outside_rule for part in parts]),
    )
