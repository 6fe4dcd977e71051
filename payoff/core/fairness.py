"""How a decision falls on groups of people: selection rates, the four-fifths screen, gaps among those alike in outcome."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import fisher_exact

from payoff.core.answer import Answer, quotient, undefined
from payoff.core.message import say
from payoff.core.value import Array, Bools

FOUR_FIFTHS = 0.8
"""29 CFR 1607.4 D: a screen for a closer look, not a verdict."""


@dataclass(frozen=True)
class GroupRates:
    """One group: people, those given the favourable decision, and how many of the deserving and the undeserving got it.

    Deserving counts are None without outcomes.
    """

    name: str
    people: int
    favoured: int
    deserving: int | None = None
    deserving_favoured: int | None = None

    @property
    def rate(self) -> Answer:
        """Selection rate: share given the favourable decision."""
        return quotient(self.favoured, self.people, reason=say("There is nobody in group {name}.", name=self.name))

    @property
    def true_rate(self) -> Answer:
        """Share of the deserving given it: equal opportunity asks that this be alike (Hardt et al. 2016)."""
        if self.deserving is None or self.deserving_favoured is None:
            return undefined(say("Outcomes are unknown, so nobody knows who deserved the decision."))
        return quotient(self.deserving_favoured, self.deserving, reason=say("Nobody in group {name} deserved it.", name=self.name))

    @property
    def false_rate(self) -> Answer:
        """Share of the others given it."""
        if self.deserving is None or self.deserving_favoured is None:
            return undefined(say("Outcomes are unknown, so nobody knows who deserved the decision."))
        others = self.people - self.deserving
        return quotient(
            self.favoured - self.deserving_favoured, others, reason=say("Everybody in group {name} deserved it.", name=self.name)
        )


@dataclass(frozen=True)
class Screen:
    """Lowest selection rate over the highest; `flagged` below four fifths. `p_value` of Fisher's exact test on those two groups."""

    lowest: str
    highest: str
    ratio: float
    flagged: bool
    p_value: float


def count_groups(group: npt.NDArray, favoured: Bools, deserving: Array | None = None) -> tuple[GroupRates, ...]:
    """Rates per value of `group` (n,); `favoured` (n,) got the favourable decision, `deserving` (n,) is 1, 0 or None if unknown."""
    counts = []
    for name in np.unique(group):
        here = group == name
        selected = int(favoured[here].sum())
        if deserving is None:
            counts.append(GroupRates(str(name), int(here.sum()), selected))
        else:
            worthy = here & (deserving == 1)
            counts.append(GroupRates(str(name), int(here.sum()), selected, int(worthy.sum()), int(favoured[worthy].sum())))
    return tuple(counts)


def screen_groups(groups: tuple[GroupRates, ...]) -> Screen:
    """Four-fifths screen over groups that hold people; ValueError with fewer than two, or when nobody is favoured."""
    held = [(rate, group) for group in groups if (rate := group.rate.value) is not None]
    if len(held) < 2:
        raise ValueError(say("Comparing groups takes at least two that hold people."))
    (low, lowest), (high, highest) = min(held, key=lambda pair: pair[0]), max(held, key=lambda pair: pair[0])
    if high == 0:
        raise ValueError(say("Nobody got the favourable decision, so there is no ratio of rates."))
    table = [[group.favoured, group.people - group.favoured] for group in (lowest, highest)]
    return Screen(lowest.name, highest.name, low / high, low / high < FOUR_FIFTHS, float(fisher_exact(table).pvalue))


def opportunity_gap(groups: tuple[GroupRates, ...]) -> Answer:
    """Highest less lowest `true_rate` of the groups where it is defined."""
    rates = [rate for group in groups if (rate := group.true_rate.value) is not None]
    if len(rates) < 2:
        return undefined(say("The rate among the deserving is known for fewer than two groups."))
    return Answer(max(rates) - min(rates))
