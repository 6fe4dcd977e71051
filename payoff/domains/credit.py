"""Consumer credit: whom to decline, when the event is default."""

from __future__ import annotations

from payoff.domains.credit_assumptions import ASSUMPTIONS
from payoff.domains.credit_calculators import CALCULATORS
from payoff.domains.credit_money import declined_bad, declined_good, defaulted, repaid
from payoff.domains.term_sheet import Assumption, Cell, Column, TermSheet, Words

BAHNSEN = "Bahnsen, Aouada & Ottersten 2014, example-dependent cost-sensitive logistic regression for credit scoring"


TERM_SHEET = TermSheet(
    key="credit",
    place=1,
    title="Credit",
    question="Decline a loan?",
    event="default",
    outcome="default",
    event_value="yes",
    other_value="no",
    currency="DM",
    identifier="loan_id",
    columns=(
        Column("loan_id", "Loan", "text"),
        Column(
            "checking_account", "Checking account", "category", feature=True,
            categories=("no account", "overdrawn", "under 200 DM", "200 DM or more"),
        ),
        Column("duration_months", "Term", "number", "months", 1, 600, feature=True, money=True, missing=False, whole=True),
        Column(
            "credit_history", "Credit history", "category", feature=True,
            categories=("none or all repaid", "all repaid at this bank", "existing repaid so far", "past delays", "critical or other banks"),
        ),
        Column(
            "purpose", "Purpose", "category", feature=True,
            categories=(
                "business", "car new", "car used", "domestic appliances", "furniture", "other", "radio or television", "repairs", "retraining",
                "vacation",
            ),
        ),
        Column("credit_amount", "Amount", "number", "DM", 1, 10_000_000, feature=True, money=True, missing=False),
        Column(
            "savings", "Savings", "category", feature=True,
            categories=("unknown or none", "under 100 DM", "100 to 500 DM", "500 to 1000 DM", "1000 DM or more"),
        ),
        Column(
            "employment_since", "Employed since", "category", feature=True,
            categories=("unemployed", "under 1 year", "1 to 4 years", "4 to 7 years", "7 years or more"),
        ),
        Column("instalment_rate", "Instalment burden", "number", "class 1–4", 1, 4, feature=True, whole=True),
        Column("other_debtors", "Other debtors", "category", feature=True, categories=("none", "co-applicant", "guarantor")),
        Column("residence_since", "Resident since", "number", "class 1–4", 1, 4, feature=True, whole=True),
        Column(
            "property", "Property", "category", feature=True,
            categories=("unknown or none", "car or other", "building savings or life insurance", "real estate"),
        ),
        Column("age", "Age", "number", "years", 18, 120, feature=True),
        Column("other_instalment_plans", "Other instalment plans", "category", feature=True, categories=("none", "bank", "stores")),
        Column("housing", "Housing", "category", feature=True, categories=("free", "rent", "own")),
        Column("existing_credits", "Credits at this bank", "number", "class 1–4", 1, 4, feature=True, whole=True),
        Column(
            "job", "Job", "category", feature=True,
            categories=("unemployed or unskilled non-resident", "unskilled resident", "skilled", "management or self-employed"),
        ),
        Column("dependants", "Dependants", "category", feature=True, categories=("0 to 2", "3 or more")),
        Column("telephone", "Telephone", "category", feature=True, categories=("none", "registered")),
        Column("foreign_worker", "Foreign worker", "category", categories=("no", "yes")),
        Column("default", "Defaulted", "category", categories=("no", "yes")),
    ),
    assumptions=(
        Assumption(
            "interest_margin", "Interest margin", 0.0846, 0.0, 0.40, "per year", "Fed G.19 TERMCBPER24NS, 11.40 % on 24-month personal loans, less the funding cost",
            "2026-02", "E", "Customer rate less funding cost; interest follows the amortising schedule.",
        ),
        Assumption("funding_cost", "Funding cost", 0.0294, 0.0, 0.25, "per year", BAHNSEN, "2014", "P", "What the lender pays for the money; also the discount rate."),
        Assumption("lgd", "Loss given default (LGD)", 0.75, 0.0, 1.0, "of exposure", BAHNSEN, "2014", "P", "Share of the balance outstanding at default that is never recovered."),
        Assumption("default_at", "Term elapsed at default", 0.25, 0.0, 0.99, "of term", "No source: ask collections", "2026-11", "I", "0 means the whole amount is exposed."),
        Assumption("servicing_cost", "Servicing cost", 2.0, 0.0, 50.0, "DM per loan and month", "No source: ask operations", "2026-11", "I", "Charged for the whole term, repaid or not."),
        Assumption("decline_cost", "Cost of declining a good customer", 50.0, 0.0, 2000.0, "DM per loan", "No source: ask marketing", "2026-11", "I", "Goodwill and the cost of winning the applicant, lost."),
        *ASSUMPTIONS,
    ),
    tp=Cell(declined_bad, "A defaulter who was declined costs and earns nothing.", r"0"),
    fp=Cell(declined_good, "A good customer who was declined takes the cost of winning them along.", r"-c_{decline}"),
    tn=Cell(repaid, "A loan repaid earns its instalments at funding cost, less the amount lent and servicing.", r"L\,(a_n\,\ddot a_{n,f} - 1) - s\,n"),
    fn=Cell(defaulted, "A loan that defaults pays until then, recovers 1 − LGD of the balance, and loses the rest.", r"L\,(a_n\,\ddot a_{k,f} + (1-LGD)\,B_k\,d^k - 1) - s\,n"),
    words=Words(
        row="loan", rows="loans", act="decline", leave="lend", act_all="declining everyone", act_none="lending to everyone",
        event_rows="defaulters", other_rows="good customers", acted="declined", left="lent to",
    ),
    calculators=CALCULATORS,
    data_note="German credit, Hans Hofmann 1994, UCI 144, CC BY 4.0, read by the corrected codes of Groemping 2019; loans of 1973 to 1975, Deutsche Mark.",
    notes={
        "Split": "Stratified by outcome and drawn with a fixed seed (data/README.md); the loans carry no date to split by.",
        "Left out": (
            "foreign_worker stays out of the model, because many jurisdictions forbid lending on it, and in the data for audit. "
            "Personal status and sex is in neither: its codes do not tell the sexes apart (Groemping 2019), and the copy this data "
            "was made from holds that column sorted, so its values belong to other rows."
        ),
        "Limits": (
            "Loans of one bank, 1973 to 1975. Defaulters were heavily oversampled (30 % here), so probabilities are too high for an "
            "ordinary portfolio until the prior is shifted. Amounts are a monotonic transformation of the real ones, which nobody kept."
        ),
    },
)
