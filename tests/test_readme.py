"""README is true: every command, option, page and column is in it, and its example prints what it says."""

import argparse
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from payoff.__main__ import COMMANDS, build_parser
from payoff.domains import read_domain

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
RATE = re.compile(r"[\d,]+ rows/s on .*, model")
"""Speed and provider are the machine's, not the program's."""


def options_of(command: str) -> set[str]:
    """Long options of a command and of what it can be told to do, without --help."""
    subparsers = next(a for a in build_parser()._actions if isinstance(a, argparse._SubParsersAction))
    return long_options(subparsers.choices[command]) - {"--help"}


def long_options(parser: argparse.ArgumentParser) -> set[str]:
    """Long options of a parser and of those below it."""
    own = {option for action in parser._actions for option in action.option_strings if option.startswith("--")}
    below = [action.choices.values() for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return own.union(*(long_options(choice) for choices in below for choice in choices))


def readme_section(heading: str) -> str:
    """The text of README below `heading`, up to the next heading of the same depth or less."""
    depth = len(heading) - len(heading.lstrip("#"))
    match = re.search(rf"^{re.escape(heading)}\s*$(.*?)(?=^#{{1,{depth}}} |\Z)", README, re.MULTILINE | re.DOTALL)
    return match.group(1) if match else ""


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


def test_readme_lists_every_column_of_the_credit_contract_with_its_categories():
    section = readme_section("## Your own credit file")
    missing = [word for c in read_domain("credit").columns for word in (f"`{c.name}`", *c.categories) if word not in section]
    assert missing == []


def console_examples() -> list[tuple[str, str]]:
    """(command, what README says it prints) for each command of README's console blocks, in order."""
    blocks = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    return [(c, said.strip("\n")) for block in blocks for c, said in re.findall(r"^\$ (.*?)\n(.*?)(?=^\$ |\Z)", block, re.M | re.S)]


def test_the_console_example_prints_what_readme_says(tmp_path):
    (tmp_path / "data").symlink_to(ROOT / "data")
    environment = {"PYTHONPATH": str(ROOT), "PATH": "", "COLUMNS": "120"}
    examples = console_examples()
    assert [command.split()[3] for command, _ in examples] == ["score", "value"]
    for command, said in examples:
        arguments = [sys.executable, *shlex.split(command)[1:]]
        done = subprocess.run(arguments, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=60)
        printed = (done.stdout + done.stderr).strip("\n")
        assert RATE.sub("", printed) == RATE.sub("", said)
