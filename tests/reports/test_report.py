"""Reports by the command line and on the page: several at once, whole or not at all, in the language asked for."""

from __future__ import annotations

import io
import zipfile

import pytest
from streamlit.testing.v1 import AppTest

from payoff.__main__ import main
from payoff.paths import DATA, ROOT
from payoff.reports.report import FORMS
from payoff.workflow.case_file import shipped_case

EXAMPLE = DATA / "cases" / "credit.toml"


def test_the_command_writes_several_reports_at_once(tmp_path, capsys) -> None:
    paths = {ending: tmp_path / f"case.{ending}" for ending in ("xlsx", "pptx", "html")}
    options = [text for ending, path in paths.items() for text in (f"--{ending}", str(path))]
    assert main(["case", str(EXAMPLE), *options, "--language", "zh"]) == 0
    printed = capsys.readouterr()
    assert printed.err.splitlines() == [f"Written: {path}" for path in paths.values()]
    assert printed.out.startswith(str(shipped_case("credit").title))
    assert 'lang="zh-CN"' in paths["html"].read_text(encoding="utf-8")
    assert all(zipfile.is_zipfile(paths[ending]) for ending in ("xlsx", "pptx"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case.html", "case.pptx", "case.xlsx"]


def test_a_place_that_cannot_be_written_is_named_and_nothing_is_left(tmp_path, capsys) -> None:
    target = tmp_path / "absent" / "case.html"
    assert main(["case", str(EXAMPLE), "--html", str(target)]) == 2
    assert f"{target} cannot be written" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_report_that_fails_leaves_the_old_one_as_it_was(tmp_path, monkeypatch, capsys) -> None:
    target = tmp_path / "case.html"
    target.write_text("the old one", encoding="utf-8")
    monkeypatch.setattr("payoff.workflow.output.Path.replace", _refuse)
    assert main(["case", str(EXAMPLE), "--html", str(target)]) == 2
    assert "disk is full" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "the old one"
    assert [path.name for path in tmp_path.iterdir()] == ["case.html"]


@pytest.mark.parametrize("ending", ["xlsx", "pptx", "html"])
def test_the_same_answer_gives_the_same_report(credit, ending) -> None:
    first, second = (FORMS[ending].write(credit, "en") for _ in range(2))
    assert _parts(first) == _parts(second)


def test_the_page_offers_every_form(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("PAYOFF_STORE", str(tmp_path / "payoff.sqlite"))
    app = AppTest.from_file(str(ROOT / "payoff/ui/shell.py"), default_timeout=60)
    app.query_params["data"] = "sample"
    app.run()
    app.switch_page("../../pages/case.py").run()
    labels = [button.proto.label for button in app.get("download_button")]
    assert [label for label in labels if label in {str(form.label) for form in FORMS.values()}] == [str(f.label) for f in FORMS.values()]


def _refuse(*_: object) -> None:
    raise OSError(28, "disk is full")


def _parts(content: bytes) -> dict[str, bytes]:
    """What a report holds, without the workbooks behind charts, which carry the time they were made."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return {"": content}
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return {name: parts.read(name) for name in parts.namelist() if "docProps" not in name and "embeddings" not in name}
