"""Scenarios in real browsers: saved in one, opened in another to the cent, and there after the server was killed."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from payoff.store.engine import open_store
from payoff.store.scenarios import list_scenarios
from payoff.workflow.scenario import headline_of
from tests.e2e.dashboard import CHROMIUM, Visitor, start_server, wait_for_health

FIGURES = ("Net present value", "Loses money in", "Paid back after", "Rate of return")


def figures(visitor: Visitor) -> list[str]:
    """What the four tiles of the Case page show."""
    return [visitor.figure(name).inner_text() for name in FIGURES]


def move(visitor: Visitor, label: str, value: str) -> None:
    """Type another number, and wait until the page has answered."""
    before = visitor.figure("Net present value").inner_text()
    field = visitor.page.get_by_role("spinbutton", name=label).first
    field.fill(value)
    field.press("Enter")
    expect(visitor.figure("Net present value")).not_to_have_text(before)
    visitor.settle()


def save(visitor: Visitor, title: str, *, author: str) -> str:
    """Save the case on the page as a new scenario; the path of its link."""
    visitor.press("Save")
    for label, text in (("Title", title), ("Your name", author)):
        visitor.page.get_by_role("textbox", name=label).fill(text)
        visitor.page.keyboard.press("Tab")
        visitor.settle()
    visitor.page.get_by_test_id("stPopoverBody").get_by_role("button", name=re.compile("^Save$|as a new scenario")).click()
    visitor.sees(f"Scenario: {title}")
    visitor.page.keyboard.press("Escape")
    visitor.page.wait_for_url(re.compile("scenario="))
    visitor.settle()
    parts = urlsplit(visitor.page.url)
    return f"{parts.path}?{parts.query}"


def test_saved_in_one_browser_it_opens_in_another_to_the_cent(arrive: Callable[..., Visitor]):
    ada, bo = arrive(), arrive()
    ada.visit("/case?data=sample")
    move(ada, "Cases a year", "9000")
    link = save(ada, "Cautious", author="Ada")
    bo.visit(link)
    bo.sees("Scenario: Cautious")
    assert figures(bo) == figures(ada)
    save(bo, "Cautious again", author="Bo")
    bo.go_to("Scenarios")
    for title in ("Cautious", "Cautious again"):
        bo.page.get_by_test_id("stCheckbox").get_by_text(title, exact=True).click()
        bo.settle()
    bo.sees("Both are worth DM")


def test_a_saved_scenario_survives_a_killed_server(browser: Browser, tmp_path, monkeypatch: pytest.MonkeyPatch):
    if CHROMIUM is None:
        pytest.skip("chromium is not installed (apt-get install chromium)")
    monkeypatch.setenv("PAYOFF_STORE", str(tmp_path / "payoff.sqlite"))
    address, process = start_server(tmp_path / "first.log")
    try:
        wait_for_health(address, process, tmp_path / "first.log")
        before = Visitor(browser, address)
        before.visit("/case?data=sample")
        move(before, "Cases a year", "15000")
        link, shown = save(before, "Before the fall", author="Ada"), figures(before)
    finally:
        process.kill()
        process.wait(timeout=20)
    before.leave()
    kept = headline_of(list_scenarios(open_store())[0].result)
    address, process = start_server(tmp_path / "second.log")
    try:
        wait_for_health(address, process, tmp_path / "second.log")
        after = Visitor(browser, address)
        after.visit(link)
        after.sees("Scenario: Before the fall")
        assert figures(after) == shown
        save(after, "After the fall", author="Bo")
        again = {entry.title: headline_of(entry.result) for entry in list_scenarios(open_store())}["After the fall"]
        assert again == kept
        assert after.faults() == []
        after.leave()
    finally:
        process.terminate()
        process.wait(timeout=20)
