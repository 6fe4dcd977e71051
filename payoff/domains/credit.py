"""Consumer credit: whom to decline, when the event is default."""

from __future__ import annotations

from payoff.core.message import say
from payoff.domains.credit_assumptions import ASSUMPTIONS
from payoff.domains.credit_calculators import CALCULATORS
from payoff.domains.credit_money import declined_bad, declined_good, defaulted, repaid
from payoff.domains.term_sheet import Assumption, Cell, Column, TermSheet, Words

BAHNSEN = "Bahnsen, Aouada & Ottersten 2014, example-dependent cost-sensitive logistic regression for credit scoring"


TERM_SHEET = TermSheet(
    key="credit",
    place=1,
    title=say("Credit"),
    question=say("Decline a loan?"),
    event=say("default"),
    outcome="default",
    event_value="yes",
    other_value="no",
    currency="DM",
    identifier="loan_id",
    columns=(
        Column("loan_id", say("Loan"), "text"),
        Column(
            "checking_account", say("Checking account"), "category", feature=True,
            categories=("no account", "overdrawn", "under 200 DM", "200 DM or more"),
        ),
        Column("duration_months", say("Term"), "number", say("months"), 1, 600, feature=True, money=True, missing=False, whole=True),
        Column(
            "credit_history", say("Credit history"), "category", feature=True,
            categories=("none or all repaid", "all repaid at this bank", "existing repaid so far", "past delays", "critical or other banks"),
        ),
        Column(
            "purpose", say("Purpose"), "category", feature=True,
            categories=(
                "business", "car new", "car used", "domestic appliances", "furniture", "other", "radio or television", "repairs", "retraining",
                "vacation",
            ),
        ),
        Column("credit_amount", say("Amount"), "number", "DM", 1, 10_000_000, feature=True, money=True, missing=False),
        Column(
            "savings", say("Savings"), "category", feature=True,
            categories=("unknown or none", "under 100 DM", "100 to 500 DM", "500 to 1000 DM", "1000 DM or more"),
        ),
        Column(
            "employment_since", say("Employed since"), "category", feature=True,
            categories=("unemployed", "under 1 year", "1 to 4 years", "4 to 7 years", "7 years or more"),
        ),
        Column("instalment_rate", say("Instalment burden"), "number", say("class 1–4"), 1, 4, feature=True, whole=True),
        Column("other_debtors", say("Other debtors"), "category", feature=True, categories=("none", "co-applicant", "guarantor")),
        Column("residence_since", say("Resident since"), "number", say("class 1–4"), 1, 4, feature=True, whole=True),
        Column(
            "property", say("Property"), "category", feature=True,
            categories=("unknown or none", "car or other", "building savings or life insurance", "real estate"),
        ),
        Column("age", say("Age"), "number", say("years"), 18, 120, feature=True),
        Column("other_instalment_plans", say("Other instalment plans"), "category", feature=True, categories=("none", "bank", "stores")),
        Column("housing", say("Housing"), "category", feature=True, categories=("free", "rent", "own")),
        Column("existing_credits", say("Credits at this bank"), "number", say("class 1–4"), 1, 4, feature=True, whole=True),
        Column(
            "job", say("Job"), "category", feature=True,
            categories=("unemployed or unskilled non-resident", "unskilled resident", "skilled", "management or self-employed"),
        ),
        Column("dependants", say("Dependants"), "category", feature=True, categories=("0 to 2", "3 or more")),
        Column("telephone", say("Telephone"), "category", feature=True, categories=("none", "registered")),
        Column("foreign_worker", say("Foreign worker"), "category", categories=("no", "yes")),
        Column("default", say("Defaulted"), "category", categories=("no", "yes")),
    ),
    assumptions=(
        Assumption(
            "interest_margin", say("Interest margin"), 0.0846, 0.0, 0.40, say("per year"), "Fed G.19 TERMCBPER24NS, 11.40 % on 24-month personal loans, less the funding cost",
            "2026-02", "E", say("Customer rate less funding cost; interest follows the amortising schedule."),
        ),
        Assumption("funding_cost", say("Funding cost"), 0.0294, 0.0, 0.25, say("per year"), BAHNSEN, "2014", "P", say("What the lender pays for the money; also the discount rate.")),
        Assumption("lgd", say("Loss given default (LGD)"), 0.75, 0.0, 1.0, say("of exposure"), BAHNSEN, "2014", "P", say("Share of the balance outstanding at default that is never recovered.")),
        Assumption("default_at", say("Term elapsed at default"), 0.25, 0.0, 0.99, say("of term"), say("No source: ask collections"), "2026-11", "I", say("0 means the whole amount is exposed.")),
        Assumption("servicing_cost", say("Servicing cost"), 2.0, 0.0, 50.0, say("DM per loan and month"), say("No source: ask operations"), "2026-11", "I", say("Charged for the whole term, repaid or not.")),
        Assumption("decline_cost", say("Cost of declining a good customer"), 50.0, 0.0, 2000.0, say("DM per loan"), say("No source: ask marketing"), "2026-11", "I", say("Goodwill and the cost of winning the applicant, lost.")),
        *ASSUMPTIONS,
    ),
    tp=Cell(declined_bad, say("A defaulter who was declined costs and earns nothing."), r"0"),
    fp=Cell(declined_good, say("A good customer who was declined takes the cost of winning them along."), r"-c_{decline}"),
    tn=Cell(repaid, say("A loan repaid earns its instalments at funding cost, less the amount lent and servicing."), r"L\,(a_n\,\ddot a_{n,f} - 1) - s\,n"),
    fn=Cell(defaulted, say("A loan that defaults pays until then, recovers 1 − LGD of the balance, and loses the rest."), r"L\,(a_n\,\ddot a_{k,f} + (1-LGD)\,B_k\,d^k - 1) - s\,n"),
    words=Words(
        row=say("loan"), rows=say("loans"), act=say("decline"), leave=say("lend"), act_all=say("declining everyone"), act_none=say("lending to everyone"),
        event_rows=say("defaulters"), other_rows=say("good customers"), acted=say("declined"), left=say("lent to"),
    ),
    calculators=CALCULATORS,
    data_note=say(
        "German credit, Hans Hofmann 1994, UCI 144, CC BY 4.0, read by the corrected codes of Groemping 2019; "
        "loans of 1973 to 1975, Deutsche Mark."),
    notes={
        "Split": say(
            "Stratified by outcome and drawn with a fixed seed (data/README.md); the loans carry no date to split by."),
        "Left out": (
            say(
                "foreign_worker stays out of the model, because many jurisdictions forbid lending on it, and in the data "
                "for audit. Personal status and sex is in neither: its codes do not tell the sexes apart (Groemping "
                "2019), and the copy this data was made from holds that column sorted, so its values belong to other "
                "rows.")
        ),
        "Limits": (
            say(
                "Loans of one bank, 1973 to 1975. Defaulters were heavily oversampled (30 % here), so probabilities are "
                "too high for an ordinary portfolio until the prior is shifted. Amounts are a monotonic transformation "
                "of the real ones, which nobody kept.")
        ),
    },
)
