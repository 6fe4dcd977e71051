"""What a clone holds: bounded requirements, documented commands and pages, nothing large and nothing of one machine's."""

import argparse
import re
import subprocess
from pathlib import Path

import pytest

from payoff.__main__ import COMMANDS, build_parser

ROOT = Path(__file__).parents[1]
LARGEST = 5_000_000
MACHINE_PATH = re.compile(r"(?<![\w.~\-/])/(?:work|tmp|root|home|Users)/\w")
README = (ROOT / "README.md").read_text(encoding="utf-8") if (ROOT / "README.md").exists() else ""


def requirement_lines(name: str) -> list[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line.split("#")[0].strip() for line in lines if line.split("#")[0].strip() and not line.startswith("-r")]


def options_of(command: str) -> set[str]:
    """Long options of a command, without --help."""
    subparsers = next(a for a in build_parser()._actions if isinstance(a, argparse._SubParsersAction))
    actions = subparsers.choices[command]._actions
    return {option for action in actions for option in action.option_strings if option.startswith("--")} - {"--help"}


def readme_section(heading: str) -> str:
    """The text of README below `heading`, up to the next heading of the same depth or less."""
    depth = len(heading) - len(heading.lstrip("#"))
    match = re.search(rf"^{re.escape(heading)}\s*$(.*?)(?=^#{{1,{depth}}} |\Z)", README, re.MULTILINE | re.DOTALL)
    return match.group(1) if match else ""


def tracked_files() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout, so there is no list of tracked files")
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("name", sorted(path.name for path in ROOT.glob("requirements*.txt")))
def test_every_requirement_has_a_lower_and_an_upper_bound(name):
    unbounded = [line for line in requirement_lines(name) if not re.fullmatch(r"[\w\-\[\],]+>=[\d.]+,<[\d.]+", line)]
    assert unbounded == []


@pytest.mark.parametrize("command", COMMANDS)
def test_readme_documents_every_command_with_its_options(command):
    section = readme_section(f"### `{command}`")
    assert f"python -m payoff {command}" in section
    assert {option for option in options_of(command) if option not in section} == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_readme_documents_no_option_that_a_command_lacks(command):
    written = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", readme_section(f"### `{command}`")))
    assert written - options_of(command) == set()


@pytest.mark.parametrize("page", sorted(path.stem for path in (ROOT / "pages").glob("*.py")))
def test_readme_names_every_page(page):
    assert f"**{page.capitalize()}**" in README


def test_readme_links_lead_to_files_that_exist():
    links = {link.split("#")[0] for link in re.findall(r"\]\(([^)]+)\)", README) if not link.startswith(("http", "#"))}
    assert {link for link in links if not (ROOT / link).exists()} == set()


def test_nothing_large_is_tracked():
    assert {path.name: path.stat().st_size for path in tracked_files() if path.stat().st_size > LARGEST} == {}


def test_no_tracked_file_names_a_path_of_one_machine():
    found = {}
    for path in tracked_files():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        if "\0" not in text and (match := MACHINE_PATH.search(text)):
            found[str(path.relative_to(ROOT))] = match.group()
    assert found == {}
