"""The sentences beside the figures that say what to do, from the records alone; plain text, never markup."""

from __future__ import annotations

import math

from payoff.core.calibration import CalibrationLine
from payoff.core.message import Message, capital, say
from payoff.domains.term_sheet import TermSheet, Words
from payoff.ui.format import count, cut, decimal, money, money_range, percent
from payoff.workflow.decide import Capacity, Decision, Judgement
from payoff.workflow.models import Comparison

UNSURE = (5, 95)
"""Wins in 100 resamples between which nothing is proven; the verdict draws the same lines."""

CALLS = {"deploy": "Deploy", "dont": "Don't deploy", "not_proven": "Not proven"}


BASES = {"measured": say("measured"), "expected": say("expected"), "attributed": say("attributed"), "incremental": say("incremental")}
"""What stands beside every sum of money: how it is known."""


def say_basis(basis: str) -> Message:
    """How money is known, in a word."""
    return BASES[basis]


def name_policy(key: str, decision: Decision, words: Words) -> str:
    """A rung of the value ladder in the domain's words."""
    return {
        "none": capital(words.act_none),
        "all": capital(words.act_all),
        "today": "Today's rule",
        "threshold": f"One threshold, {cut(decision.threshold.used)}",
        "bayes": f"A threshold per {words.row}",
        "perfect": "Perfect foresight",
    }[key]


def name_baseline(decision: Decision, words: Words) -> str:
    """The best policy without a model, inside a sentence."""
    return {"none": words.act_none, "all": words.act_all, "today": "today's rule"}[decision.ladder.best_trivial.key]


def say_rule(decision: Decision, words: Words) -> str:
    """The rule in use: "Decline from 0.16 on"."""
    used = decision.threshold.used
    if math.isinf(used):
        return f"{capital(words.act)} {'nobody' if used > 0 else 'everybody'}"
    return f"{capital(words.act)} from {cut(used)} on"


def say_verdict(decision: Decision, judgement: Judgement, sheet: TermSheet) -> tuple[str, str, str]:
    """The verdict in one or two words, the finding, and how sure it is."""
    worth = _say_worth(decision, judgement, sheet.words)
    if decision.basis == "expected":
        return "Expected only", worth, _say_why_expected(sheet)
    if judgement.verdict is None:
        return "No verdict", worth, judgement.missing.get("verdict", "Nothing in this file can settle it.")
    verdict = judgement.verdict
    wins = f"{round(verdict.difference.probability * 100)} of 100 resamples"
    tested = _say_tested(sheet)
    if verdict.call == "deploy":
        return CALLS["deploy"], worth, f"The model won in {wins}, {tested}."
    if verdict.call == "dont":
        return (
            CALLS["dont"],
            f"{capital(name_baseline(decision, sheet.words))} is the better rule.",
            f"The model won in only {wins}, {tested}.",
        )
    opening = "But the model won in only" if decision.model_value > 0 else "The model won in"
    return CALLS["not_proven"], worth, f"{opening} {wins}, {tested}.{_say_more(judgement)}"


def _say_tested(sheet: TermSheet) -> str:
    """What each resample did; where the threshold is a preference, none is chosen, so no row need be held back."""
    if sheet.searched:
        return f"each with the threshold chosen afresh and scored on {sheet.words.rows} held back"
    return "each at the threshold in use, which is a preference and is not searched"


def say_ladder(decision: Decision, words: Words) -> str:
    """What the rule in use adds, and what is left to gain."""
    base, best = decision.ladder.best_trivial, decision.ladder.get("perfect")
    gain, against = decision.model_value, name_baseline(decision, words)
    if gain < 0:
        return f"Prefer {against}: the threshold in use earns {money(-gain, decision.currency)} less."
    first = f"The threshold in use earns {money(gain, decision.currency)} more than {against}"
    if best is None or best.value <= base.value:
        return f"{first}."
    return f"{first}: {percent(gain / (best.value - base.value))} of what perfect foresight would add."


def say_curve(decision: Decision, words: Words) -> str:
    """Which threshold to use, and how far to trust the searched one."""
    choice = decision.threshold
    first = f"{say_rule(decision, words)}: {count(decision.confusion.acted)} of {count(decision.rows)} {words.rows}."
    if choice.searched is None or choice.searched_value is None:
        return first
    above = choice.searched_value - decision.confusion.value
    if above <= 0:
        return f"{first} No other threshold earned more on these rows."
    more = f"{cut(choice.searched)} earned {money(above, decision.currency)} more"
    return f"{first} {more}, but was picked with these outcomes in hand: do not count on it."


def say_optimism(decision: Decision, judgement: Judgement) -> str:
    """How much of the searched threshold's lead is luck."""
    optimism = judgement.optimism
    if optimism is None:
        return judgement.missing.get("optimism", "")
    reach = f"{cut(optimism.low)} to {cut(optimism.high)}"
    over = money(optimism.money, decision.currency)
    return f"The best threshold found on a file like this overstates its value by {over} on average; 90 % of resamples put it at {reach}."


def say_outcome(name: str, decision: Decision, words: Words) -> tuple[str, str]:
    """One outcome as a product and its money: ("12 defaulters lent to × −DM 4.10 k", "−DM 49.2 k")."""
    cell = getattr(decision.confusion, name)
    rows = words.event_rows if name in ("tp", "fn") else words.other_rows
    done = (words.acted or words.act) if name in ("tp", "fp") else (words.left or words.leave)
    about = "about " if decision.basis == "expected" else ""
    each = "" if cell.each is None else f" × {money(cell.each, decision.currency)}"
    return f"{about}{count(cell.count)} {rows} {done}{each}", money(cell.money, decision.currency)


def say_capacity(capacity: Capacity, decision: Decision, words: Words) -> str:
    """What the room for acting brings, and what one more would."""
    gain = f"worth {money(capacity.gain, decision.currency)} above {words.act_none}"
    best = f"{words.act} the {count(capacity.acted)} {words.rows} where it pays most"
    first = f"With room for {count(capacity.most)}, {best}: {gain} ({decision.basis})."
    if capacity.shadow_price == 0:
        return f"{first} More room would bring nothing."
    return f"{first} Room for one more would bring {money(capacity.shadow_price, decision.currency)} (expected)."


def say_calibration(line: CalibrationLine | None, error: float, sheet: TermSheet) -> str:
    """Whether the probabilities keep their word, and what to do when they do not."""
    first = f"Promised and seen {sheet.event} differ by {percent(error)} on average."
    if line is None:
        return first
    if line.slope > 1.1:
        return f"{first} The model is too timid (slope {decimal(line.slope)}): real probabilities lie further apart than it says."
    if line.slope < 0.9:
        return f"{first} The model is too bold (slope {decimal(line.slope)}): calibrate it again before trusting the threshold."
    return f"{first} The slope is {decimal(line.slope)}, near 1: the threshold can be taken as it is."


def say_spread(threshold: float, acted: int, rows: int, sheet: TermSheet) -> str:
    """What the threshold does with the scores."""
    share = percent(acted / rows)
    if math.isinf(threshold):
        return f"Under the present values no threshold separates: {sheet.words.act_none if threshold > 0 else sheet.words.act_all} pays."
    return f"{capital(sheet.words.act)} the {count(acted)} of {count(rows)} {sheet.words.rows} ({share}) to the right of {cut(threshold)}."


def say_contest(comparison: Comparison, sheet: TermSheet) -> str:
    """Which of two models to use, and how sure that is."""
    wins, lead = round(comparison.probability * 100), money(abs(comparison.difference), comparison.currency)
    where = f"on these {count(comparison.rows)} {sheet.words.rows}"
    if UNSURE[0] < wins < UNSURE[1]:
        ahead = "champion" if comparison.difference >= 0 else "challenger"
        return f"Not proven: the {ahead} earns {lead} more {where}, but the champion leads in {wins} of 100 resamples."
    better, worse = ("champion", "challenger") if wins >= UNSURE[1] else ("challenger", "champion")
    return f"Use the {better}: it earns {lead} more than the {worse} {where}."


def _say_worth(decision: Decision, judgement: Judgement, words: Words) -> str:
    gain, against = decision.model_value, name_baseline(decision, words)
    reach = "" if judgement.in_use is None else f" ({money_range(judgement.in_use.low, judgement.in_use.high, decision.currency)})"
    compared = f"{money(abs(gain), decision.currency)} {'more' if gain >= 0 else 'less'} than {against}"
    return f"{say_rule(decision, words)}: worth {compared} on these {count(decision.rows)} {words.rows}, {decision.basis}{reach}."


def _say_more(judgement: Judgement) -> str:
    extra = judgement.verdict.extra_outcomes if judgement.verdict else None
    return "" if extra is None else f" About {count(extra)} more outcomes would settle it."


def _say_why_expected(sheet: TermSheet) -> str:
    return (
        f"This holds if the probabilities do. The file does not say how its {sheet.words.rows} turned out, so nothing is measured: "
        f"add the column {sheet.outcome!r} for a verdict."
    )
