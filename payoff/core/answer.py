"""An answer that may not exist: a number, or the reason why there is none."""

from __future__ import annotations

import math
from dataclasses import dataclass

from payoff.core.message import say


@dataclass(frozen=True)
class Answer:
    """A finite number, or None with the reason in words; exactly one of the two is present."""

    value: float | None
    reason: str | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.reason is None):
            raise ValueError(say("An answer is either a number without a reason, or a reason without a number."))
        if self.value is not None and not math.isfinite(self.value):
            raise ValueError(say("{value} is no answer: give the reason why the number is undefined instead.", value=self.value))

    def to_plain(self) -> float | dict[str, object]:
        """The number alone, or the reason beside an empty value, as JSON holds them."""
        return {"value": None, "reason": self.reason} if self.value is None else self.value


def undefined(reason: str) -> Answer:
    """No number, and why."""
    return Answer(None, reason)


def quotient(numerator: float, denominator: float, *, reason: str) -> Answer:
    """Divide, or say `reason` where the denominator is zero."""
    return Answer(numerator / denominator) if denominator != 0 else undefined(reason)
