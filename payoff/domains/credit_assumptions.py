"""What credit's calculators assume beyond the decision itself; none of these moves the decision."""

from __future__ import annotations

from payoff.core.message import say
from payoff.domains.term_sheet import Assumption

RISK, VIEWS = say("Loss, capital and pricing"), say("Other views of cost")
STATLOG = "Hofmann, Statlog German credit data, UCI 144"
VERBRAKEN = "Verbraken, Bravo, Weber & Baesens 2014, and the R package EMP"
TRAINING = say("data/training/credit.csv, the 600 loans the models were fitted on")

ASSUMPTIONS = (
    Assumption(
        "pd_horizon", say("Horizon of the model's probability"), 0.0, 0.0, 120.0, say("months, 0 for the whole term"),
        "Groemping 2019: the outcome says whether the contract was complied with, over its whole life", "2019", "E",
        say("12 for a model of default within a year. Converted at a constant monthly hazard."), RISK,
    ),
    Assumption(
        "pd_floor", say("PD floor, retail other"), 0.0005, 0.0, 0.05, say("of loans"), "Basel III final, CRE32; PRA PS1/26 Art. 161", "2026", "R",
        say("Capital treats no loan as safer than this."), RISK,
    ),
    Assumption("origination_cost", say("Cost of granting a loan"), 0.0, 0.0, 1000.0, say("DM per loan"), say("No source: ask operations"), "2026-11", "I", say("Only pricing and capital use it; at 0 they cost a loan as the decision does."), RISK),
    Assumption("hurdle", say("Hurdle rate on capital"), 0.12, 0.0, 0.40, say("per year"), say("No source: ask finance"), "2026-11", "I", say("What shareholders want on the capital held, after tax."), RISK),
    Assumption("tax", say("Tax on profit"), 0.25, 0.0, 0.60, say("of profit"), say("No source: ask finance"), "2026-11", "I", "", RISK),
    Assumption("emp_none", say("Defaults that lose nothing (p₀)"), 0.55, 0.0, 1.0, say("of defaults"), VERBRAKEN, "2014", "P", say("The rest lose all, or any share alike."), VIEWS),
    Assumption("emp_whole", say("Defaults that lose everything (p₁)"), 0.10, 0.0, 1.0, say("of defaults"), VERBRAKEN, "2014", "P", "", VIEWS),
    Assumption("emp_roi", say("Return on a loan repaid (ROI)"), 0.2644, 0.0, 1.0, say("of amount"), VERBRAKEN, "2014", "P", say("Over the loan's life, per unit lent."), VIEWS),
    Assumption("matrix_bad", say("Cost matrix: lending to a defaulter"), 5.0, 0.0, 100.0, say("units"), STATLOG, "1994", "P", say("The matrix that comes with the data, the same for every loan."), VIEWS),
    Assumption("matrix_good", say("Cost matrix: declining a good customer"), 1.0, 0.01, 100.0, say("units"), STATLOG, "1994", "P", "", VIEWS),
    Assumption("other_amount", say("Average loan of the lender's other business"), 3268.0, 1.0, 10_000_000.0, "DM", TRAINING, "2026-11", "E", say("What a declined customer's money is lent to instead; never taken from the file at hand."), VIEWS),
    Assumption("other_default", say("Defaults in the lender's other business"), 0.30, 0.0, 1.0, say("of loans"), TRAINING, "2026-11", "E", "", VIEWS),
)  # fmt: skip
