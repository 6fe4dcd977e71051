"""Answers to report on: every shipped case, with fewer draws than a reader takes; and a spreadsheet program to check them with."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from payoff.core.uncertainty import Plan
from payoff.domains import load_domains
from payoff.paths import DATA
from payoff.workflow.case_answer import CaseAnswer, answer_case
from payoff.workflow.case_file import CaseFile, shipped_case

MADE = date(2026, 11, 22)
DRAWS = 400


@pytest.fixture(scope="session")
def answers() -> Mapping[str, CaseAnswer]:
    """The answer to every shipped case, by domain."""
    return {domain: answer_case(quickly(shipped_case(domain)), DATA, made=MADE) for domain in load_domains()}


@pytest.fixture(scope="session")
def credit(answers) -> CaseAnswer:
    return answers["credit"]


@pytest.fixture(scope="session")
def recalculate(tmp_path_factory) -> Callable[[Mapping[str, bytes]], dict[str, Workbook]]:
    """Workbooks by name, without stored values, opened after LibreOffice has worked out every formula."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed, so no formula can be recalculated")

    def work(books: Mapping[str, bytes]) -> dict[str, Workbook]:
        folder = tmp_path_factory.mktemp("recalculated")
        for name, content in books.items():
            (folder / f"{name}.xlsx").write_bytes(content)
        convert(soffice, folder, "xlsx", [folder / f"{name}.xlsx" for name in books])
        return {name: openpyxl.load_workbook(folder / "out" / f"{name}.xlsx", data_only=True) for name in books}

    return work


def quickly(file: CaseFile) -> CaseFile:
    """The same case with few draws."""
    return replace(file, plan=replace(file.plan, draw=Plan(DRAWS, file.plan.draw.seed)))


def convert(soffice: str, folder: Path, format: str, files: list[Path]) -> None:
    """Convert `files` into folder/out with a profile of their own."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    arguments = [soffice, "--headless", profile, "--convert-to", format, "--outdir", str(folder / "out"), *map(str, files)]
    subprocess.run(arguments, check=True, capture_output=True, timeout=180)
