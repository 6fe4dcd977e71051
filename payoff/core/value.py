"""The value matrix: what acting and not acting is worth when the event happens and when it does not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Money = float | Array


@dataclass(frozen=True)
class ValueMatrix:
    """Four cells, each a number or one per row (n,), benefit positive; `fixed` is paid once when the rule is used."""

    tp: Money
    fp: Money
    tn: Money
    fn: Money
    fixed: float = 0.0
