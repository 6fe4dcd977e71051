"""The dashboard as AppTest runs it, and small files of loans to upload."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import NumberInput

from payoff.paths import DATA

ROOT = Path(__file__).parents[2]
Rows = list[dict[str, str]]


class Dashboard:
    """AppTest with the words a reader would use."""

    def __init__(self, **address: str) -> None:
        self.app = AppTest.from_file(str(ROOT / "payoff/ui/shell.py"), default_timeout=60)
        for name, value in address.items():
            self.app.query_params[name] = value
        self.app.run()

    def go(self, page: str) -> Dashboard:
        self.app.switch_page(f"../../pages/{page}.py").run()
        return self

    def press(self, label: str) -> Dashboard:
        next(button for button in self.app.button if button.label == label).click().run()
        return self

    def upload(self, name: str, content: bytes) -> Dashboard:
        next(uploader for uploader in self.app.file_uploader if "table" in uploader.label).upload(name, content).run()
        return self

    def wait(self, *slots: str) -> Dashboard:
        """Let work under way in `slots` come to its end, and the page take it in."""
        for slot in slots:
            if f"payoff.work.{slot}" in self.app.session_state:
                assert self.app.session_state[f"payoff.work.{slot}"].job.wait(60)
                self.app.run()
        return self

    def money(self, place: int) -> NumberInput:
        """The amount in `place` of a form of costs, from 0."""
        return [box for box in self.app.number_input if box.label == "Money per row"][place]

    def reads(self, label: str) -> str:
        """The value of the number whose label begins so."""
        return next(metric.value for metric in self.app.metric if metric.label.replace("\\", "").startswith(label))

    @property
    def words(self) -> str:
        """All text on the page, without the backslashes that keep it plain."""
        kinds = (self.app.title, self.app.subheader, self.app.markdown, self.app.caption, self.app.text, self.app.error, self.app.warning)
        return "\n".join(str(element.value) for kind in kinds for element in kind).replace("\\", "").replace("\u00a0", " ")

    @property
    def alive(self) -> bool:
        """Whether neither a traceback nor the words for a fault are on the page."""
        return not self.app.exception and "A fault in the program" not in self.words


@pytest.fixture(scope="session", autouse=True)
def scanned_once() -> Iterator[None]:
    """Streamlit looks through all installed packages for every AppTest; here once, for they stay the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A store of scenarios for this test alone."""
    place = str(tmp_path / "payoff.sqlite")
    monkeypatch.setenv("PAYOFF_STORE", place)
    return place


@pytest.fixture
def dashboard() -> Callable[..., Dashboard]:
    return Dashboard


@pytest.fixture
def loans() -> Rows:
    """The sample's first eighty rows."""
    with (DATA / "credit.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))[:80]


@pytest.fixture
def as_csv() -> Callable[[Rows], bytes]:
    return write_rows


def write_rows(rows: Rows) -> bytes:
    """`rows` as a CSV file."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
