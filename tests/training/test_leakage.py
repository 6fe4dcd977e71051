"""Each sign of a leak, seen where it is and not seen where it is not."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from payoff.training.leakage import area_of_column, choose_time, find_duplicates, find_leaks, warn_of_dates
from payoff.training.own_columns import OwnColumn

ROWS = 400
RNG = np.random.default_rng(3)
OUTCOME = (RNG.random(ROWS) < 0.3).astype(np.int64)
DAYS = pd.Series(np.datetime64("2024-01-01", "us") + np.arange(ROWS) * np.timedelta64(1, "D"))


def found(name: str, values: object, kind: str = "number", *, time: pd.Series | None = None) -> dict[str, bool]:
    """Kinds of leak in one column, and whether it is left out."""
    columns = {name: pd.Series(values)} | ({} if time is None else {"applied": time})
    leaks = find_leaks([OwnColumn(name, kind)], pd.DataFrame(columns), OUTCOME, time="" if time is None else "applied")
    return {leak.kind: leak.leave_out for leak in leaks}


def blurred(share: float) -> np.ndarray:
    """The outcome, told wrongly in `share` of the rows."""
    return np.where(RNG.random(ROWS) < share, 1 - OUTCOME, OUTCOME).astype(float)


def test_an_honest_column_raises_no_warning():
    assert found("income", RNG.normal(0, 1, ROWS) + OUTCOME) == {}
    assert found("town", RNG.choice(["Ulm", "Bonn"], ROWS), "category") == {}


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (OUTCOME * 7.0 + 2, "number"),
        (np.where(OUTCOME == 1, "geschlossen", "offen"), "category"),
        (np.where(OUTCOME == 1, np.nan, RNG.normal(0, 1, ROWS)), "number"),
        (np.where(OUTCOME == 1, DAYS.to_numpy(), np.datetime64("NaT", "us")), "date"),
    ],
    ids=["number", "category", "missing cells", "a date that only events have"],
)
def test_a_copy_of_the_outcome_is_left_out(values, kind):
    assert found("x", values, kind) == {"copy": True}


def test_a_column_that_nearly_tells_alone_is_warned_of_and_stays():
    assert found("x", blurred(0.02)) == {"alone": False}
    assert found("x", blurred(0.15)) == {}
    assert found("x", np.where(OUTCOME == 1, 0, 10) * RNG.choice([-1, 1], ROWS) + RNG.normal(0, 1, ROWS)) == {"alone": False}


@pytest.mark.parametrize(
    "name",
    ["closing_date", "chargebackAmount", "Stufe bei Inkasso", "date de résiliation", "motivo de cancelación", "催收次数", "結果区分"],
)
def test_names_that_speak_of_the_future_are_warned_of_in_several_languages(name):
    assert found(name, RNG.normal(0, 1, ROWS)) == {"future_name": False}


@pytest.mark.parametrize("name", ["postcode", "aftershave", "income", "Alter", "revenu", "edad", "年龄", "后缀"])
def test_innocent_names_are_not(name):
    assert found(name, RNG.normal(0, 1, ROWS)) == {}


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("Kundennr.", RNG.permutation(ROWS) + 1000.0, "number"),
        ("row", np.arange(ROWS) * 1.0, "number"),
        ("sessionId", [f"{at:08x}" for at in RNG.permutation(ROWS)], "text"),
        ("mail", [f"person{at}@example.org" for at in range(ROWS)], "text"),
    ],
)
def test_what_names_the_rows_is_left_out(name, values, kind):
    assert found(name, values, kind) == {"identifier": True}


def test_what_merely_differs_from_row_to_row_is_no_identifier():
    assert found("amount", RNG.normal(1000, 300, ROWS)) == {}
    assert found("remark", [f"the customer called {at} times about it" for at in range(ROWS)], "text") == {}
    assert found("amount", RNG.permutation(ROWS) + 1000.0) == {}


def test_a_date_after_the_decision_is_left_out_and_one_before_is_not():
    later, earlier = (DAYS + pd.Timedelta(days=days) * RNG.integers(1, 30, ROWS) for days in (1, -1))
    assert found("x", later, "date", time=DAYS) == {"later_date": True}
    assert found("x", earlier, "date", time=DAYS) == {}


def test_the_time_is_the_fullest_then_earliest_date_and_never_a_birthday():
    half = DAYS.where(DAYS.index % 2 == 0)
    frame = pd.DataFrame({"geburtsdatum": DAYS, "applied": DAYS, "paid": DAYS + pd.Timedelta(days=90), "holes": half})
    columns = [OwnColumn(name, "date") for name in frame]
    assert choose_time(columns, frame) == "applied"
    assert choose_time(columns[:1], frame) == ""
    assert [leak.column for leak in warn_of_dates(columns, frame, time="")] == ["applied"]
    assert warn_of_dates(columns, frame, time="applied") == ()


def test_held_out_rows_that_repeat_a_training_row_are_counted():
    training = pd.DataFrame({"a": [1.0, 2.0, np.nan], "b": ["x", "y", None]})
    (leak,) = find_duplicates(training, pd.DataFrame({"a": [2.0, np.nan, 5.0], "b": ["y", None, "x"]}))
    assert "2 of the 3" in leak.message
    assert find_duplicates(training, pd.DataFrame({"a": [5.0], "b": ["x"]})) == ()
    assert find_duplicates(training[["b"]], training[["b"]]) == ()


def test_a_category_of_single_rows_tells_nothing_alone():
    assert area_of_column(pd.Series([f"v{at}" for at in range(ROWS)]), OUTCOME) < 0.6
