"""A French file of outcomes, without a model, becomes a model of this session and a verdict; nobody else sees either."""

import io
import zipfile

from playwright.sync_api import expect

from tests.e2e.dashboard import PATIENCE_MS
from tests.workflow.own_files import french

FIT_MS = 4 * PATIENCE_MS


def test_from_a_file_of_outcomes_to_a_verdict_and_nothing_is_left(arrive):
    reader, stranger = arrive(), arrive()
    reader.visit("/bring")
    reader.upload("clients.csv", french())
    reader.sees("What do you have?")
    reader.page.get_by_test_id("stRadio").get_by_text("Outcomes", exact=True).click()
    reader.settle()
    reader.sees("By time: rows before 2024-06-17 train")
    reader.sees("Numéro names the rows")
    expect(reader.page.get_by_role("checkbox", name="Leave out Numéro")).to_be_checked()
    reader.press("Fit two models and judge them")
    expect(reader.page.get_by_text("Fitted, and judged on 72 rows it never saw")).to_be_visible(timeout=FIT_MS)
    with reader.page.expect_download() as download:
        reader.page.get_by_role("button", name="Download both models").click()
    names = zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())).namelist()
    assert {"fit-clients/model.onnx", "fit-clients/card.md", "fit-clients/terms.toml", "fit-clients-challenger/model.onnx"} <= set(names)
    reader.press("Decide with the held-out rows")
    reader.sees("Where the money comes from")
    reader.sees("72 rows, measured: outcomes known")
    stranger.visit(reader.page.url.removeprefix(reader.address))
    assert stranger.page.get_by_text("clients").count() == 0
    reader.press("Delete my data")
    reader.press("Delete now")
    reader.sees("None yet")
    assert reader.page.get_by_text("clients").count() == 0
