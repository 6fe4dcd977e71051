"""The same loans under other views of what a wrong decision costs: the view drives the answer more than the model does."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.credit_costs import LineTerms, Portfolio, cost_values, row_costs
from payoff.core.emp import LossShare, MaximumProfit, credit_lines, expected_maximum_profit
from payoff.core.message import say
from payoff.core.roc import roc_curve
from payoff.core.value import Array, Bools, ValueMatrix, bayes_threshold, expected_value, realised_value
from payoff.core.wording import money, percent
from payoff.domains.credit_book import Applications, read_applications
from payoff.domains.credit_money import customer_rate
from payoff.domains.panel import Figure, Panel, PanelInput, Series
from payoff.domains.term_sheet import Settings

NEEDS_BOTH = say(
    "Expected maximum profit weighs declined defaulters against declined good customers, so both outcomes "
    "must be known in the file.")
TOO_MUCH = say(
    "The defaults that lose nothing and those that lose everything add up to more than all defaults; lower "
    "one of the two shares.")


@dataclass(frozen=True)
class View:
    """One view of cost: its rule, whom it declines (n,), and what it says its own answer is worth; `short` names its bar."""

    name: str
    short: str
    rule: str
    declines: Bools
    own: str


def compare_views(given: PanelInput) -> Panel:
    """Whom each view of cost declines, what it claims, and what the decision's own prices say of it."""
    file = read_applications(given)
    loans, outcome = file.counted, file.outcome[file.counted]
    profit, reason = credit_profit(file)
    views = [*_own_views(file, given), *_other_views(file, given.currency)]
    if profit is not None:
        views.append(_profit_view(file, profit))
    worth = [_worth(file, view.declines) for view in views]
    names = tuple(view.short for view in views)
    declined = tuple(100 * float(view.declines.mean()) for view in views)
    return Panel(
        "views", say("Same loans, different views of cost"), _advise(views), file.basis,
        figures=(
            Figure(say("Expected maximum profit (EMP)"), None if profit is None else 100 * profit.value, say("% of amount lent"), reason or say("Above lending to everyone, per unit lent.")),
            Figure(say("Declined under EMP"), None if profit is None else 100 * profit.share, "%", reason or say("Mean over the uncertain loss share.")),
            Figure(say("Threshold of the cost matrix"), 100 * _matrix_threshold(given.settings), "%", say("1 ÷ 6 for 5 to 1.")),
        ),
        series=(Series(say("declined"), names, declined, "bar"),),
        y_label=say("declined, % of loans"),
        header=(say("View of cost"), say("Declines"), say("Declined, %"), say("Bad rate of the rest, %"), say("Worth by its own view"), say("Worth by this decision's prices, {currency}", currency=given.currency)),
        table=tuple(
            (view.name, view.rule, round(share, 1), _bad_rate(outcome, file.pd[loans], ~view.declines), view.own, round(value))
            for view, share, value in zip(views, declined, worth, strict=True)
        ),
        note=(
            say(
                "One model, one file; only the costs differ. Per-loan costs: Bahnsen, Aouada and Ottersten 2014; a "
                "defaulter loses LGD of the whole amount, and a declined customer's money is lent to the average of the "
                "lender's other business instead. Cost matrix: UCI Statlog. EMP: Verbraken et al. 2014; the loss share "
                "is uncertain, the share declined is a mean over it, and the rows shown are those of highest probability "
                "up to that share. Own worth is above lending to everyone. None of these is the truth: agree on the "
                "costs before arguing about the model.")
        ),
    )  # fmt: skip


def credit_profit(file: Applications) -> tuple[MaximumProfit | None, str]:
    """Expected maximum profit on known outcomes, or why there is none."""
    a, rows = file.settings, np.flatnonzero(file.known)
    if len(np.unique(file.outcome[rows])) < 2:
        return None, NEEDS_BOTH
    if a["emp_none"] + a["emp_whole"] > 1:
        return None, TOO_MUCH
    lines = credit_lines(roc_curve(file.pd[rows], file.outcome[rows]), roi=a["emp_roi"])
    return expected_maximum_profit(lines, LossShare(a["emp_none"], a["emp_whole"])), ""


def _own_views(file: Applications, given: PanelInput) -> list[View]:
    rows = file.counted
    values = file.values.take(rows)
    plain, each = file.pd[rows] >= given.threshold, file.pd[rows] >= bayes_threshold(values)
    return [
        View(say("this decision, one threshold"), say("decision"), say("from {threshold:.2f}", threshold=given.threshold) if np.isfinite(given.threshold) else say("nobody or all"), plain, _gain(file, values, plain, given.currency)),
        View(say("this decision, per loan"), say("per loan"), say("from each loan's own threshold"), each, _gain(file, values, each, given.currency)),
    ]


def _other_views(file: Applications, currency: str) -> list[View]:
    a, rows = file.settings, file.counted
    terms = LineTerms(customer_rate(a) / 12, a["funding_cost"] / 12, file.months[rows], a["lgd"])
    costs = cost_values(*row_costs(file.amount[rows], terms, Portfolio(a["other_amount"], a["other_default"])))
    matrix = cost_values(a["matrix_good"], a["matrix_bad"])
    by_costs, by_matrix = (np.asarray(file.pd[rows] >= bayes_threshold(values)) for values in (costs, matrix))
    return [
        View(say("costs per loan (Bahnsen)"), "Bahnsen", say("from each loan's own threshold"), by_costs, _gain(file, costs, by_costs, currency)),
        View(say("cost matrix {bad:g} to {good:g}", bad=a['matrix_bad'], good=a['matrix_good']), f"{a['matrix_bad']:g} : {a['matrix_good']:g}", say("from {threshold:.2f}", threshold=_matrix_threshold(a)), by_matrix, say("{n:,.0f} units", n=_above(file, matrix, by_matrix))),
    ]


def _profit_view(file: Applications, profit: MaximumProfit) -> View:
    p = file.pd[file.counted]
    most = round(profit.share * len(p))
    declines = p >= np.sort(p)[::-1][most - 1] if most else np.zeros(len(p), dtype=bool)
    return View(say("expected maximum profit"), "EMP", say("the riskiest {share}", share=percent(profit.share)), declines, say("{value} of the amount lent", value=percent(profit.value)))


def _matrix_threshold(a: Settings) -> float:
    return float(np.asarray(bayes_threshold(cost_values(a["matrix_good"], a["matrix_bad"]))))


def _gain(file: Applications, values: ValueMatrix, declines: Bools, currency: str) -> str:
    return money(_above(file, values, declines), currency)


def _above(file: Applications, values: ValueMatrix, declines: Bools) -> float:
    """What declining these is worth above lending to everyone, by `values`."""
    return _total(file, values, declines) - _total(file, values, np.zeros_like(declines))


def _worth(file: Applications, declines: Bools) -> float:
    return _above(file, file.values.take(file.counted), declines)


def _total(file: Applications, values: ValueMatrix, declines: Bools) -> float:
    rows = file.counted
    if file.basis == "measured":
        return float(realised_value(values, file.outcome[rows], declines).sum())
    return float(expected_value(values, file.pd[rows], declines).sum())


def _bad_rate(outcome: Array, p: Array, approved: Bools) -> float | None:
    if not approved.any():
        return None
    return round(100 * float((p if np.isnan(outcome).all() else outcome)[approved].mean()), 1)


def _advise(views: list[View]) -> str:
    shares = [float(view.declines.mean()) for view in views]
    least, most = int(np.argmin(shares)), int(np.argmax(shares))
    if shares[least] == shares[most]:
        return say("All views of cost agree: decline {shares}.", shares=percent(shares[0]))
    return (
        say(
            "Agree on the costs first: the same model declines {shares} ({name}) or {shares_2} ({name_2}), depending "
            "on them alone.",
            shares=percent(shares[least]), name=views[least].name, shares_2=percent(shares[most]), name_2=views[most].name)
    )
