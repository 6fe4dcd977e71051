"""The scenarios command: a case goes in, is listed, shown, compared, handed on, deleted and brought back."""

from __future__ import annotations

import json
import re

import pytest

from payoff.__main__ import main
from payoff.paths import DATA

EXAMPLE = DATA / "cases" / "credit.toml"


@pytest.fixture(autouse=True)
def _place(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("PAYOFF_STORE", str(tmp_path / "kept" / "payoff.sqlite"))


@pytest.fixture
def tell(capsys):
    """Run `payoff scenarios …`; its exit status, what it printed, and what it complained of."""

    def told(*arguments: object) -> tuple[int, str, str]:
        status = main(["scenarios", *map(str, arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return told


@pytest.fixture
def key(tell) -> str:
    """The key of the example, saved."""
    return re.search(r"saved as (\S+)\.", tell("import", EXAMPLE, "--author", "Ada")[1])[1]


def test_without_scenarios_the_list_says_where_it_looked(tell, tmp_path):
    status, said, _ = tell("list")
    assert (status, str(tmp_path) in said) == (0, True)
    assert json.loads(tell("list", "--json")[1]) == []


def test_a_case_is_imported_listed_and_shown_to_the_cent(tell, key, capsys):
    assert main(["case", str(EXAMPLE), "--json"]) == 0
    npv = json.loads(capsys.readouterr().out)["measures"]["npv"]
    line = tell("list")[1].splitlines()[1]
    assert line.startswith(key[:8])
    assert f"DM {npv:,.2f}" in line
    assert json.loads(tell("show", key[:6], "--json")[1])["result"]["npv"] == npv
    shown = tell("show", key)[1]
    assert f"DM {npv:,.2f}" in shown
    assert "Ada" in shown


def test_the_list_is_narrowed(tell, key):
    assert len(tell("list", "--author", "Ada", "--domain", "credit", "--text", "LENDER")[1].splitlines()) == 2
    assert tell("list", "--author", "Bo")[1].startswith("No scenario")


def test_an_exported_scenario_is_a_case_file_of_the_same_figures(tell, key, tmp_path, capsys):
    file = tmp_path / "board.toml"
    assert tell("export", key, "-o", file)[0] == 0
    npv = json.loads(tell("show", key, "--json")[1])["result"]["npv"]
    assert main(["case", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["measures"]["npv"] == npv
    assert tell("export", key)[1].strip() == file.read_text(encoding="utf-8").strip()
    assert tell("import", file)[0] == 0
    assert {entry["author"] for entry in json.loads(tell("list", "--json")[1])} == {"Ada"}


def test_two_are_compared_to_the_cent(tell, key, tmp_path):
    other = tmp_path / "other.toml"
    other.write_text(EXAMPLE.read_text(encoding="utf-8").replace("value = 12_000", "value = 13_500"), encoding="utf-8")
    second = re.search(r"saved as (\S+)\.", tell("import", other)[1])[1]
    found = json.loads(tell("compare", key, second, "--json")[1])
    assert [part["name"] for part in found["parts"]] == ["volume"]
    assert sum(part["cents"] for part in found["parts"]) == round(100 * found["second"]) - round(100 * found["first"])
    said = tell("compare", key, second)[1]
    assert "Most of it: Cases a year, from 12,000 in year 1 to 13,500 in year 1, adds" in said


def test_deleted_is_restored_until_deleted_for_good(tell, key):
    assert f"restore {key}" in tell("delete", key)[1]
    assert tell("list")[1].startswith("No scenario")
    assert tell("show", key)[0] == 2
    assert "restored" in tell("restore", key)[1]
    assert tell("show", key)[0] == 0
    assert tell("delete", key[:10], "--for-good")[0] == 0
    status, _, complaint = tell("restore", key)
    assert (status, "There is no scenario" in complaint) == (2, True)


def test_mistakes_are_named_on_standard_error(tell, tmp_path, monkeypatch):
    assert "gone.toml cannot be read" in tell("import", tmp_path / "gone.toml")[2]
    broken = tmp_path / "broken.toml"
    broken.write_text('domain = "credit"\nmonths = 0', encoding="utf-8")
    assert "months must be a whole number" in tell("import", broken)[2]
    monkeypatch.setenv("PAYOFF_STORE", "/proc/nowhere/payoff.sqlite")
    status, said, complaint = tell("list")
    assert (status, said) == (2, "")
    assert "Set PAYOFF_STORE" in complaint
