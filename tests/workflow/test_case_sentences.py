"""What the sentences of a case make of a figure."""

from __future__ import annotations

import pytest

from payoff.workflow.case_file import shipped_case
from payoff.workflow.case_sentences import show, show_bare


@pytest.mark.parametrize(
    ("name", "value", "whole", "bare"),
    [
        ("volume", 12_000.0, "12,000 in year 1", "12,000"),
        ("growth", -0.05, "−5.00 % per year", "−5.00 %"),
        ("people", 0.3, "0.3 full-time equivalents", "0.3"),
        ("running", 21_000.0, "DM 21.0 k a year", "DM 21.0 k"),
    ],
)
def test_a_bare_figure_leaves_the_words_of_its_unit_out(name, value, whole, bare):
    sheet = shipped_case("credit").sheet
    assumption = sheet.get(name)
    assert show(value, assumption.unit, sheet.currency).replace("\u00a0", " ") == whole
    assert show_bare(value, assumption, sheet.currency).replace("\u00a0", " ") == bare
