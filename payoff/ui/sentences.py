"""The one sentence beside each figure that says what to do with it, from the records alone; plain text, never markup."""

from __future__ import annotations

from payoff.domains.term_sheet import Words
from payoff.ui.format import count, decimal, money, percent
from payoff.workflow.decide import Capacity, Decision


def name_policy(key: str, decision: Decision, words: Words) -> str:
    """A rung of the value ladder in the domain's words."""
    return {
        "none": capital(words.act_none),
        "all": capital(words.act_all),
        "today": "Today's rule",
        "threshold": f"One threshold, {decimal(decision.threshold.used)}",
        "bayes": f"A threshold per {words.row}",
        "perfect": "Perfect foresight",
    }[key]


def say_ladder(decision: Decision, words: Words) -> str:
    """What the rule in use adds, and what is left to gain."""
    base, best = decision.ladder.best_trivial, decision.ladder.get("perfect")
    gain = decision.model_value
    against = _lower(name_policy(base.key, decision, words))
    if gain <= 0:
        first = f"Keep {against}: the threshold in use earns {money(-gain, decision.currency)} less."
    else:
        first = f"The threshold in use earns {money(gain, decision.currency)} more than {against}."
    if best is None or best.value <= decision.confusion.value:
        return first
    reach = gain / (best.value - base.value) if best.value > base.value else 0.0
    left = money(best.value - decision.confusion.value, decision.currency)
    return f"{first} That is {percent(max(reach, 0.0))} of what perfect foresight would add; {left} stays out of reach."


def say_curve(decision: Decision, words: Words) -> str:
    """Which threshold to use, and how far to trust the searched one."""
    choice, currency = decision.threshold, decision.currency
    first = f"{capital(words.act)} at {decimal(choice.used)} and above: {count(decision.confusion.acted)} of {count(decision.rows)} {words.rows}."
    if choice.kind == "chosen":
        first = f"{first} The values alone say {decimal(choice.bayes)}."
    if choice.searched is None or choice.searched_value is None:
        return first
    above = choice.searched_value - decision.confusion.value
    if above <= 0:
        return f"{first} No other threshold earned more on these rows."
    return f"{first} {decimal(choice.searched)} earned {money(above, currency)} more here, but it was picked with these outcomes in hand: do not count on it."


def say_outcome(name: str, decision: Decision, words: Words) -> tuple[str, str]:
    """One outcome as a product and its money: ("12 defaulters lent to × −DM 4.10 k", "−DM 49.2 k")."""
    cell = getattr(decision.confusion, name)
    rows = words.event_rows if name in ("tp", "fn") else words.other_rows
    done = (words.acted or words.act) if name in ("tp", "fp") else (words.left or words.leave)
    return f"{count(cell.count)} {rows} {done} × {money(cell.each, decision.currency)}", money(cell.money, decision.currency)


def say_capacity(capacity: Capacity, decision: Decision, words: Words) -> str:
    """What the room for acting brings, and what one more would."""
    first = f"With room for {count(capacity.most)}, {words.act} the {count(capacity.acted)} {words.rows} where it pays most: worth {money(capacity.gain, decision.currency)} above {words.act_none}."
    if capacity.shadow_price is None:
        return f"{first} No {words.row} pays for acting."
    if capacity.shadow_price == 0:
        return f"{first} More room would bring nothing: there is enough."
    return f"{first} One more would bring {money(capacity.shadow_price, decision.currency)} (expected)."


def capital(text: str) -> str:
    """First letter upper case, the rest as it is."""
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
