"""One file seen as a campaign: who is reached in which order, and what that costs and brings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from payoff.core.campaign import Campaign, Spending, campaign_values, spend_by_depth
from payoff.core.message import say
from payoff.core.ranking import Ranking, rank_rows
from payoff.core.value import Array, act_gain
from payoff.core.wording import money
from payoff.domains.contact import Worth, read_campaign
from payoff.domains.panel import Basis, PanelInput

POINTS = 200
"""Points of a drawn curve."""

CREDIT = say("A response counts with the share that the contact is assumed to cause.")


@dataclass(frozen=True)
class Audience:
    """How a domain speaks of those it contacts, and what a response of theirs is worth."""

    worth: Worth
    rows: str
    responders: str
    contact: str
    """The act as a verb: "contact"."""


@dataclass(frozen=True)
class Contacts:
    """`margin` (n,) is what a response brings that is credited to the contact, in the ranking's places; `kept` are its file rows."""

    given: PanelInput
    audience: Audience
    kept: npt.NDArray[np.intp]
    ranking: Ranking
    campaign: Campaign
    margin: Array
    spending: Spending

    @property
    def basis(self) -> Basis:
        """Attributed where outcomes are known: nothing here can show what the contact caused."""
        return "attributed" if self.ranking.measured else "expected"

    @property
    def point(self) -> int:
        """The curve's point of the threshold in use."""
        return int(np.count_nonzero(self.spending.curve.threshold >= self.given.threshold)) - 1

    @property
    def percent(self) -> Array:
        """Share of the rows reached at each point of the curve, in %."""
        return 100 * self.spending.curve.share

    def money(self, value: float) -> str:
        """A value in the domain's currency, in words."""
        return money(value, self.given.currency)


def read_contacts(given: PanelInput, audience: Audience, *, by_gain: bool = False) -> Contacts:
    """Sort the file once: in order of probability or, `by_gain` and with outcomes known, of expected gain."""
    outcome = given.outcome
    kept = np.arange(len(given.probability)) if outcome is None else np.flatnonzero(~np.isnan(outcome))
    if len(kept) == 0:
        kept, outcome = np.arange(len(given.probability)), None
    campaign, margin, score = read_campaign(given.settings), credited_margin(given, audience)[kept], given.probability[kept]
    if by_gain and outcome is not None:
        score = act_gain(campaign_values(campaign, margin), score)
    ranking = rank_rows(score, None if outcome is None else outcome[kept])
    placed = ranking.arrange(margin)
    return Contacts(given, audience, kept, ranking, campaign, placed, spend_by_depth(ranking, campaign, placed))


def margin_per_response(given: PanelInput, audience: Audience) -> Array:
    """What a response brings per row (n,), before any cost of the contact and whoever caused it."""
    return np.broadcast_to(np.asarray(audience.worth(given.columns, given.settings), dtype=float), given.probability.shape)


def credited_margin(given: PanelInput, audience: Audience) -> Array:
    """The part of it that is credited to the contact, (n,)."""
    return given.settings["caused"] * margin_per_response(given, audience)


def thin(values: Array) -> npt.NDArray[np.intp]:
    """At most POINTS places spread over `values`, both ends included."""
    return np.unique(np.linspace(0, len(values) - 1, min(POINTS, len(values))).round().astype(np.intp))


def points(values: Array) -> tuple[float, ...]:
    """An array as a series holds it."""
    return tuple(values.tolist())


def hundred(share: float | None) -> float | None:
    """A share in %, None staying None."""
    return None if share is None else 100 * share


def rounded(value: float | None, places: int) -> float | None:
    """`value` for a table cell, None staying None."""
    return None if value is None else round(float(value), places)
