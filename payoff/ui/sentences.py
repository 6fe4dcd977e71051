"""The sentences beside the figures that say what to do, from the records alone; plain text, never markup."""

from __future__ import annotations

import math

from payoff.core.calibration import CalibrationLine
from payoff.core.message import capital, join, say
from payoff.core.wording import say_basis
from payoff.domains.term_sheet import TermSheet, Words
from payoff.ui.format import count, cut, decimal, money, money_range, percent
from payoff.workflow.decide import Capacity, Decision, Judgement
from payoff.workflow.models import Comparison

UNSURE = (5, 95)
"""Wins in 100 resamples between which nothing is proven; the verdict draws the same lines."""

CHAMPION, CHALLENGER = say("champion"), say("challenger")
CALLS = {"deploy": say("Deploy"), "dont": say("Don't deploy"), "not_proven": say("Not proven")}


def name_baseline(decision: Decision, words: Words) -> str:
    """The best policy without a model, inside a sentence."""
    return {"none": words.act_none, "all": words.act_all, "today": say("today's rule")}[decision.ladder.best_trivial.key]


def say_rule(decision: Decision, words: Words) -> str:
    """The rule in use: "Decline from 0.16 on"."""
    used = decision.threshold.used
    if math.isinf(used):
        return say("{act} nobody", act=capital(words.act)) if used > 0 else say("{act} everybody", act=capital(words.act))
    return say("{act} from {used} on", act=capital(words.act), used=cut(used))


def say_verdict(decision: Decision, judgement: Judgement, sheet: TermSheet) -> tuple[str, str, str]:
    """The verdict in one or two words, the finding, and how sure it is."""
    worth = _say_worth(decision, judgement, sheet.words)
    if decision.basis == "expected":
        return say("Expected only"), worth, _say_why_expected(sheet)
    if judgement.verdict is None:
        return say("No verdict"), worth, judgement.missing.get("verdict", say("Nothing in this file can settle it."))
    verdict = judgement.verdict
    wins = say("{won} of 100 resamples", won=round(verdict.difference.probability * 100))
    tested = _say_tested(sheet)
    if verdict.call == "deploy":
        return CALLS["deploy"], worth, say("The model won in {wins}, {tested}.", wins=wins, tested=tested)
    if verdict.call == "dont":
        return (
            CALLS["dont"],
            say("{baseline} is the better rule.", baseline=capital(name_baseline(decision, sheet.words))),
            say("The model won in only {wins}, {tested}.", wins=wins, tested=tested),
        )
    if decision.model_value > 0:
        won = say("But the model won in only {wins}, {tested}.", wins=wins, tested=tested)
    else:
        won = say("The model won in {wins}, {tested}.", wins=wins, tested=tested)
    return CALLS["not_proven"], worth, join([won, _say_more(judgement)])


def _say_tested(sheet: TermSheet) -> str:
    """What each resample did; where the threshold is a preference, none is chosen, so no row need be held back."""
    if sheet.searched:
        return say("each with the threshold chosen afresh and scored on {rows} held back", rows=sheet.words.rows)
    return say("each at the threshold in use, which is a preference and is not searched")


def say_ladder(decision: Decision, words: Words) -> str:
    """What the rule in use adds, and what is left to gain."""
    base, best = decision.ladder.best_trivial, decision.ladder.get("perfect")
    gain, against = decision.model_value, name_baseline(decision, words)
    if gain < 0:
        return say("Prefer {against}: the threshold in use earns {gain} less.", against=against, gain=money(-gain, decision.currency))
    first = say("The threshold in use earns {gain} more than {against}", gain=money(gain, decision.currency), against=against)
    if best is None or best.value <= base.value:
        return say("{first}.", first=first)
    return say("{first}: {share} of what perfect foresight would add.", first=first, share=percent(gain / (best.value - base.value)))


def say_curve(decision: Decision, words: Words) -> str:
    """Which threshold to use, and how far to trust the searched one."""
    choice = decision.threshold
    first = say(
        "{rule}: {acted} of {n} {rows}.",
        rule=say_rule(decision, words),
        acted=count(decision.confusion.acted),
        n=count(decision.rows),
        rows=words.rows,
    )
    if choice.searched is None or choice.searched_value is None:
        return first
    above = choice.searched_value - decision.confusion.value
    if above <= 0:
        return say("{first} No other threshold earned more on these rows.", first=first)
    more = say("{searched} earned {above} more", searched=cut(choice.searched), above=money(above, decision.currency))
    return say("{first} {more}, but was picked with these outcomes in hand: do not count on it.", first=first, more=more)


def say_optimism(decision: Decision, judgement: Judgement) -> str:
    """How much of the searched threshold's lead is luck."""
    optimism = judgement.optimism
    if optimism is None:
        return judgement.missing.get("optimism", "")
    reach = say("{low} to {high}", low=cut(optimism.low), high=cut(optimism.high))
    over = money(optimism.money, decision.currency)
    return say(
        "The best threshold found on a file like this overstates its value by {over} on average; 90 % of resamples put it at {reach}.",
        over=over,
        reach=reach,
    )


def say_outcome(name: str, decision: Decision, words: Words) -> tuple[str, str]:
    """One outcome as a product and its money: ("12 defaulters lent to × −DM 4.10 k", "−DM 49.2 k")."""
    cell = getattr(decision.confusion, name)
    rows = words.event_rows if name in ("tp", "fn") else words.other_rows
    done = (words.acted or words.act) if name in ("tp", "fp") else (words.left or words.leave)
    product = say("{n} {rows} {done}", n=count(cell.count), rows=rows, done=done)
    if decision.basis == "expected":
        product = say("about {product}", product=product)
    if cell.each is not None:
        product = say("{product} × {each}", product=product, each=money(cell.each, decision.currency))
    return product, money(cell.money, decision.currency)


def say_capacity(capacity: Capacity, decision: Decision, words: Words) -> str:
    """What the room for acting brings, and what one more would."""
    gain = say("worth {gain} above {act_none}", gain=money(capacity.gain, decision.currency), act_none=words.act_none)
    best = say("{act} the {acted} {rows} where it pays most", act=words.act, acted=count(capacity.acted), rows=words.rows)
    first = say(
        "With room for {most}, {best}: {gain} ({basis}).", most=count(capacity.most), best=best, gain=gain, basis=say_basis(decision.basis)
    )
    if capacity.shadow_price == 0:
        return say("{first} More room would bring nothing.", first=first)
    return say(
        "{first} Room for one more would bring {more} (expected).",
        first=first,
        more=money(capacity.shadow_price, decision.currency),
    )


def say_calibration(line: CalibrationLine | None, error: float, sheet: TermSheet) -> str:
    """Whether the probabilities keep their word, and what to do when they do not."""
    first = say("Promised and seen {event} differ by {error} on average.", event=sheet.event, error=percent(error))
    if line is None:
        return first
    if line.slope > 1.1:
        return say(
            "{first} The model is too timid (slope {slope}): real probabilities lie further apart than it says.",
            first=first,
            slope=decimal(line.slope),
        )
    if line.slope < 0.9:
        return say(
            "{first} The model is too bold (slope {slope}): calibrate it again before trusting the threshold.",
            first=first,
            slope=decimal(line.slope),
        )
    return say("{first} The slope is {slope}, near 1: the threshold can be taken as it is.", first=first, slope=decimal(line.slope))


def say_spread(threshold: float, acted: int, rows: int, sheet: TermSheet) -> str:
    """What the threshold does with the scores."""
    share = percent(acted / rows)
    if math.isinf(threshold):
        return say(
            "Under the present values no threshold separates: {rule} pays.",
            rule=sheet.words.act_none if threshold > 0 else sheet.words.act_all,
        )
    return say(
        "{act} the {acted} of {n} {rows} ({share}) to the right of {threshold}.",
        act=capital(sheet.words.act),
        acted=count(acted),
        n=count(rows),
        rows=sheet.words.rows,
        share=share,
        threshold=cut(threshold),
    )


def say_contest(comparison: Comparison, sheet: TermSheet) -> str:
    """Which of two models to use, and how sure that is."""
    wins, lead = round(comparison.probability * 100), money(abs(comparison.difference), comparison.currency)
    where = say("on these {n} {rows}", n=count(comparison.rows), rows=sheet.words.rows)
    if UNSURE[0] < wins < UNSURE[1]:
        ahead = CHAMPION if comparison.difference >= 0 else CHALLENGER
        return say(
            "Not proven: the {ahead} earns {lead} more {where}, but the champion leads in {wins} of 100 resamples.",
            ahead=ahead,
            lead=lead,
            where=where,
            wins=wins,
        )
    better, worse = (CHAMPION, CHALLENGER) if wins >= UNSURE[1] else (CHALLENGER, CHAMPION)
    return say("Use the {better}: it earns {lead} more than the {worse} {where}.", better=better, lead=lead, worse=worse, where=where)


def _say_worth(decision: Decision, judgement: Judgement, words: Words) -> str:
    gain, against = decision.model_value, name_baseline(decision, words)
    reach: str = ""
    if judgement.in_use is not None:
        reach = say(" ({range})", range=money_range(judgement.in_use.low, judgement.in_use.high, decision.currency))
    more = money(abs(gain), decision.currency)
    compared = say("{gain} more than {against}", gain=more, against=against)
    if gain < 0:
        compared = say("{gain} less than {against}", gain=more, against=against)
    return say(
        "{rule}: worth {compared} on these {n} {rows}, {basis}{reach}.",
        rule=say_rule(decision, words),
        compared=compared,
        n=count(decision.rows),
        rows=words.rows,
        basis=say_basis(decision.basis),
        reach=reach,
    )


def _say_more(judgement: Judgement) -> str:
    extra = judgement.verdict.extra_outcomes if judgement.verdict else None
    return "" if extra is None else say("About {extra} more outcomes would settle it.", extra=count(extra))


def _say_why_expected(sheet: TermSheet) -> str:
    if not sheet.outcome:
        return say(
            "This holds if the probabilities do. The file does not say how its {rows} turned out, so nothing is measured: bring one that "
            "does, and name the column, for a verdict.",
            rows=sheet.words.rows,
        )
    return say(
        "This holds if the probabilities do. The file does not say how its {rows} turned out, so nothing is "
        "measured: add the column {outcome!r} for a verdict.",
        rows=sheet.words.rows,
        outcome=sheet.outcome,
    )
