"""Profit of a retention offer to the customers least likely to buy again."""

from __future__ import annotations

import numpy as np

from payoff.core.campaign import Retention, retention_values
from payoff.core.curve import value_curve
from payoff.core.emp import Acceptance, MaximumProfit, Offer, churn_lines, expected_maximum_profit, maximum_profit
from payoff.core.message import say
from payoff.core.ranking import Ranking, rank_rows
from payoff.core.roc import rank_curve
from payoff.core.wording import money, percent
from payoff.domains.contacts import points, thin
from payoff.domains.panel import Figure, Panel, PanelInput, Refusal, Series
from payoff.domains.term_sheet import Settings

KEY, TITLE = "churn_profit", say("Churn profit (MP, EMP)")
NEARLY_ALL = 0.9


def show_churn(given: PanelInput) -> Panel | Refusal:
    """Maximum profit (MP) of an offer at its mean acceptance, and expected over acceptance (EMP)."""
    if given.settings["churn_incentive"] >= given.settings["churn_clv"]:
        return Refusal(KEY, TITLE, say("The offer costs as much as the customer it keeps is worth: lower it or raise the lifetime value."))
    ranking = rank_churners(given)
    if not ranking.events.count.sum() or not ranking.others.count.sum():
        return Refusal(KEY, TITLE, say("Maximum profit compares those who bought with those who did not; this file has one kind alone."))
    offer, acceptance = read_offer(given.settings)
    lines = churn_lines(rank_curve(ranking), offer)
    fixed, uncertain = maximum_profit(lines, acceptance.mean), expected_maximum_profit(lines, acceptance)
    return Panel(
        key=KEY,
        title=TITLE,
        advice=_advise(uncertain, given.currency),
        basis="attributed" if ranking.measured else "expected",
        figures=(*_figures("MP", fixed, given.currency), *_figures("EMP", uncertain, given.currency)),
        series=(_draw(ranking, offer, acceptance),),
        x_label=say("Share of customers offered, least likely to buy first, %"),
        y_label=say("Profit per customer, {currency}", currency=given.currency),
        marks={"EMP": 100 * uncertain.share},
        note=(
            say(
                "Would-be churners stay with probability γ once offered: γ (CLV − d) − f each; everybody else takes the "
                "offer: −(d + f) (Verbeke et al. 2012). MP sets γ to its mean, EMP averages the best profit over its "
                "Beta distribution (Verbraken et al. 2013). Churn is taken to be no purchase in the horizon, which "
                "without contracts is a convention. Both pick their depth on these rows and are optimistic for it.")
        ),
    )


def read_offer(settings: Settings) -> tuple[Offer, Acceptance]:
    """The offer and how many accept it, out of the settings."""
    offer = Offer(settings["churn_clv"], settings["churn_incentive"], settings["churn_contact"])
    return offer, Acceptance(settings["accept_alpha"], settings["accept_beta"])


def rank_churners(given: PanelInput) -> Ranking:
    """Customers by probability of not buying, the event being that they did not."""
    churn = 1 - given.probability
    if given.outcome is None or np.isnan(given.outcome).all():
        return rank_rows(churn)
    known = ~np.isnan(given.outcome)
    return rank_rows(churn[known], 1 - given.outcome[known])


def _figures(name: str, best: MaximumProfit, currency: str) -> tuple[Figure, Figure]:
    return Figure(say("{name} per customer", name=name), best.value, currency), Figure(say("Share offered at {name}", name=name), 100 * best.share, "%")


def _draw(ranking: Ranking, offer: Offer, acceptance: Acceptance) -> Series:
    cells = Retention(offer.lifetime_value, contact=offer.contact, incentive=offer.incentive, acceptance=acceptance.mean)
    curve = value_curve(ranking, retention_values(cells))
    drawn = thin(curve.value)
    return Series(say("at mean acceptance"), points(100 * curve.share[drawn]), points(curve.value[drawn] / ranking.rows))


def _advise(best: MaximumProfit, currency: str) -> str:
    if best.value <= 0:
        return say("Make no retention offer: at these prices it loses money at every depth.")
    each, share = money(best.value, currency), percent(best.share)
    if best.share > NEARLY_ALL:
        return say(
            "A model adds little here: an offer to {share} of all pays best, {each} per customer, since most do not "
            "buy again.",
            share=share, each=each)
    return say("Offer the {share} least likely to buy something to stay: {each} per customer.", share=share, each=each)
