"""Commands whose output goes into a pipe that is closed early, as `head` does."""

from __future__ import annotations

import subprocess
import sys

import pytest

from payoff.__main__ import READER_GONE
from payoff.paths import DATA, ROOT

SAMPLE = str(DATA / "credit.csv")


@pytest.mark.parametrize(
    "arguments",
    [["inspect", SAMPLE], ["map", "credit", SAMPLE], ["score", "credit", SAMPLE, "-o", "-", "--quiet"], ["providers"]],
    ids=lambda arguments: arguments[0],
)
def test_a_reader_that_has_had_enough_ends_a_command_quietly(arguments):
    work = subprocess.Popen([sys.executable, "-m", "payoff", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    work.stdout.close()
    said = work.stderr.read().decode()
    work.stderr.close()
    assert (work.wait(timeout=60), said) == (READER_GONE, "")
