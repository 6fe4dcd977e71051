"""From an untidy labelled file to two certified models: seconds for a file as large as is asked for, on the cores there are."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.__main__ import plain_lines
from benchmarks.figure import Figure
from payoff.paths import ROOT

ROWS, NUMBERS, CATEGORIES = 30_000, 15, 7
"""With a date and the outcome 24 columns."""

SECONDS = 60.0
CORES = 2
PROGRAM = """
import os, sys, time
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:{cores}])
from payoff.__main__ import main
begun = time.perf_counter()
status = main(["fit", sys.argv[1], "--target", "outcome", "--event", "yes", "-o", sys.argv[2], "--json"])
print(time.perf_counter() - begun, sum(os.times()[:4]), file=sys.stderr)
sys.exit(status)
"""


def measure() -> list[Figure]:
    """Seconds of `payoff fit` in a process of its own, reading and writing included."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.csv"
        write_own(path)
        command = [sys.executable, "-c", PROGRAM.format(cores=CORES), str(path), str(Path(folder) / "models" / "own")]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, env=os.environ)
    seconds, processor = map(float, done.stderr.strip().splitlines()[-1].split())
    name = f"fit {ROWS:,} rows × {NUMBERS + CATEGORIES + 2} columns, two certified models"
    # A busy machine stretches the first figure and hardly the second.
    return [
        Figure(name, seconds, "s", f"at most {SECONDS:g}", seconds <= SECONDS),
        Figure("the same in processor time, conversion included", processor, "s"),
    ]


def write_own(path: Path) -> None:
    """Numbers, categories, a date and an outcome that depends on some of them, with holes."""
    rng = np.random.default_rng(0)
    numbers = {f"number {at}": rng.normal(0, 1, ROWS).round(3) for at in range(NUMBERS)}
    categories = {f"category {at}": rng.choice([f"value {code}" for code in range(3 + 4 * at)], ROWS) for at in range(CATEGORIES)}
    table = pd.DataFrame(numbers | categories)
    margin = table["number 0"] + np.where(table["number 1"] > 0, 1, -1) * table["number 2"] + (table["category 1"] == "value 1") - 2
    table["asked"] = (np.datetime64("2022-01-01") + np.sort(rng.integers(0, 900, ROWS)).astype("timedelta64[D]")).astype(str)
    table["outcome"] = np.where(rng.random(ROWS) < 1 / (1 + np.exp(-margin)), "yes", "no")
    table.loc[::9, "number 3"] = np.nan
    table.to_csv(path, index=False)


if __name__ == "__main__":
    print("\n".join(plain_lines(measure())))
