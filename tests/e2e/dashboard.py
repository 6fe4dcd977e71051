"""The dashboard as a person meets it: a real server, a real browser, and the waits that keep both honest."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, FilePayload, Locator, Page, Request, expect, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium")
CHROMIUM_FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    # Nobody else can be reached, so a request to another host is seen but never leaves.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
WIDE = (1440, 900)
NARROW = (390, 844)
PATIENCE_MS = 30_000
DROPS = 6
"""Times a file is dropped before the uploader counts as deaf."""

HERE = {"127.0.0.1", None}
"""Hosts a page may ask; data: and blob: addresses have none."""
LOOKED_FOR_IN_VAIN = ("/_stcore/health", "/_stcore/host-config")
"""On a typed address Streamlit first looks for its server below the page's own path: two 404 that mean nothing."""


@contextmanager
def serve_dashboard(log: Path, script: str = "app.py", *options: str) -> Iterator[str]:
    """The address of a server of this checkout on a free port; its output goes to `log`, and it is stopped on leaving."""
    address, process = start_server(log, script, *options)
    try:
        wait_for_health(address, process, log)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def start_server(log: Path, script: str = "app.py", *options: str) -> tuple[str, subprocess.Popen[bytes]]:
    """A server on its way up, and its process; the scenarios lie beside `log`."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, *options, "--server.port", str(port), "--server.address", "127.0.0.1"]
    environment = {**os.environ, "PAYOFF_STORE": str(log.with_name("payoff.sqlite"))}
    with log.open("wb") as out:
        process = subprocess.Popen([*command, "--server.headless", "true"], cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT)
    return f"http://127.0.0.1:{port}", process


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_health(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return once the server answers; RuntimeError with its output when it ends or is silent for a minute."""
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5) as answer:
                if answer.read() == b"ok":
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"The server did not come up:\n{log.read_text(encoding='utf-8', errors='replace')[-4000:]}")


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Debian's chromium without a window."""
    with sync_playwright() as playwright:
        # Debian's launcher script reads this machine's settings; a user's own flags have no place in a test.
        environment = {name: value for name, value in os.environ.items() if name != "CHROMIUM_FLAGS"}
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS, env=environment)
        yield browser
        browser.close()


class Visitor:
    """One person at one browser tab: acts, waits for the page to settle, and remembers what went wrong meanwhile."""

    def __init__(self, browser: Browser, address: str, *, size: tuple[int, int] = WIDE, dark: bool = False) -> None:
        self.address = address
        self.context: BrowserContext = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            accept_downloads=True,
        )
        self.context.set_default_timeout(PATIENCE_MS)
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        self.pardoned: list[str] = []
        self.page: Page = self.context.new_page()
        self.page.on("request", self._note_request)
        self.page.on("console", self._note_error)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note_request(self, request: Request) -> None:
        if urlsplit(request.url).hostname not in HERE:
            self.foreign.append(request.url)

    def _note_error(self, message: ConsoleMessage) -> None:
        where = urlsplit(message.location.get("url", "")).path
        if message.type == "error" and not where.endswith(LOOKED_FOR_IN_VAIN):
            self.complaints.append(f"{message.text} ({where})")

    def visit(self, path: str = "/") -> None:
        """Type an address: a new session, as after F5."""
        self.page.goto(f"{self.address}{path}")
        self.settle()

    def settle(self) -> None:
        """Wait until the page rests. A rerun that has not started yet looks the same: expect new content after this."""
        self.page.wait_for_timeout(210)
        for state in ("[data-test-connection-state='CONNECTED']", "[data-test-script-state='notRunning']"):
            self.page.wait_for_selector(f"[data-testid='stApp']{state}")
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=PATIENCE_MS)
        self.page.wait_for_timeout(100)

    def go_to(self, title: str) -> None:
        """Choose a page in the navigation: on top, or in a narrow window in the side, which is opened and closed again."""
        on_top = self.page.get_by_test_id("stTopNavLink")
        if on_top.count():
            on_top.filter(has_text=title).click()
            self.settle()
            return
        self.page.get_by_test_id("stExpandSidebarButton").click()
        self.page.get_by_test_id("stSidebarNavLink").filter(has_text=title).click()
        self.settle()
        self.page.get_by_test_id("stSidebarCollapseButton").click()
        self.page.wait_for_timeout(300)

    def press(self, name: str) -> None:
        """Press the button called `name`."""
        self.page.get_by_role("button", name=name).first.click()
        self.settle()

    def choose(self, label: str, option: str | re.Pattern[str]) -> None:
        """Take an option of the select box called `label`, by keyboard: a click is lost while the page still moves."""
        box = self.page.get_by_role("combobox", name=label)
        box.focus()
        box.press("ArrowDown")
        self.page.get_by_role("option", name=option).click()
        self.settle()

    def upload(self, name: str, content: bytes) -> None:
        """Hand a file to the page's uploader; the name may be one that no disk would take."""
        # Each file gets an uploader of its own: one given to the last file's, while the page still moves, would be lost.
        self.settle()
        file: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        self.page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(file)
        self.settle()

    def drop(self, name: str, content: bytes) -> None:
        """Hand a file over without rest, until the uploader names it: one that comes too soon after the last it may not take."""
        uploader = self.page.get_by_test_id("stFileUploader").first
        for _ in range(DROPS):
            self.page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(
                {"name": name, "mimeType": "application/octet-stream", "buffer": content}
            )
            try:
                uploader.get_by_text(name).wait_for(timeout=PATIENCE_MS / DROPS)
            except PlaywrightTimeout:
                continue
            return
        raise AssertionError(f"The uploader never named {name}.")

    def sees(self, text: str) -> Locator:
        """Wait until `text` is visible, and return it."""
        found = self.page.get_by_text(text).first
        expect(found).to_be_visible(timeout=PATIENCE_MS)
        return found

    def figure(self, metric: str) -> Locator:
        """The figure under the label `metric`."""
        return self.page.get_by_test_id("stMetric").filter(has_text=metric).first.get_by_test_id("stMetricValue")

    def shows(self, metric: str, figure: str) -> None:
        """Wait until `figure` stands under the label `metric`."""
        expect(self.figure(metric)).to_have_text(figure, timeout=PATIENCE_MS)

    def faults(self) -> list[str]:
        """What must be empty at any time: exceptions on the page, console errors, requests to other hosts."""
        exceptions = self.page.get_by_test_id("stException").all_inner_texts()
        complaints = [complaint for complaint in self.complaints if not any(text in complaint for text in self.pardoned)]
        return [*exceptions, *complaints, *(f"request to {url}" for url in self.foreign)]

    def pardon(self, complaint: str) -> None:
        """A console error with `complaint` in it is what this visit asks for, and no fault."""
        self.pardoned.append(complaint)

    def leave(self) -> None:
        self.context.close()
