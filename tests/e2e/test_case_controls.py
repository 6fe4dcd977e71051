"""The Case page in a real browser: a range typed, two numbers tied, a step answered, and all of it carried by the link."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.dashboard import Visitor


def test_what_is_stated_on_the_case_page_travels_with_its_link(arrive: Callable[..., Visitor]) -> None:
    visitor = arrive()
    visitor.visit("/case?data=sample")
    before = visitor.figure("Loses money in").inner_text()
    visitor.page.get_by_role("spinbutton", name="High, in year 1").fill("40000")
    visitor.press("Set this range")
    visitor.sees("Stated on this page: Cases a year.")
    visitor.page.get_by_text("What moves together").click()
    visitor.settle()
    visitor.press("Let them move together")
    visitor.sees("Cases a year with Value per case: +0.5")
    visitor.page.get_by_text("The way to the market, step by step").click()
    visitor.settle()
    visitor.page.get_by_role("radio", name="not yet").click()
    visitor.settle()
    visitor.page.get_by_role("textbox", name="Note").fill("Two lenders were asked.")
    visitor.page.get_by_role("textbox", name="Note").blur()
    visitor.settle()
    expect(visitor.page).to_have_url(re.compile("lenders"))
    after = visitor.figure("Loses money in").inner_text()
    assert after != before

    other = arrive()
    other.visit(visitor.page.url.removeprefix(visitor.address))
    other.sees("Cases a year with Value per case: +0.5")
    other.shows("Loses money in", after)
    other.page.get_by_text("The way to the market, step by step").click()
    other.settle()
    expect(other.page.get_by_role("textbox", name="Note")).to_have_value("Two lenders were asked.")
