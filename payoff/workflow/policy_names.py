"""What the policies of a value ladder are called in a domain's words, on screen and in reports."""

from __future__ import annotations

from payoff.core.message import capital, say
from payoff.core.wording import decimal
from payoff.domains.term_sheet import Words
from payoff.workflow.decide import Decision


def name_policy(key: str, decision: Decision, words: Words) -> str:
    """A rung of the value ladder in the domain's words."""
    return {
        "none": capital(words.act_none),
        "all": capital(words.act_all),
        "today": say("Today's rule"),
        "threshold": say("One threshold, {used}", used=decimal(decision.threshold.used, 3)),
        "bayes": say("A threshold per {row}", row=words.row),
        "perfect": say("Perfect foresight"),
    }[key]
