"""What of a text and of a date reaches the model."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from payoff.domains.encoding import EncodingError, encode_table
from payoff.domains.manifest import Input, count_features, date_columns
from payoff.domains.moments import WEEKDAYS
from payoff.domains.terms import LONGEST, split_terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Don't PANIC_now 42", ["don", "t", "panic", "now", "42"]),
        ("很好", ["很", "好", "很好"]),
        ("WiFi很快", ["wifi", "很", "快", "很快"]),
        ("Straße, déçu!", ["straße", "déçu"]),
        ("すし東京", ["す", "し", "東", "京", "すし", "し東", "東京"]),
        (" — !? ", []),
    ],
)
def test_a_text_is_split_into_words_or_into_characters_and_pairs(text, terms):
    assert split_terms(text) == terms


def test_a_long_text_is_read_to_a_limit():
    assert split_terms("a " * LONGEST + "end") == ["a"] * (LONGEST // 2)


def test_a_text_takes_one_feature_per_term_between_its_neighbours():
    inputs = [Input("n", "number"), Input("said", "text", terms=("good", "好")), Input("k", "category", categories=("x",))]
    table = pa.table({"n": [1.0, 2.0, 3.0], "said": ["Good good", None, "真好"], "k": ["x", None, "y"]})
    assert count_features(inputs) == 4
    np.testing.assert_array_equal(
        encode_table(table, inputs), np.array([[1, 1, 0, 0], [2, 0, 0, np.nan], [3, 0, 1, np.nan]], dtype=np.float32)
    )


def test_chunks_dictionaries_and_empty_columns_of_text_are_read_alike():
    inputs = [Input("said", "text", terms=("good",))]
    whole = pa.array(["good", None, "bad", "good"])
    for column in (whole, whole.dictionary_encode(), pa.chunked_array([whole.slice(0, 2), whole.slice(2)]), whole.cast(pa.large_string())):
        np.testing.assert_array_equal(encode_table(pa.table({"said": column}), inputs)[:, 0], [1, 0, 0, 1])
    np.testing.assert_array_equal(encode_table(pa.table({"said": pa.nulls(2)}), inputs)[:, 0], [0, 0])


def test_a_date_becomes_days_before_another_its_weekday_and_its_hour():
    inputs = [
        Input("opened (age)", "number", source="opened", part="age", since="asked"),
        Input("opened (days)", "number", source="opened", part="age", since="2024-03-01"),
        Input("asked (weekday)", "category", categories=WEEKDAYS, source="asked", part="weekday"),
        Input("asked (hour)", "number", source="asked", part="hour"),
    ]
    opened = pa.array(["2024-02-28T23:59:00", None, "2024-03-03T00:00:00"]).cast(pa.timestamp("us"))
    asked = pa.array(["2024-03-01T13:45:00", "2024-03-04T00:00:00", "1969-12-31T23:00:00"]).cast(pa.timestamp("ms"))
    features = encode_table(pa.table({"opened": opened, "asked": asked}), inputs)
    np.testing.assert_array_equal(features[:, 0], [2, np.nan, -19786])
    np.testing.assert_array_equal(features[:, 1], [2, np.nan, -2])
    assert [WEEKDAYS[int(code)] for code in features[:, 2]] == ["Friday", "Monday", "Wednesday"]
    np.testing.assert_array_equal(features[:, 3], [13, 0, 23])
    assert date_columns(inputs) == ("opened", "asked")


def test_words_where_a_date_belongs_are_refused():
    with pytest.raises(EncodingError, match="needs dates in 'opened'"):
        encode_table(pa.table({"opened": ["soon"]}), [Input("w", "category", source="opened", part="weekday")])
