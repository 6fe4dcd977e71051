"""One pass over many rows in blocks that stay in the processor's cache: cells are worked out, read, and let go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Protocol

import numpy as np
import numpy.typing as npt

from payoff.core.ranking import Ranking, Side
from payoff.core.value import Bools, Money, ValueMatrix

BLOCK = 1 << 15
Evaluate = Callable[[slice | npt.NDArray[np.intp]], ValueMatrix]
"""The value matrix of some places; `values.take` of a matrix that is already there is one."""


class Reader(Protocol):
    """Something that takes what it needs from each block; a block lies on one side, or both sides hold all rows."""

    def read(self, block: slice, values: ValueMatrix) -> None: ...


def sweep(ranking: Ranking, evaluate: Evaluate, readers: Sequence[Reader]) -> None:
    """Show every block of the ranking's places to each reader, once and in order."""
    for block in _blocks(ranking):
        values = evaluate(block)
        for reader in readers:
            reader.read(block, values)


def cell_sum(cell: Money | Bools, side: Side, block: slice) -> float:
    """Sum of a cell over a block of `side`, weighted where outcomes are unknown; `cell` is a number or the block's own."""
    if side.weight is None:
        return float(cell) * (block.stop - block.start) if np.ndim(cell) == 0 else float(np.sum(cell))
    weight = side.weight[block]
    # einsum and not a dot product: BLAS would start threads for it.
    return float(cell * weight.sum() if np.ndim(cell) == 0 else np.einsum("i,i->", weight, cell))


def holds(side: Side, block: slice) -> bool:
    """Whether `block` lies on `side`."""
    return side.places.start <= block.start and block.stop <= side.places.stop


class CellMeans:
    """Reads the average of every cell over all rows, whatever their outcome."""

    def __init__(self) -> None:
        self._sums = np.zeros(4)
        self._rows = 0
        self._fixed = 0.0

    def read(self, block: slice, values: ValueMatrix) -> None:
        rows = block.stop - block.start
        self._sums += [rows * cell if np.ndim(cell) == 0 else np.add.reduce(cell) for cell in (values.tp, values.fp, values.tn, values.fn)]
        self._rows += rows
        self._fixed = values.fixed

    @property
    def average(self) -> ValueMatrix:
        """The matrix of the average row."""
        tp, fp, tn, fn = (self._sums / self._rows).tolist()
        return ValueMatrix(tp, fp, tn, fn, self._fixed)


def _blocks(ranking: Ranking) -> Iterator[slice]:
    edges = {0, ranking.rows} | ({ranking.others.places.start} if ranking.measured else set())
    bounds = sorted(edges)
    for first, last in pairwise(bounds):
        for start in range(first, last, BLOCK):
            yield slice(start, min(start + BLOCK, last))
