"""Overview."""

from __future__ import annotations

import pytest

from payoff.domains import shipped_domains
from payoff.scoring.bundle import BundleError
from payoff.ui import headline
from payoff.ui.format import money
from payoff.ui.headline import read_headline


def test_every_domain_has_a_card_with_its_value(dashboard):
    page = dashboard()
    assert page.alive
    for key, sheet in shipped_domains().items():
        shipped = read_headline(key)
        assert sheet.question in page.words
        # A word joiner keeps the minus at its number.
        shown = [metric.value.replace("\\", "").replace("\u2060", "") for metric in page.app.metric]
        assert money(shipped.decision.model_value, sheet.currency) in shown


@pytest.mark.parametrize("domain", shipped_domains())
def test_a_case_opens_on_decide_with_its_sample(dashboard, domain):
    page = dashboard()
    page.app.button(key=f"{domain}.open").click().run()
    assert page.alive
    assert shipped_domains()[domain].question in page.words
    assert "Against which alternatives" in page.words
    assert "Shipped sample" in page.words


def test_the_reader_is_told_what_happens_to_a_file(dashboard):
    assert "is never written to disk" in dashboard().words


def test_a_damaged_model_shows_its_reason_in_place_of_its_value(dashboard, monkeypatch):
    def refuse(domain):
        raise BundleError("The model 'credit' is refused: it was changed after it was certified.")

    monkeypatch.setattr(headline, "read_headline", refuse)
    page = dashboard()
    assert page.alive
    assert "it was changed after it was certified" in page.words
