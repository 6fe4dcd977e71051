"""Checks on typed rows: what is missing, infinite, out of range, not whole, or unknown to the model."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from payoff.core.message import say
from payoff.domains.encoding import all_known, plain_words
from payoff.intake.contract import Contract, Expected
from payoff.intake.findings import Findings, Rows, Rule
from payoff.intake.numbers import MISSING_WORDS
from payoff.intake.problems import ROWS_SHOWN, VALUES_SHOWN
from payoff.intake.typed import Typed, Unreadable

Mask = npt.NDArray[np.bool_]
Values = npt.NDArray[np.float64]

NOTHING_UNREADABLE = Unreadable(np.array([], dtype=np.int64), [])


def check_rows(typed: Typed, contract: Contract, findings: Findings) -> None:
    """Enter into `findings` what breaks `contract`: unreadable cells, then values."""
    for name in typed.rows.schema.names:
        expected = contract.expect(name)
        if expected is not None and expected.kind == "number":
            unreadable = typed.unreadable.get(name, NOTHING_UNREADABLE)
            if len(unreadable.rows):
                findings.reject(_text_in_number(expected), unreadable.rows, values=unreadable.values)
            _check_numbers(typed.rows.column(name).to_numpy(zero_copy_only=False), expected, unreadable.rows, findings)
        elif expected is not None and expected.kind == "category":
            _check_categories(typed.rows.column(name), expected, findings)


def _text_in_number(expected: Expected) -> Rule:
    unit = say(" ({unit})", unit=expected.unit) if expected.unit else ""
    return Rule(
        "text_in_number",
        "rejected",
        say("{name} holds text where a number belongs.", name=expected.name),
        say("Write plain digits{unit}, with a point for decimals.", unit=unit),
        expected.name,
    )


def _check_numbers(values: Values, expected: Expected, unreadable: Rows, findings: Findings) -> None:
    if len(values) == 0:
        return
    # Least and greatest settle nearly every batch in two passes; NaN makes every comparison false.
    ends = float(values.min()), float(values.max())
    if _within(ends, expected.low, expected.high) and not (expected.whole and (values != np.rint(values)).any()):
        if not _within(ends, expected.seen_low, expected.seen_high):
            _warn_unlike_training(values, expected, np.True_, findings)
        return
    missing = np.isnan(values)
    missing[unreadable] = False
    infinite = np.isinf(values)
    there = ~(np.isnan(values) | infinite)
    below = there & (values < expected.low) if expected.low is not None else np.zeros_like(there)
    above = there & (values > expected.high) if expected.high is not None else np.zeros_like(there)
    outside = below | above
    broken = there & ~outside & (values != np.rint(values)) if expected.whole else np.zeros_like(there)
    if not expected.missing:
        _reject(_missing(expected), missing, values, findings)
    _reject(_infinite(expected), infinite, values, findings)
    _reject(_out_of_range(expected), outside, values, findings)
    _reject(_not_whole(expected), broken, values, findings)
    _warn_unlike_training(values, expected, there & ~outside & ~broken, findings)


def _within(ends: tuple[float, float], low: float | None, high: float | None) -> bool:
    most = np.finfo(float).max
    return bool(ends[0] >= (-most if low is None else low) and ends[1] <= (most if high is None else high))


def _reject(rule: Rule, mask: Mask, values: Values, findings: Findings) -> None:
    rows = np.flatnonzero(mask)
    texts = ["" if np.isnan(v) else f"{v:.12g}" for v in values[rows].tolist()]
    findings.reject(rule, rows, values=texts)


def _warn_unlike_training(values: Values, expected: Expected, scored: Mask | np.bool_, findings: Findings) -> None:
    if expected.seen_low is None or expected.seen_high is None:
        return
    rows = np.flatnonzero(scored & ((values < expected.seen_low) | (values > expected.seen_high)))
    if len(rows):
        span = _with_unit(say("{low:,.12g} to {high:,.12g}", low=expected.seen_low, high=expected.seen_high), expected.unit)
        rule = Rule(
            "outside_training",
            "warning",
            say("{name} lies outside what the model was trained on ({span}).", name=expected.name, span=span),
            say("Scored; trust these rows less."),
            expected.name,
        )
        findings.warn(rule, rows, value=f"{values[rows[0]]:.12g}")


def _check_categories(array: pa.DictionaryArray, expected: Expected, findings: Findings) -> None:
    if array.null_count and not expected.missing:
        rows = np.flatnonzero(array.is_null().to_numpy(zero_copy_only=False))
        findings.reject(_missing(expected), rows, values=[""] * len(rows))
    if not expected.vocabulary or all_known(array.dictionary, expected.vocabulary):
        return
    words = plain_words(array.dictionary, expected.vocabulary)
    known = pc.is_in(words, value_set=_known_words(expected.vocabulary, words.type))
    unknown = np.flatnonzero(~known.to_numpy(zero_copy_only=False))
    if len(unknown):
        _warn_unseen(array, expected, unknown, findings)


@lru_cache(maxsize=1024)
def _known_words(vocabulary: tuple[str, ...], kind: pa.DataType) -> pa.Array:
    return pa.array((*vocabulary, *MISSING_WORDS), type=kind)


def _warn_unseen(array: pa.DictionaryArray, expected: Expected, unknown: Rows, findings: Findings) -> None:
    codes = pc.fill_null(pc.cast(array.indices, pa.int64()), -1).to_numpy()
    counts = np.bincount(codes[codes >= 0], minlength=len(array.dictionary))[unknown]
    order = np.argsort(-counts, kind="stable")
    rule = _unseen(expected)
    for at in order[:VALUES_SHOWN]:
        rows = np.flatnonzero(codes == unknown[at])
        findings.warn(rule, rows, value=array.dictionary[int(unknown[at])].as_py())
    rest = unknown[order[VALUES_SHOWN:]]
    if len(rest):
        rows = np.flatnonzero(np.isin(codes, rest))
        findings.warn(rule, rows[:ROWS_SHOWN], count=len(rows))


def _missing(expected: Expected) -> Rule:
    return Rule(
        "missing_value",
        "rejected",
        say("{name} is empty, and it is needed.", name=expected.name),
        say("Fill it in, or leave the row out."),
        expected.name,
    )


def _infinite(expected: Expected) -> Rule:
    return Rule(
        "not_finite",
        "rejected",
        say("{name} is infinite.", name=expected.name),
        say("Write the number, or leave the cell empty if it is unknown."),
        expected.name,
    )


def _out_of_range(expected: Expected) -> Rule:
    span = _span(expected.low, expected.high)
    return Rule(
        "out_of_range",
        "rejected",
        say("{name} must be {span}.", name=expected.name, span=_with_unit(span, expected.unit)),
        say("Check the unit and the decimal mark."),
        expected.name,
    )


def _not_whole(expected: Expected) -> Rule:
    return Rule(
        "not_whole",
        "rejected",
        say("{name} must be a whole number.", name=expected.name),
        say("Round it, or check the unit."),
        expected.name,
    )


def _unseen(expected: Expected) -> Rule:
    listed = ", ".join(expected.vocabulary)
    return Rule(
        "unseen_category",
        "warning",
        say("{name} holds a category the model was not trained on; scored as unknown.", name=expected.name),
        say("The model knows: {listed}.", listed=listed),
        expected.name,
    )


def _span(low: float | None, high: float | None) -> str:
    if low is None:
        return say("a number") if high is None else say("at most {high:,.12g}", high=high)
    return say("at least {low:,.12g}", low=low) if high is None else say("between {low:,.12g} and {high:,.12g}", low=low, high=high)


def _with_unit(span: str, unit: str) -> str:
    return say("{span} {unit}", span=span, unit=unit) if unit else span
