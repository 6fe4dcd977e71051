"""A server for the whole run, a browser for each file, and a visitor per test whose visit must end without a fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.dashboard import CHROMIUM, Visitor, open_browser, serve_dashboard


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests run last: the quick ones should speak first."""
    items.sort(key=lambda item: "e2e" in item.path.parts)


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed (apt-get install chromium)")
    log = tmp_path_factory.mktemp("server") / "server.log"
    with serve_dashboard(log) as served:
        yield served
    said = log.read_text(encoding="utf-8", errors="replace")
    assert "Traceback" not in said, said[-4000:]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # While it is open an event loop runs in this process, which tests elsewhere must not meet.
    if CHROMIUM is None:
        pytest.skip("chromium is not installed (apt-get install chromium)")
    with open_browser() as opened:
        yield opened


@pytest.fixture
def arrive(browser: Browser, address: str, tmp_path: Path) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors: `arrive(size=NARROW, dark=True)`. On leaving, each must have met no fault."""
    visitors: list[Visitor] = []

    def arrived(**options: object) -> Visitor:
        visitors.append(Visitor(browser, address, **options))
        return visitors[-1]

    yield arrived
    faults = [fault for visitor in visitors for fault in visitor.faults()]
    for number, visitor in enumerate(visitors):
        if faults:
            visitor.page.screenshot(path=tmp_path / f"visitor-{number}.png")
        visitor.leave()
    assert faults == []


@pytest.fixture
def visitor(arrive: Callable[..., Visitor]) -> Visitor:
    return arrive()
