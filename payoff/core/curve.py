"""The profit curve: net value at every threshold, from acting on nobody to acting on everybody."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.binned import BinnedMoney, bin_money
from payoff.core.ranking import Ranking
from payoff.core.value import Array, ValueMatrix


@dataclass(frozen=True)
class Curve:
    """Net value (B+1,) at each cut; the first point acts on nobody (threshold +inf), the last on everybody.

    `acted` rows, `share` of the rows, `value` money of the whole file; `low` and `high` bound `value` once judged.
    """

    threshold: Array
    acted: Array
    share: Array
    value: Array
    low: Array | None = None
    high: Array | None = None

    @property
    def best(self) -> int:
        """Point of the highest value; of several, the one that acts least."""
        return int(np.argmax(self.value))


def value_curve(ranking: Ranking, values: ValueMatrix) -> Curve:
    """The curve of `values` (in the ranking's places)."""
    return draw_curve(ranking, bin_money(ranking, values))


def draw_curve(ranking: Ranking, money: BinnedMoney) -> Curve:
    """The curve of money already binned."""
    acted = np.concatenate([[0.0], np.cumsum(ranking.events.count + ranking.others.count)])
    value = money.left.sum() + np.concatenate([[0.0], np.cumsum(money.gain) - money.fixed])
    return Curve(np.concatenate([[np.inf], ranking.cuts]), acted, acted / ranking.rows, value)
