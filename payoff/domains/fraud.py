"""Payment fraud: which payments to stop and investigate, when the event is fraud."""

from __future__ import annotations

from payoff.core.message import say
from payoff.domains.term_sheet import Assumption, Cell, Column, Money, Rows, Settings, TermSheet, Words

HOEPPNER = "Höppner, Baesens, Verbeke & Verdonck 2022, instance-dependent cost-sensitive learning for detecting transfer fraud"


def _investigated(rows: Rows, a: Settings) -> Money:
    return -a["investigation_cost"]


def _slipped_through(rows: Rows, a: Settings) -> Money:
    return -a["borne"] * rows["amount"]


def _let_pass(rows: Rows, a: Settings) -> Money:
    return 0.0


TERM_SHEET = TermSheet(
    key="fraud",
    place=5,
    title=say("Fraud"),
    question=say("Investigate this payment?"),
    event=say("fraud"),
    outcome="fraud",
    event_value="yes",
    other_value="no",
    currency="€",
    identifier="payment_id",
    time_ordered=True,
    columns=(
        Column("payment_id", say("Payment"), "text"),
        Column("paid_on", say("Paid on"), "text"),
        Column("amount", say("Amount"), "number", "€", 0.01, 1_000_000, feature=True, money=True, missing=False),
        Column("hour", say("Hour of the day"), "number", "h", 0, 23, feature=True, whole=True),
        Column(
            "merchant_category", say("Merchant category"), "category", feature=True,
            categories=("electronics", "fashion", "fuel", "gift cards", "groceries", "online services", "restaurants", "travel"),
        ),
        Column("country_match", say("Card and payment from the same country"), "category", feature=True, categories=("no", "yes")),
        Column("known_device", say("Device seen before"), "category", feature=True, categories=("no", "yes")),
        Column("account_age_days", say("Age of the account"), "number", say("days"), 0, 36_500, feature=True, whole=True),
        Column("payments_24h", say("Payments in the last 24 hours"), "number", say("payments"), 0, 1_000, feature=True, whole=True),
        Column("amount_to_usual", say("Amount relative to the customer's usual"), "number", say("times"), 0, 100_000, feature=True),
        Column("fraud", say("Turned out to be fraud"), "category", categories=("no", "yes")),
    ),
    assumptions=(
        Assumption("investigation_cost", say("Cost of an investigation"), 10.0, 0.0, 500.0, say("€ per payment"), HOEPPNER, "2022", "P", say("Paid for each payment stopped, fraud or not.")),
        Assumption("borne", say("Share of a fraudulent amount that the business bears"), 1.0, 0.0, 1.0, say("of the amount"), HOEPPNER, "2022", "P", say("Below 1 where an issuer or an insurer bears the rest.")),
    ),
    tp=Cell(_investigated, say("A fraud that is investigated is stopped; only the investigation is paid."), r"-c"),
    fp=Cell(_investigated, say("An honest payment that is investigated goes through afterwards and costs the investigation."), r"-c"),
    tn=Cell(_let_pass, say("An honest payment that passes costs nothing."), r"0"),
    fn=Cell(_slipped_through, say("A fraud that passes loses the amount, as far as the business bears it."), r"-\beta\,A"),
    words=Words(
        row=say("payment"), rows=say("payments"), act=say("investigate"), leave=say("let pass"), act_all=say("investigating every payment"), act_none=say("letting every payment pass"),
        event_rows=say("frauds"), other_rows=say("honest payments"), acted=say("investigated"), left=say("let pass"),
        caution=say("Synthetic payments: this sample shows how the decision works, not what it is worth in your business."),
    ),
    data_note=say(
        "Synthetic: 20,000 payments made by the seeded generator payoff/training/sources/fraud.py; no payment, "
        "person or merchant is real. Licence as the code, Apache-2.0."),
    notes={
        "Training data": (
            say(
                "No public record of payments could be shipped under its licence with readable columns, so the payments "
                "are generated. About 1.5 % are fraudulent, a third of which imitate the customer; 8 % of the frauds are "
                "labelled honest because nobody reported them, and 0.05 % of the honest payments are labelled fraud "
                "because they were charged back. How well a model does on them says nothing about real payments.")
        ),
        "Split": say("By time: the first 60 % of the payments train, the last 40 % are held out."),
        "Limits": say(
            "An investigation is taken to find every fraud and to lose no honest customer; a fraudster does not "
            "adapt to the rule."),
    },
)
