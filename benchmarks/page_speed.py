"""The dashboard in a real browser: how soon the first page is usable, and how soon a moved slider shows new figures."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.figure import Figure
from tests.e2e.dashboard import CHROMIUM, Visitor, open_browser, serve_dashboard

FIRST_PAGE_S, SLIDER_MS = 3.0, 500.0
MOVES = 15
WARM_UP_S = 15
"""A server that answers still values the samples beside; by then it has finished."""

# From the key press to the frame in which the figure reads differently, on the page's own clock.
WATCH = """
label => {
  const read = () => [...document.querySelectorAll("[data-testid='stMetric']")]
    .filter(metric => metric.innerText.includes(label))
    .map(metric => metric.querySelector("[data-testid='stMetricValue']").innerText)[0];
  const before = read();
  window.figureMoved = new Promise(resolve => {
    document.addEventListener("keydown", () => {
      const pressed = performance.now();
      const look = () => {
        const now = read();
        if (now !== undefined && now !== before) resolve(performance.now() - pressed);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }, { once: true, capture: true });
  });
}
"""


def measure() -> list[Figure]:
    """The first page on a warm server, and MOVES moves of an assumption's slider on Decide; needs chromium."""
    if CHROMIUM is None:
        raise SystemExit("page_speed needs a browser: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder, serve_dashboard(Path(folder) / "server.log") as address, open_browser() as browser:
        time.sleep(WARM_UP_S)
        first = time_first_page(browser, address)
        moves = time_slider(browser, address)
    typical = statistics.median(moves)
    return [
        Figure("first page usable, on a warm server's first request", first, "s", f"at most {FIRST_PAGE_S:.0f}", first <= FIRST_PAGE_S),
        Figure("slider to new figures, median", typical, "ms", f"at most {SLIDER_MS:.0f}", typical <= SLIDER_MS),
        Figure(f"slider to new figures, slowest of {MOVES}", max(moves), "ms"),
    ]


def time_first_page(browser: Browser, address: str) -> float:
    """Seconds from typing the address to a drawn chart and a button that can be pressed, with an empty browser cache."""
    visitor = Visitor(browser, address)
    began = time.perf_counter()
    visitor.page.goto(address)
    visitor.page.get_by_role("button", name="Open the case").first.wait_for()
    visitor.page.locator(".js-plotly-plot .main-svg").first.wait_for()
    took = time.perf_counter() - began
    visitor.leave()
    return took


def time_slider(browser: Browser, address: str) -> list[float]:
    """Milliseconds from each press of an arrow key on the LGD slider to the new worth of the model."""
    visitor = Visitor(browser, address)
    visitor.visit("/decide?data=sample")
    visitor.sees("Against which alternatives")
    slider = visitor.page.get_by_role("slider", name="Loss given default")
    slider.focus()
    return [_time_move(visitor) for _ in range(MOVES)]


def _time_move(visitor: Visitor) -> float:
    visitor.page.evaluate(WATCH, "Worth above")
    visitor.page.keyboard.press("ArrowLeft")
    took = float(visitor.page.evaluate("window.figureMoved"))
    # A person looks at the figures before moving on; the charts below them finish meanwhile.
    visitor.settle()
    visitor.page.wait_for_timeout(500)
    return took


if __name__ == "__main__":
    for figure in measure():
        print(figure)
