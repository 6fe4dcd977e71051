"""What contacting a customer is worth: cells shared by the domains where acting is contacting.

A purchase after a contact is not a purchase because of it. `caused` is the share that would not have come without the
contact; only a random control group can measure it. At 1 every response is credited to the contact, which is
attribution, not increment (Radcliffe 2007). Contact cost is paid on contact, incentive cost on acceptance.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from payoff.core.campaign import Campaign, campaign_values
from payoff.core.message import capital, say
from payoff.domains.term_sheet import Assumption, Cell, Money, Rows, Settings

Worth = Callable[[Rows, Settings], Money]
"""What a response is worth to the business per row, before any cost of the contact."""

CAUTION = (
    say(
        "Responses are attributed to the contact, not proven to be caused by it: the share caused is an "
        "assumption until a random control group measures it.")
)


@dataclass(frozen=True)
class ContactCells:
    """The four cells of one domain; `tp` and `fp` hold when contacting, `fn` and `tn` when not."""

    tp: Cell
    fp: Cell
    tn: Cell
    fn: Cell


def order_margin(rows: Rows, a: Settings) -> Money:
    """Margin of a buyer over the horizon, (n,): the customer's own average order times the orders a buyer makes."""
    return a["margin"] * a["orders_if_buys"] * rows["average_order"]


def deposit_margin(rows: Rows, a: Settings) -> Money:
    """Margin of a term deposit over one year, (n,): a share of the client's balance; no deposit comes from a debt."""
    return a["deposit_margin"] * a["deposit_share"] * np.maximum(rows["balance"], 0.0)


def read_campaign(a: Settings) -> Campaign:
    """The campaign's costs out of the settings."""
    return Campaign(contact=a["contact_cost"], incentive=a["incentive"], redemption=a["redemption"], fixed=a["setup_cost"])


def contact_cells(worth: Worth, response: str) -> ContactCells:
    """The cells for responses worth `worth`; `response` names one in the sentences ("a purchase")."""

    def responded(rows: Rows, a: Settings) -> Money:
        return campaign_values(read_campaign(a), a["caused"] * worth(rows, a)).tp

    def silent(rows: Rows, a: Settings) -> Money:
        return -a["contact_cost"]

    def left_alone(rows: Rows, a: Settings) -> Money:
        return 0.0

    credit = say("earns the caused share of its margin, less the contact and the incentive where it is redeemed")
    return ContactCells(
        tp=Cell(responded, say("{what} after a contact {credit}.", what=capital(response), credit=credit), r"\kappa\,W - \rho\,d - k"),
        fp=Cell(silent, say("A contact that leads to nothing costs the contact; no incentive is redeemed."), r"-k"),
        tn=Cell(left_alone, say("Nobody was contacted and nothing came of it."), r"0"),
        fn=Cell(left_alone, say("{what} that comes without a contact is not the campaign's: it counts in no policy.", what=capital(response)), r"0"),
    )


def caused_share(default: float, help_text: str) -> Assumption:
    """The assumption on attribution, whose default no source can give for another business."""
    return Assumption(
        "caused", say("Share of responses caused by the contact"), default, 0.0, 1.0, say("of responses"),
        say("No source: a random control group measures it"), "2026-11", "I", help_text,
    )
