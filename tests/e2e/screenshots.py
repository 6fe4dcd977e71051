"""`make screenshots`: each page with the sample loaded, wide and narrow, light and dark, into build/screenshots; README's two into docs."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from tests.e2e.dashboard import CHROMIUM, NARROW, ROOT, WIDE, Visitor, open_browser, serve_dashboard

PICTURES = ROOT / "build" / "screenshots"
SHOWN_IN_README = ("overview", "decide")
TALLEST = 8000


def main() -> int:
    """Take every picture; 1 when there is no browser to take them with."""
    if CHROMIUM is None:
        print("chromium is not installed (apt-get install chromium): no screenshots.", file=sys.stderr)
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    log = Path(tempfile.mkdtemp()) / "server.log"
    with serve_dashboard(log) as address, open_browser() as browser:
        for size in (WIDE, NARROW):
            for dark in (False, True):
                _tour(browser, address, size=size, dark=dark)
    for name in SHOWN_IN_README:
        shutil.copyfile(PICTURES / f"{name}-{WIDE[0]}-light.png", ROOT / "docs" / f"{name}.png")
    return 0


def _tour(browser: Browser, address: str, *, size: tuple[int, int], dark: bool) -> None:
    visitor = Visitor(browser, address, size=size, dark=dark)
    style = f"{size[0]}-{'dark' if dark else 'light'}"
    visitor.visit()
    _picture(visitor, f"overview-{style}", size)
    visitor.visit("/score?data=sample")
    _picture(visitor, f"score-{style}", size)
    visitor.go_to("Decide")
    _picture(visitor, f"decide-{style}", size)
    visitor.go_to("Case")
    _picture(visitor, f"case-{style}", size)
    visitor.go_to("Models")
    _picture(visitor, f"models-{style}", size)
    visitor.go_to("Scenarios")
    _picture(visitor, f"scenarios-{style}", size)
    visitor.leave()


def _picture(visitor: Visitor, name: str, size: tuple[int, int]) -> None:
    """One picture of what the window shows, and one of the whole page."""
    visitor.page.wait_for_timeout(1500)
    visitor.page.screenshot(path=PICTURES / f"{name}.png")
    height = visitor.page.evaluate("document.querySelector(\"[data-testid='stMain']\").scrollHeight")
    visitor.page.set_viewport_size({"width": size[0], "height": min(height + 120, TALLEST)})
    visitor.page.wait_for_timeout(700)
    visitor.page.screenshot(path=PICTURES / f"{name}-whole.png")
    visitor.page.set_viewport_size({"width": size[0], "height": size[1]})
    visitor.settle()
    print(name)


if __name__ == "__main__":
    sys.exit(main())
