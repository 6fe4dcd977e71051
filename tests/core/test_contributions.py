"""Splitting a difference: hand-worked shares, and what must hold of any."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.contributions import EXACT, round_parts, split_difference


def sum_of(worth):
    """Money to which every name adds its own, whatever the others are."""
    return lambda changed: sum(worth[name] for name in changed)


def test_independent_names_contribute_what_they_add():
    parts = split_difference(sum_of({"a": 3.0, "b": -5.0}), ["a", "b"])
    assert [(part.name, part.money, part.low, part.high) for part in parts] == [("b", -5.0, -5.0, -5.0), ("a", 3.0, 3.0, 3.0)]


def test_a_product_is_shared_and_its_order_effect_is_named():
    # Volume 10 to 20 and value 2 to 3: 20 becomes 60. Volume first adds 20, then value 20; value first adds 10, then volume 30.
    found = split_difference(lambda c: (20 if "volume" in c else 10) * (3 if "value" in c else 2), ["volume", "value"])
    parts = {part.name: part for part in found}
    assert (parts["volume"].money, parts["volume"].low, parts["volume"].high) == (25.0, 20.0, 30.0)
    assert (parts["value"].money, parts["value"].low, parts["value"].high) == (15.0, 10.0, 20.0)


def test_three_names_by_hand():
    # A glove game: "left" pairs with either "right"; Shapley values 2/3, 1/6, 1/6.
    worth = {part.name: part.money for part in split_difference(lambda c: float("left" in c and len(c) > 1), ["left", "right", "other"])}
    assert worth == pytest.approx({"left": 2 / 3, "right": 1 / 6, "other": 1 / 6})


def test_a_name_that_changes_nothing_contributes_exactly_nothing():
    parts = {part.name: part for part in split_difference(lambda c: 0.1 * len(c - {"idle"}), ["idle", "a", "b"])}
    assert (parts["idle"].money, parts["idle"].low, parts["idle"].high) == (0.0, 0.0, 0.0)


def test_no_names_split_nothing():
    assert split_difference(lambda _: 1.0, []) == ()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=EXACT + 4), st.floats(-2, 2))
def test_shares_add_up_to_the_difference_and_to_the_cent_once_rounded(worth, together):
    names = [f"n{at}" for at in range(len(worth))]

    def evaluate(changed):
        # Each alone, and each pair together.
        own = [worth[at] for at, name in enumerate(names) if name in changed]
        return math.fsum(own) + together * math.sqrt(abs(math.fsum(own))) * len(own)

    difference = evaluate(frozenset(names)) - evaluate(frozenset())
    parts = split_difference(evaluate, names)
    assert math.fsum(part.money for part in parts) == pytest.approx(difference, rel=1e-9, abs=1e-6)
    assert all(part.low - 1e-6 <= part.money <= part.high + 1e-6 for part in parts)
    cents = round_parts([part.money for part in parts], round(100 * difference))
    assert sum(cents) == round(100 * difference)
    assert all(abs(cent - 100 * part.money) < 2 for cent, part in zip(cents, parts, strict=True))


@settings(max_examples=60)
@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=12), st.floats(-1e6, 1e6))
def test_cents_go_to_none_that_is_nothing(thousandths, start):
    parts = [part / 1000 for part in thousandths]
    total = round(100 * (start + math.fsum(parts))) - round(100 * start)
    cents = round_parts([0.0, *parts], total)
    assert sum(cents) == total
    assert cents[0] == 0


def test_parts_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="add up to 100"):
        round_parts([1.0], 200)
    with pytest.raises(ValueError, match="not to 1"):
        round_parts([], 1)
