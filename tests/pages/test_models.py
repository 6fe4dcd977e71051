"""Models."""

from __future__ import annotations

from payoff.scoring.bundle import BundleError, list_bundles
from payoff.ui import model_views


def test_every_model_has_a_row_with_its_measured_speed(dashboard):
    page = dashboard().go("models")
    assert page.alive
    table = page.app.dataframe[0].value
    assert len(table) == len(list_bundles())
    assert (table["Rows/s here"] > 0).all()
    assert table["AUC"].str.contains("–").all()


def test_the_contest_is_in_money_and_the_certificate_is_checked_again(dashboard):
    page = dashboard().go("models")
    assert "DM" in page.reads("Champion's lead, measured")
    assert "Parity: differs from scikit-learn by up to" in page.words


def test_models_that_cannot_be_listed_are_named(dashboard, monkeypatch):
    def refuse(domain):
        raise BundleError("The model 'credit' is refused: model.onnx was changed.")

    page = dashboard()
    monkeypatch.setattr(model_views, "model_rows", refuse)
    page.go("models")
    assert page.alive
    assert "model.onnx was changed" in page.words
