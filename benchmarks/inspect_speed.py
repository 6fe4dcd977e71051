"""Reading a clean CSV with every decision on record, against polars reading the same file."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.__main__ import plain_lines
from benchmarks.figure import Figure
from payoff.paths import DATA, ROOT

MEGABYTES = 100
REPEATS = 3
MOST = 1.5

CONTESTANTS = {
    "payoff": "from pathlib import Path; from payoff.workflow.inspect import inspect_file; act = lambda p: inspect_file(Path(p))",
    "polars": "import polars; act = polars.read_csv",
}
PROGRAM = """
import sys, time
{setup}
best = float("inf")
for _ in range({repeats}):
    begun = time.perf_counter()
    act(sys.argv[1])
    best = min(best, time.perf_counter() - begun)
print(best)
"""


def measure() -> list[Figure]:
    """Seconds of both on a clean file of MEGABYTES, and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clean.csv"
        write_clean(path)
        # In turns, so that a busy machine slows both.
        runs = [{name: seconds(setup, path) for name, setup in CONTESTANTS.items()} for _ in range(2)]
    best = {name: min(run[name] for run in runs) for name in CONTESTANTS}
    ratio = best["payoff"] / best["polars"]
    return [
        Figure(f"inspect {MEGABYTES} MB of clean CSV", best["payoff"], "s"),
        Figure(f"polars reading {MEGABYTES} MB", best["polars"], "s"),
        Figure("inspect over plain polars reading", ratio, "×", f"at most {MOST}", ratio <= MOST),
    ]


def seconds(setup: str, path: Path) -> float:
    """A contestant's best of REPEATS in a process of its own."""
    program = PROGRAM.format(setup=setup, repeats=REPEATS)
    done = subprocess.run([sys.executable, "-c", program, str(path)], cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout)


def write_clean(path: Path) -> None:
    """The sample of loans over and over, each under a number of its own, up to MEGABYTES."""
    header, *rows = (DATA / "credit.csv").read_bytes().splitlines(keepends=True)
    tails = [row.partition(b",")[2] for row in rows]
    with path.open("wb") as file:
        file.write(header)
        number = 0
        while file.tell() < MEGABYTES << 20:
            file.write(b"".join(b"%d,%s" % (number + at, tail) for at, tail in enumerate(tails)))
            number += len(tails)


if __name__ == "__main__":
    print("\n".join(plain_lines(measure())))
