"""Retail: which customers to contact, when the event is a purchase in the next 180 days."""

from __future__ import annotations

from payoff.core.message import say
from payoff.domains.contact import CAUTION, caused_share, contact_cells, order_margin
from payoff.domains.retail_calculators import CALCULATORS
from payoff.domains.term_sheet import Assumption, Column, TermSheet, Words

VERBRAKEN = "Verbraken, Verbeke & Baesens 2013, a novel profit maximizing metric for measuring classification performance of customer churn prediction models"
CELLS = contact_cells(order_margin, say("a purchase"))

TERM_SHEET = TermSheet(
    key="retail",
    place=3,
    title=say("Retail"),
    question=say("Contact this customer?"),
    event=say("purchase"),
    outcome="bought",
    event_value="yes",
    other_value="no",
    currency="$",
    identifier="customer_id",
    columns=(
        Column("customer_id", say("Customer"), "text"),
        Column("orders", say("Orders so far"), "number", say("orders"), 1, 100_000, feature=True, whole=True),
        Column("units", say("Units so far"), "number", say("units"), 0, 1_000_000, feature=True, whole=True),
        Column("spend", say("Spend so far"), "number", "$", 0, 10_000_000, feature=True),
        Column("average_order", say("Average order"), "number", "$", 0, 1_000_000, feature=True, money=True, missing=False),
        Column("largest_order", say("Largest order"), "number", "$", 0, 1_000_000, feature=True),
        Column("first_order", say("First order"), "number", "$", 0, 1_000_000),
        Column("recency_days", say("Days since the last order"), "number", say("days"), 0, 36_500, feature=True, whole=True),
        Column("tenure_days", say("Days since the first order"), "number", say("days"), 0, 36_500, feature=True, whole=True),
        Column("orders_90d", say("Orders in the last 90 days"), "number", say("orders"), 0, 100_000, feature=True, whole=True),
        Column("spend_90d", say("Spend in the last 90 days"), "number", "$", 0, 10_000_000, feature=True),
        Column("orders_180d", say("Orders in the next 180 days"), "number", say("orders"), 0, 100_000, whole=True),
        Column("revenue_180d", say("Revenue of the next 180 days"), "number", "$", 0, 10_000_000),
        Column("bought", say("Bought in the next 180 days"), "category", categories=("no", "yes")),
    ),
    assumptions=(
        Assumption("margin", say("Gross margin"), 0.40, 0.0, 1.0, say("of revenue"), say("No source: ask finance"), "2026-11", "I", say("What is left of revenue after the goods sold.")),
        Assumption(
            "orders_if_buys", say("Orders of a buyer in 180 days"), 2.32, 1.0, 50.0, say("orders"), "CDNOW, the 3,669 buyers among the 14,142 training customers", "1998-03", "E",
            say("Together with a customer's own average order it says what a purchase is worth."),
        ),
        Assumption("contact_cost", say("Cost of a contact"), 0.68, 0.0, 50.0, say("$ per contact"), "KDD Cup 1998, cost of one mailing", "1998", "P", say("Paid for each customer contacted, whatever comes of it.")),
        Assumption("incentive", say("Incentive"), 5.0, 0.0, 500.0, say("$ per redemption"), say("No source: ask marketing"), "2026-11", "I", say("Discount or voucher; paid only where it is redeemed.")),
        Assumption("redemption", say("Buyers who redeem the incentive"), 0.15, 0.0, 1.0, say("of buyers"), say("No source: ask marketing"), "2026-11", "I", say("Customers who would have bought anyway redeem it too.")),
        caused_share(
            0.10,
            say(
                "In a public randomised e-mail test (Hillstrom 2008, the mailing for men) about half of the orders "
                "within two weeks were caused by it; within 180 days far fewer are."),
        ),
        Assumption("setup_cost", say("Setting up the campaign"), 200.0, 0.0, 1_000_000.0, say("$ per campaign"), say("No source: ask marketing"), "2026-11", "I", say("Paid once as soon as anybody is contacted.")),
        Assumption("budget", say("Budget for contacts"), 1_000.0, 0.0, 10_000_000.0, say("$ per campaign"), say("No source: ask marketing"), "2026-11", "I", say("The point of the frontier that is marked."), group=say("Budget frontier")),
        Assumption("discount_rate", say("Discount rate"), 0.15, 0.0, 1.0, say("per year"), "Fader, Hardie & Lee 2005, RFM and CLV: using iso-value curves", "2005", "P", say("Makes the margin of later years smaller."), group=say("Lifetime value")),
        Assumption("retention", say("Retention, contractual customers"), 0.80, 0.0, 0.99, say("of customers a year"), "Gupta & Lehmann 2003, customers as assets", "2003", "P", say("Share of them that stays from one year to the next."), group=say("Lifetime value")),
        Assumption("churn_clv", say("Lifetime value of a customer kept"), 200.0, 0.0, 100_000.0, say("$ per customer"), VERBRAKEN, "2013", "P", say("Telecommunication, euros in the paper."), group=say("Churn profit")),
        Assumption("churn_incentive", say("Retention offer"), 10.0, 0.0, 10_000.0, say("$ per acceptance"), VERBRAKEN, "2013", "P", say("Paid where the offer is accepted."), group=say("Churn profit")),
        Assumption("churn_contact", say("Cost of a retention contact"), 1.0, 0.0, 1_000.0, say("$ per contact"), VERBRAKEN, "2013", "P", say("Paid for each customer who gets the offer."), group=say("Churn profit")),
        Assumption("accept_alpha", say("Acceptance of the offer, α of a Beta"), 6.0, 0.1, 1_000.0, say("shape"), VERBRAKEN, "2013", "P", say("With β = 14 three in ten would-be churners accept."), group=say("Churn profit")),
        Assumption("accept_beta", say("Acceptance of the offer, β of a Beta"), 14.0, 0.1, 1_000.0, say("shape"), VERBRAKEN, "2013", "P", say("With α = 6 three in ten would-be churners accept."), group=say("Churn profit")),
    ),
    tp=CELLS.tp,
    fp=CELLS.fp,
    tn=CELLS.tn,
    fn=CELLS.fn,
    measured_as="attributed",
    fixed_cost="setup_cost",
    words=Words(
        row=say("customer"), rows=say("customers"), act=say("contact"), leave=say("leave alone"), act_all=say("contacting everybody"), act_none=say("contacting nobody"),
        event_rows=say("buyers"), other_rows=say("customers who did not buy"), acted=say("contacted"), left=say("left alone"), caution=CAUTION,
    ),
    data_note=(
        say(
            "CDNOW, all purchases to 30 June 1998 of the 23,570 customers who first bought in January to March 1997 "
            "(Fader & Hardie); no formal licence on the original, redistributed for years in packages under MIT and "
            "GPL-3.")
    ),
    calculators=CALCULATORS,
    notes={
        "Split": (
            say(
                "By customer: 60 % train, 40 % are held out, all at the cut of 1 October 1997. The alternative, training "
                "the same customers at an earlier cut, was tried: on 1 April 1997 nobody had been a customer for more "
                "than 90 days, and a model from there ranks about as well six months later (AUC 0.766 against 0.772) but "
                "expects 30.9 % buyers where 25.7 % came. The price of splitting by customer is that all share one "
                "calendar: a change of season is not tested by it. data/retail_drift.csv holds the held-out customers a "
                "quarter later for that.")
        ),
        "Left out": (
            say(
                "orders_180d and revenue_180d are outcomes and reach neither model nor decision. Features use purchases "
                "strictly before the cut, the outcome those of the 180 days from the cut on. first_order serves lifetime "
                "value alone.")
        ),
        "Limits": (
            say(
                "One cohort of one shop, won in the first quarter of 1997; whom it contacted is unknown, so nothing here "
                "measures what a contact causes. A purchase is valued at the customer's own average order times the "
                "orders of an average buyer, which counts about 10 % less revenue than buyers brought.")
        ),
    },
)
