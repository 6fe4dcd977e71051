"""Every page, wide and narrow, light and dark: it says its piece, nothing fails, and nothing runs off the side."""

import pytest

from tests.e2e.dashboard import NARROW, WIDE, Visitor

PAGES = {
    "Score": "Score loans", "Decide": "Where the money comes from", "Case": "What would flip the answer", "Models": "Models",
    "Scenarios": "Import a scenario",
}  # fmt: skip


@pytest.mark.parametrize(("size", "dark"), [(WIDE, True), (NARROW, False)], ids=["wide-dark", "narrow-light"])
def test_every_page_shows_in_either_theme_and_nothing_runs_off_the_side(arrive, size, dark):
    visitor = arrive(size=size, dark=dark)
    visitor.visit("/?data=sample")
    visitor.sees("Is the model worth money?")
    assert beyond_the_edge(visitor) <= 0
    for title, words in PAGES.items():
        visitor.go_to(title)
        visitor.sees(words)
        assert beyond_the_edge(visitor) <= 0, title


def beyond_the_edge(visitor: Visitor) -> int:
    """How far the page reaches past the window, px."""
    return visitor.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
