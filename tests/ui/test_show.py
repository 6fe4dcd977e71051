"""Numbers in tables as they stand in text."""

from __future__ import annotations

import numpy as np
import pandas as pd

from payoff.ui.show import typeset


def cells(table: pd.DataFrame, **forms) -> list[list[str]]:
    """What a reader sees, row by row."""
    shown = typeset(table, forms)._translate(sparse_index=False, sparse_cols=False)
    return [[cell["display_value"] for cell in row if cell["type"] == "td"] for row in shown["body"]]


def test_numbers_have_a_true_minus_and_as_many_decimals_as_their_column_needs():
    table = pd.DataFrame({"approved": [100.0, 69.8], "at": [0.5, 0.614], "money": [-168_927.0, 3_710.0], "name": ["-a", "b"]})
    assert cells(table) == [["100.0", "0.500", "\u2212168,927", "-a"], ["69.8", "0.614", "3,710", "b"]]


def test_nothing_is_less_than_nothing_and_what_is_missing_stays_empty():
    assert cells(pd.DataFrame({"tax": [-0.0, np.nan, -0.0004]})) == [["0"], [""], ["0"]]


def test_a_column_may_be_written_its_own_way():
    assert cells(pd.DataFrame({"share": [0.5]}), share=lambda share: f"{share:.0%}") == [["50%"]]
