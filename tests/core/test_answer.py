"""An answer is a number or a reason, never neither, never both."""

from __future__ import annotations

import math

import pytest

from payoff.core.answer import Answer, quotient, undefined


def test_a_number_and_a_reason_exclude_each_other() -> None:
    with pytest.raises(ValueError, match="either"):
        Answer(1.0, "and a reason")
    with pytest.raises(ValueError, match="either"):
        Answer(None)
    with pytest.raises(ValueError, match="no answer"):
        Answer(math.nan)


def test_a_division_by_nothing_is_undefined() -> None:
    assert quotient(1.0, 4.0, reason="no rows") == Answer(0.25)
    assert quotient(1.0, 0.0, reason="no rows") == undefined("no rows")
