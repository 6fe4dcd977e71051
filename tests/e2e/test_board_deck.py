"""From the sample to the board's deck in fewer than ten clicks, in both languages, with the verdict of the screen on the first slide."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator, expect
from pptx import Presentation

from payoff.core.message import say
from payoff.language import translate
from tests.e2e.dashboard import Visitor

CLICKS_BELOW = 10
MINUTE_MS = 60_000


class Clicker:
    """A visitor whose clicks are counted."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.clicks = visitor, 0

    def press(self, name: str) -> None:
        """Press the button called so."""
        self.clicks += 1
        self.visitor.press(name)

    def follow(self, page: str) -> None:
        """Choose the page with this address in the navigation."""
        self.clicks += 1
        self.visitor.page.locator(f"[data-testid='stTopNavLink'][href*='/{page}']").first.click()
        self.visitor.settle()

    def button(self, ending: str) -> Locator:
        """A report's button, once it is there; Streamlit lays a second one under it for the hint."""
        found = self.visitor.page.locator(f".st-key-report-{ending} button").first
        expect(found).to_be_visible(timeout=MINUTE_MS)
        return found

    def fetch(self, ending: str, folder: Path) -> bytes:
        """Press a report's button and keep what comes."""
        self.clicks += 1
        with self.visitor.page.expect_download(timeout=MINUTE_MS) as coming:
            self.button(ending).click()
        target = folder / coming.value.suggested_filename
        coming.value.save_as(target)
        return target.read_bytes()


@pytest.mark.parametrize(("language", "call"), [("en", "Not proven"), ("zh", None)])
def test_the_deck_of_the_sample_is_few_clicks_away(visitor, tmp_path, language, call) -> None:
    clicker = Clicker(visitor)
    visitor.visit(f"/?language={language}")
    clicker.follow("case")
    clicker.press(translate(say("Use the sample"), language))
    deck = Presentation(io.BytesIO(clicker.fetch("pptx", tmp_path)))
    assert clicker.clicks < CLICKS_BELOW
    first = [shape.text_frame.text for shape in deck.slides[0].shapes if shape.has_text_frame]
    shown = visitor.page.get_by_test_id("stMain").inner_text().replace("\u00a0", " ")
    finding = max((text for text in first if "DM" in text), key=len).replace("\u00a0", " ")
    assert finding in shown
    assert call is None or call in first


def test_the_other_reports_come_on_a_click_too(visitor, tmp_path) -> None:
    visitor.visit("/case?data=sample")
    clicker = Clicker(visitor)
    book = openpyxl.load_workbook(io.BytesIO(clicker.fetch("xlsx", tmp_path)))
    assert book.sheetnames[0] == "Verdict"
    assert b"<!DOCTYPE html>" in clicker.fetch("html", tmp_path)
    if clicker.button("pdf").is_enabled():
        assert clicker.fetch("pdf", tmp_path).startswith(b"%PDF-")
