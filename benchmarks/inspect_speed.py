"""Reading a clean CSV with every decision on record, against polars reading the same file."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from benchmarks.__main__ import plain_lines
from benchmarks.figure import Figure
from payoff.paths import DATA, ROOT

MEGABYTES = 100
REPEATS = 5
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
    """Seconds of both on clean files of MEGABYTES, and their ratios; the target is for the sample of loans."""
    with tempfile.TemporaryDirectory() as folder:
        taken = {}
        for write in (write_loans, write_measurements, write_orders):
            path = Path(folder) / f"{write.__name__}.csv"
            write(path)
            taken[write] = compare(path)
            path.unlink()
    ours, theirs = taken[write_loans]
    ratio, decimals, keys = (ours / theirs for ours, theirs in taken.values())
    return [
        Figure(f"inspect {MEGABYTES} MB of clean CSV", ours, "s"),
        Figure(f"polars reading {MEGABYTES} MB", theirs, "s"),
        Figure("inspect over plain polars reading", ratio, "×", f"at most {MOST}", ratio <= MOST),
        Figure("the same with 100 columns of decimals", decimals, "×"),
        Figure("the same with a key in words in every row", keys, "×"),
    ]


def compare(path: Path) -> tuple[float, float]:
    """Best seconds of Payoff and of polars on one file, in turns, so that a busy machine slows both."""
    runs = [{name: seconds(setup, path) for name, setup in CONTESTANTS.items()} for _ in range(3)]
    ours, theirs = (min(run[name] for run in runs) for name in ("payoff", "polars"))
    return ours, theirs


def seconds(setup: str, path: Path) -> float:
    """A contestant's best of REPEATS in a process of its own."""
    program = PROGRAM.format(setup=setup, repeats=REPEATS)
    done = subprocess.run([sys.executable, "-c", program, str(path)], cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout)


def write_loans(path: Path) -> None:
    """The sample of loans over and over, each under a number of its own, up to MEGABYTES."""
    header, *rows = (DATA / "credit.csv").read_bytes().splitlines(keepends=True)
    tails = [row.partition(b",")[2] for row in rows]
    with path.open("wb") as file:
        file.write(header)
        number = 0
        while file.tell() < MEGABYTES << 20:
            file.write(b"".join(b"%d,%s" % (number + at, tail) for at, tail in enumerate(tails)))
            number += len(tails)


def write_measurements(path: Path) -> None:
    """Decimals with all the digits that a computer writes (seed 0), up to about MEGABYTES."""
    rng = np.random.default_rng(0)
    columns = {f"sensor_{at}": rng.normal(size=MEGABYTES * 520) for at in range(100)}
    pacsv.write_csv(pa.table(columns), path)


def write_orders(path: Path) -> None:
    """Orders with keys that hardly repeat, dates and a free text (seed 0), up to about MEGABYTES."""
    rng = np.random.default_rng(0)
    rows = MEGABYTES * 11_000
    customers = pa.array(rng.integers(0, 10**7, rows)).cast(pa.string())
    table = pa.table({
        "order": np.arange(rows),
        "customer": pc.binary_join_element_wise("C-", customers, ""),
        "date": pa.array(np.datetime64("2020-01-01") + rng.integers(0, 2_000, rows)),
        "amount": rng.gamma(2, 50, rows).round(2),
        "country": rng.choice(["CN", "DE", "FR", "GB", "US"], rows),
        "segment": rng.choice(["consumer", "corporate", "home office"], rows),
        "pieces": rng.integers(1, 20, rows),
        "returned": rng.choice(["no", "yes"], rows),
        "note": rng.choice([f"delivered by the carrier on route {n}" for n in range(3_000)], rows),
    })  # fmt: skip
    pacsv.write_csv(table, path, pacsv.WriteOptions(quoting_style="none"))


if __name__ == "__main__":
    print("\n".join(plain_lines(measure())))
