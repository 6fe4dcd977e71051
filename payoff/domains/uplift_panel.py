"""What the contacts added, from a randomised control group; without one the claim is refused."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from payoff.core.experiment import (
    DOUBTFUL,
    Increment,
    NoExperimentError,
    Trial,
    attributed_value,
    check_balance,
    measure_increment,
    read_trial,
)
from payoff.core.message import capital, join, reason, say
from payoff.core.uplift import qini_coefficient, qini_curve, uplift_at
from payoff.core.value import Array
from payoff.core.wording import money
from payoff.domains.contact import read_campaign
from payoff.domains.contacts import Audience, margin_per_response, points, thin
from payoff.domains.panel import Figure, Panel, PanelInput, Refusal, Series

COLUMN = "contacted"
HOW = say("A file with a column {column}, yes or no as chance decided, answers this.", column=COLUMN)
DEPTHS = (0.1, 0.2, 0.3, 0.5, 1.0)
KEY, TITLE = "increment", say("What the contacts added")
YES, NO = ("yes", "true", "1", "1.0"), ("no", "false", "0", "0.0")


@dataclass(frozen=True)
class Experiment:
    """A trial on the rows with known outcomes: responses, the same in money, and the model's probability."""

    responses: Trial
    earnings: Trial
    probability: Array


def show_increment(given: PanelInput, audience: Audience) -> Panel | Refusal:
    """Incremental profit at the threshold, Qini and uplift by depth; Refusal unless the file carries a sound trial."""
    try:
        trial = read_experiment(given, audience)
        increment = measure_increment(trial.earnings, trial.probability >= given.threshold, cost=given.settings["contact_cost"])
        return _describe(given, audience, trial, increment)
    except NoExperimentError as error:
        return Refusal(KEY, TITLE, join([reason(error), HOW]))


def read_experiment(given: PanelInput, audience: Audience) -> Experiment:
    """The trial in the column `contacted`; NoExperimentError if it is absent, incomplete or visibly not random."""
    if given.outcome is None:
        raise NoExperimentError(say("The file does not say who responded, so nothing that the contacts added can be measured."))
    known = ~np.isnan(given.outcome)
    treatment = _read_treatment(given.columns[COLUMN][known]) if COLUMN in given.columns else None
    outcome = given.outcome[known]
    responses = read_trial(outcome, treatment, randomised=True)
    probability = given.probability[known]
    balance = check_balance(responses, probability).value
    if balance is not None and balance < DOUBTFUL:
        raise NoExperimentError(
            say(
                "The column {column} cannot come from a random draw: the model expects different responses from the two "
                "groups, by more than chance explains (p = {balance:.1g}). Their difference is not what the contact "
                "added.",
                column=COLUMN, balance=balance)
        )
    campaign = read_campaign(given.settings)
    paid = np.multiply(campaign.incentive * campaign.redemption, responses.treated)
    earned = outcome * (margin_per_response(given, audience)[known] - paid)
    return Experiment(responses, Trial(earned, responses.treated), probability)


def _read_treatment(cells: npt.NDArray) -> Array:
    texts = np.char.lower(cells.astype(str))
    known = np.isin(texts, YES + NO)
    if not known.all():
        raise NoExperimentError(say("The column {column} must say yes or no in every row; {n} rows do not.", column=COLUMN, n=int((~known).sum())))
    return np.isin(texts, YES).astype(float)


def _describe(given: PanelInput, audience: Audience, trial: Experiment, increment: Increment) -> Panel:
    currency = given.currency
    profit = increment.profit - (given.settings["setup_cost"] if increment.rows else 0.0)
    reach = 1.96 * increment.error
    low, high = money(profit - reach, currency), money(profit + reach, currency)
    claimed = attributed_value(trial.earnings)
    qini = qini_coefficient(trial.responses, trial.probability)
    return Panel(
        key=KEY,
        title=TITLE,
        advice=_advise(audience, given, profit=profit, reach=reach),
        basis="incremental",
        figures=(
            Figure(say("Incremental profit at the threshold"), profit, currency, say("95 %: {low} to {high}.", low=low, high=high)),
            Figure(say("Margin of all contacted"), claimed, currency, say("As attribution counts it: with those who would have responded anyway.")),
            Figure(say("Qini coefficient"), qini.value, "", qini.reason or say("1 is the best possible order, 0 is chance.")),
        ),
        series=_draw_qini(trial),
        x_label=say("{what} in order of probability", what=capital(audience.rows)),
        y_label=say("Additional {responders} among the contacted", responders=audience.responders),
        header=(say("Depth, %"), say("Uplift, points"), say("Low"), say("High")),
        table=tuple(_uplift_row(trial, share) for share in DEPTHS),
        note=(
            say(
                "Response of the contacted less that of their random control group (Radcliffe 2007); money is margin "
                "less incentive and the cost of each contact. The order is by probability of a response, which need not "
                "be that of those whom a contact persuades. Intervals at 95 %, normal.")
        ),
    )


def _advise(audience: Audience, given: PanelInput, *, profit: float, reach: float) -> str:
    amount, spread = money(profit, given.currency), money(reach, given.currency)
    if profit - reach > 0:
        return say("{what} them: at the threshold in use the contacts add {amount}, beyond what chance explains.", what=capital(audience.contact), amount=amount)
    if profit + reach < 0:
        loss = money(-profit, given.currency)
        return say(
            "Do not {contact} them: at the threshold in use the contacts lose {loss}, beyond what chance explains.",
            contact=audience.contact, loss=loss)
    return say(
        "Not proven: at the threshold in use the contacts add {amount}, give or take {spread}; a larger control "
        "group would settle it.",
        amount=amount, spread=spread)


def _draw_qini(trial: Experiment) -> tuple[Series, ...]:
    curve = qini_curve(trial.responses, trial.probability)
    drawn = thin(curve.value)
    end = float(curve.acted[-1])
    return (
        Series(say("in order of probability"), points(curve.acted[drawn]), points(curve.value[drawn])),
        Series(say("at random"), (0.0, end), (0.0, float(curve.value[-1]))),
    )


def _uplift_row(trial: Experiment, share: float) -> tuple[str | float | None, ...]:
    try:
        effect = uplift_at(trial.responses, trial.probability, share)
    except NoExperimentError:
        return (100 * share, None, None, None)
    return (100 * share, *(round(100 * number, 2) for number in (effect.difference, effect.low, effect.high)))
