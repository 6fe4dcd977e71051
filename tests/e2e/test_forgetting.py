"""What a reader brings is theirs alone, is let go when they delete it, and does not outlive their visit."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import foreign_models as models
from tests.e2e.dashboard import CHROMIUM, Visitor, serve_dashboard

NOTHING = {"Brought": 0, "Tidy": 0, "Checked": 0, "UploadedFileRec": 0}


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that forgets ended visits after a second, and tells what it still holds."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed (apt-get install chromium)")
    log = tmp_path_factory.mktemp("watched") / "server.log"
    with serve_dashboard(log, "tests/e2e/watched.py", "--server.disconnectedSessionTTL", "1") as address:
        yield address


def held(address: str) -> dict[str, int]:
    with urllib.request.urlopen(f"{address}/held", timeout=30) as answer:
        return json.load(answer)


def bring(visitor: Visitor) -> None:
    visitor.visit("/bring")
    visitor.upload("private.csv", models.world().to_csv(index=False).encode())
    visitor.sees("What do you have?")
    visitor.page.get_by_test_id("stRadio").get_by_text("Your ONNX model", exact=True).click()
    visitor.settle()
    visitor.page.wait_for_timeout(500)
    visitor.settle()
    uploader = visitor.page.get_by_test_id("stFileUploader").filter(has_text="An ONNX model")
    content = models.one_input_per_column()[0]
    uploader.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "private.onnx", "mimeType": "application/octet-stream", "buffer": content}
    )
    visitor.sees("made by skl2onnx")
    visitor.settle()


def settled(address: str, seconds: float) -> dict[str, int]:
    """What is held once it is nothing, or after `seconds`."""
    deadline = time.monotonic() + seconds
    while (found := held(address)) != NOTHING and time.monotonic() < deadline:
        time.sleep(1)
    return found


def test_deleting_and_leaving_let_go_of_everything(watched, browser):
    reader, stranger = Visitor(browser, watched), Visitor(browser, watched)
    bring(reader)
    found = held(watched)
    assert found["Brought"] > 0
    assert found["Checked"] > 0
    assert found["UploadedFileRec"] == 0

    stranger.visit("/bring")
    stranger.sees("Any table")
    assert stranger.page.get_by_text("private").count() == 0

    reader.press("Delete my data")
    reader.press("Delete now")
    reader.sees("Any table")
    assert reader.page.get_by_text("private").count() == 0
    assert settled(watched, 20) == NOTHING

    bring(reader)
    reader.leave()
    assert settled(watched, 60) == NOTHING
    stranger.leave()
    assert reader.complaints == stranger.complaints == []


def test_the_log_names_no_file(watched, tmp_path_factory):
    logs = sorted(Path(tmp_path_factory.getbasetemp()).glob("watched*/server.log"))
    assert "private" not in logs[-1].read_text(encoding="utf-8", errors="replace")
