"""Every domain, found by its file, has a term sheet that holds together, a model, a sample and hand-worked cases."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from payoff.core.value import bayes_threshold
from payoff.domains import read_domain, shipped_domains
from payoff.domains.term_sheet import SOURCE_KINDS, TermSheet, TermSheetError
from payoff.paths import DATA
from payoff.scoring.bundle import find_bundle
from payoff.training.labelled import read_labelled

CASES = Path(__file__).parent
SHEETS = list(shipped_domains().values())


@pytest.fixture(params=SHEETS, ids=[s.key for s in SHEETS])
def sheet(request) -> TermSheet:
    return request.param


def money_rows(sheet: TermSheet) -> dict[str, np.ndarray]:
    sample = pd.read_csv(DATA / f"{sheet.key}.csv", keep_default_na=False, na_values=[""])
    return {c.name: sample[c.name].to_numpy(dtype=float) for c in sheet.money_columns}


def test_a_domain_is_named_after_its_file(sheet):
    assert (Path(__file__).parents[2] / "payoff" / "domains" / f"{sheet.key}.py").is_file()
    assert read_domain(sheet.key) is sheet


def test_a_domain_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(TermSheetError, match="credit"):
        read_domain("astrology")


def test_a_domain_has_hand_worked_cases(sheet):
    assert (CASES / f"test_{sheet.key}.py").is_file()


def test_names_are_unique_and_refer_to_columns(sheet):
    names = [c.name for c in sheet.columns]
    assert len(set(names)) == len(names)
    assert sheet.outcome in names
    assert sheet.outcome not in {c.name for c in sheet.features}
    assert sheet.identifier not in {c.name for c in sheet.features}
    assumptions = [a.name for a in sheet.assumptions]
    assert len(set(assumptions)) == len(assumptions)


def test_money_columns_are_numbers_that_are_never_empty(sheet):
    assert {(c.kind, c.missing) for c in sheet.money_columns} <= {("number", False)}


def test_every_assumption_has_range_unit_source_date_and_kind(sheet):
    for a in sheet.assumptions:
        assert a.low <= a.default <= a.high, a.name
        assert a.kind in SOURCE_KINDS, a.name
        assert all((a.label, a.unit, a.source, a.date)), a.name


def test_every_cell_says_why_it_is_worth_that(sheet):
    for cell in (sheet.tp, sheet.fp, sheet.tn, sheet.fn):
        assert cell.why.endswith(".")


def test_settings_out_of_range_or_unknown_are_refused(sheet):
    first = sheet.assumptions[0]
    assert sheet.settings({first.name: first.low})[first.name] == first.low
    with pytest.raises(TermSheetError, match="must lie between"):
        sheet.settings({first.name: first.high + 1})
    with pytest.raises(TermSheetError, match="no assumption called"):
        sheet.settings({"weather": 1.0})


def test_cells_are_finite_money_on_every_sample_row(sheet):
    rows = money_rows(sheet)
    values = sheet.values(rows, sheet.defaults())
    for cell in (values.tp, values.fp, values.tn, values.fn):
        assert np.isfinite(cell).all()


def test_acting_pays_somewhere_between_never_and_always(sheet):
    thresholds = np.atleast_1d(bayes_threshold(sheet.values(money_rows(sheet), sheet.defaults())))
    assert ((thresholds > 0) & (thresholds < 1)).mean() > 0.5


def test_the_sample_has_the_columns_and_both_outcomes(sheet):
    data = read_labelled(DATA / f"{sheet.key}.csv", sheet)
    assert 0 < data.outcome.mean() < 1
    header = (DATA / f"{sheet.key}.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    assert header == [c.name for c in sheet.columns]


def test_no_row_of_the_sample_was_trained_on(sheet):
    both = [pd.read_csv(folder / f"{sheet.key}.csv", dtype=str, keep_default_na=False) for folder in (DATA, DATA / "training")]
    key = sheet.identifier or [c.name for c in sheet.columns]
    assert both[0].merge(both[1], on=key).empty


def test_data_note_and_readme_name_the_licence(sheet):
    assert "CC" in sheet.data_note or "icence" in sheet.data_note
    assert f"## {sheet.title}" in (DATA / "README.md").read_text(encoding="utf-8")


def test_a_champion_ships_that_reads_the_term_sheets_features(sheet):
    manifest = find_bundle(sheet.key).manifest
    assert [i.name for i in manifest.inputs] == [c.name for c in sheet.features]
    for item, column in zip(manifest.inputs, sheet.features, strict=True):
        assert (item.kind, item.low, item.high, item.missing) == (column.kind, column.low, column.high, column.missing)
        assert not column.categories or item.categories == column.categories
