"""Campaign response: which clients of a bank to call, when the event is that a client subscribes a term deposit."""

from __future__ import annotations

from payoff.core.message import say
from payoff.domains.campaign_calculators import CALCULATORS
from payoff.domains.contact import CAUTION, caused_share, contact_cells, deposit_margin
from payoff.domains.term_sheet import Assumption, Column, TermSheet, Words

MORO = "Bahnsen, Aouada & Ottersten 2014 for the data of Moro, Cortez & Rita 2014"
CELLS = contact_cells(deposit_margin, say("a subscription"))

TERM_SHEET = TermSheet(
    key="campaign",
    place=4,
    title=say("Campaign"),
    question=say("Call this client?"),
    event=say("subscription"),
    outcome="subscribed",
    event_value="yes",
    other_value="no",
    currency="€",
    identifier="call_id",
    time_ordered=True,
    columns=(
        Column("call_id", say("Call"), "text"),
        Column("called", say("Month of the call"), "text"),
        Column("age", say("Age"), "number", say("years"), 16, 120, feature=True),
        Column(
            "job", say("Job"), "category", feature=True,
            categories=(
                "admin.", "blue-collar", "entrepreneur", "housemaid", "management", "retired", "self-employed", "services", "student", "technician",
                "unemployed", "unknown",
            ),
        ),
        Column("marital", say("Marital status"), "category", feature=True, categories=("divorced", "married", "single")),
        Column("education", say("Education"), "category", feature=True, categories=("primary", "secondary", "tertiary", "unknown")),
        Column("credit_default", say("Has credit in default"), "category", feature=True, categories=("no", "yes")),
        Column("balance", say("Average yearly balance"), "number", "€", -1_000_000, 100_000_000, feature=True, money=True, missing=False),
        Column("housing_loan", say("Housing loan"), "category", feature=True, categories=("no", "yes")),
        Column("personal_loan", say("Personal loan"), "category", feature=True, categories=("no", "yes")),
        Column("phone", say("Phone"), "category", feature=True, categories=("cellular", "telephone", "unknown")),
        Column("calls_this_campaign", say("Calls in this campaign, this one included"), "number", say("calls"), 1, 1_000, feature=True, whole=True),
        Column("days_since_contact", say("Days since a call of an earlier campaign"), "number", say("days"), 0, 36_500, feature=True, whole=True),
        Column("calls_before", say("Calls in earlier campaigns"), "number", say("calls"), 0, 10_000, feature=True, whole=True),
        Column("previous_outcome", say("Outcome of the earlier campaign"), "category", feature=True, categories=("failure", "other", "success", "unknown")),
        Column("subscribed", say("Subscribed a term deposit"), "category", categories=("no", "yes")),
    ),
    assumptions=(
        Assumption("deposit_share", say("Share of the balance that becomes a deposit"), 0.25, 0.0, 1.0, say("of the balance"), MORO, "2014", "P", say("Clients whose balance is negative bring no deposit.")),
        Assumption("deposit_margin", say("Margin on a deposit"), 0.024633, 0.0, 0.20, say("per year"), MORO, "2014", "P", say("Interest margin of Portuguese banks on term deposits, one year.")),
        Assumption("contact_cost", say("Cost of a call"), 1.0, 0.0, 50.0, say("€ per call"), MORO, "2014", "P", say("Paid for each client called, whatever comes of it.")),
        Assumption("incentive", say("Welcome bonus"), 0.0, 0.0, 500.0, say("€ per bonus"), say("No source: the data knows of none"), "2026-11", "I", say("Paid only where it is redeemed.")),
        Assumption("redemption", say("Subscribers who redeem the bonus"), 1.0, 0.0, 1.0, say("of subscribers"), say("No source: ask marketing"), "2026-11", "I", ""),
        caused_share(1.0, say(
            "1 credits each subscription to the call, as the literature on this data does; clients who would have "
            "come by themselves lower it.")),
        Assumption("setup_cost", say("Setting up the campaign"), 0.0, 0.0, 1_000_000.0, say("€ per campaign"), say("No source: ask marketing"), "2026-11", "I", say("Paid once as soon as anybody is called.")),
        Assumption("budget", say("Budget for calls"), 2_000.0, 0.0, 10_000_000.0, say("€ per campaign"), say("No source: ask marketing"), "2026-11", "I", say("The point of the frontier that is marked."), group=say("Budget frontier")),
    ),
    tp=CELLS.tp,
    fp=CELLS.fp,
    tn=CELLS.tn,
    fn=CELLS.fn,
    measured_as="attributed",
    fixed_cost="setup_cost",
    words=Words(
        row=say("client"), rows=say("clients"), act=say("call"), leave=say("leave alone"), act_all=say("calling everybody"), act_none=say("calling nobody"),
        event_rows=say("subscribers"), other_rows=say("clients who did not subscribe"), acted=say("called"), left=say("left alone"), caution=CAUTION,
    ),
    data_note=say(
        "Bank Marketing, Moro, Cortez & Rita 2014, UCI 222 (doi 10.24432/C5K306), CC BY 4.0; 45,211 calls of a "
        "Portuguese bank in date order, May 2008 to November 2010."),
    calculators=CALCULATORS,
    notes={
        "Split": (
            say(
                "In time: the first 70 % of the calls (May 2008 to April 2009) train, the later ones (April 2009 to "
                "November 2010) are held out. Settings and the family are chosen on later periods of the training rows "
                "too.")
        ),
        "Left out": (
            say(
                "duration, the length of the call in seconds: nobody knows it before the call, and a call that ends in a "
                "sale is long; with it the AUC would read 0.90 on a random split. Month and day: in two and a half years "
                "no season comes back often enough to be learnt, and on a random split they give away which campaign a "
                "call belongs to.")
        ),
        "Metrics": (
            say(
                "What a random split hides: shuffled 70:30, the same inputs reach an AUC of 0.755 (logistic regression) "
                "and 0.775 (gradient boosting), 0.793 with month and day; on the later calls it is 0.644 and 0.653. The "
                "figures above are those of the later calls.")
        ),
        "Limits": (
            say(
                "5.8 % of the training calls led to a subscription and 25.4 % of the later ones: the bank came to call "
                "fewer and better chosen clients, and interest rates moved. Probabilities are therefore far too low for "
                "the later period until they are recalibrated. Each client here was called, so the file says nothing "
                "about those who would have subscribed by themselves.")
        ),
    },
)
