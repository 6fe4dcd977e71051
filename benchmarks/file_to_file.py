"""Scoring a million loans from file to file, against pandas with the same scikit-learn pipeline and against the limit of the parts."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pacsv
from sklearn.pipeline import Pipeline

from benchmarks.__main__ import plain_lines
from benchmarks.figure import Figure
from payoff.domains import read_domain
from payoff.paths import DATA, ROOT, TRAINING_DATA
from payoff.scoring.bundle import list_bundles
from payoff.scoring.pool import cores
from payoff.training.fit import Fitted, fit_families
from payoff.training.labelled import read_labelled
from payoff.training.vocabulary import read_inputs

ROWS = 1_000_000
LARGE = 4
"""How many times the rows for the memory that must not grow."""

JITTERED = {"duration_months": (4, 72), "credit_amount": (250, 18_424), "age": (19, 75)}
"""Columns moved by up to a tenth, and the bounds they stay in."""

FASTER = {"logistic regression": 3.5, "gradient boosting": 2.5}
OVER_LIMIT, GROWTH, PEAK_MB = 1.3, 1.15, 700.0


@dataclass(frozen=True)
class Run:
    """A contestant's best run: wall and CPU seconds, and the process's peak memory."""

    seconds: float
    cpu: float
    peak_mb: float


def measure() -> list[Figure]:
    """The figures of both families, and the memory of the champion's."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        write_loans(work / "loans.csv")
        models = {bundle.manifest.family.partition(" (")[0]: bundle.name for bundle in list_bundles() if bundle.manifest.domain == "credit"}
        figures = [figure for fitted in fit_credit() for figure in measure_family(fitted, models[fitted.family], work)]
        return figures + measure_memory(models["gradient boosting"], work)


def measure_family(fitted: Fitted, model: str, work: Path) -> list[Figure]:
    """One family against pandas and against the limit: (reading + inference + writing) CPU seconds over the cores."""
    loans, scored = str(work / "loans.csv"), str(work / "scored.parquet")
    (work / "pipeline.pickle").write_bytes(pickle.dumps(Pipeline([("encode", fitted.encoder), ("model", fitted.model)])))
    ours = run("payoff", loans, scored, model)
    theirs = run("pandas", loans, str(work / "theirs.parquet"), str(work / "pipeline.pickle"), repeats=2)
    parts = [run("reading", loans), run("inference", scored, model), run("writing", scored, str(work / "again.parquet"))]
    limit = sum(part.cpu for part in parts) / cores()
    name, floor = fitted.family, FASTER[fitted.family]
    faster, over = theirs.seconds / ours.seconds, ours.seconds / limit
    return [
        Figure(f"{name}: CSV to Parquet, {ROWS:,} rows", ROWS / ours.seconds, "rows/s"),
        Figure(f"{name}: pandas and scikit-learn", ROWS / theirs.seconds, "rows/s"),
        Figure(f"{name}: faster than pandas and scikit-learn", faster, "×", f"at least {floor}", faster >= floor),
        Figure(f"{name}: over reading + inference + writing on {cores()} cores", over, "×", f"at most {OVER_LIMIT}", over <= OVER_LIMIT),
    ]


def measure_memory(model: str, work: Path) -> list[Figure]:
    """Peak memory of the whole process at one and at LARGE times the rows."""
    small, large = work / "loans.csv", work / "large.csv"
    header, rows = small.read_bytes().split(b"\n", 1)
    with large.open("wb") as file:
        file.write(header + b"\n")
        for _ in range(LARGE):
            file.write(rows)
    peaks = [run("payoff", str(path), str(work / "scored.parquet"), model, repeats=1).peak_mb for path in (small, large)]
    growth = peaks[1] / peaks[0]
    return [
        Figure(f"peak memory at {LARGE * ROWS:,} rows", peaks[1], "MB", f"at most {PEAK_MB:.0f}", peaks[1] < PEAK_MB),
        Figure(f"peak memory at {LARGE * ROWS:,} rows over {ROWS:,}", growth, "×", f"at most {GROWTH}", growth <= GROWTH),
    ]


def run(contestant: str, *arguments: str, repeats: int = 5) -> Run:
    """Run a contestant in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.contestants", contestant, str(repeats), *arguments]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return Run(**json.loads(done.stdout))


def fit_credit() -> tuple[Fitted, Fitted]:
    """Both families as the shipped bundles were fitted."""
    sheet = read_domain("credit")
    data = read_labelled(TRAINING_DATA / "credit.csv", sheet)
    return fit_families(data, read_inputs(sheet, data.frame))


def write_loans(path: Path) -> None:
    """ROWS loans drawn from the sample with replacement, their numbers jittered (seed 0)."""
    rng = np.random.default_rng(0)
    sample = pd.read_csv(DATA / "credit.csv", keep_default_na=False)
    drawn = sample.iloc[rng.integers(0, len(sample), ROWS)].reset_index(drop=True)
    drawn["loan_id"] = np.arange(1, ROWS + 1)
    for name, (low, high) in JITTERED.items():
        drawn[name] = np.clip(np.rint(drawn[name] * rng.uniform(0.9, 1.1, ROWS)), low, high).astype(int)
    with path.open("wb") as file:
        file.write(",".join(drawn.columns).encode() + b"\n")
        pacsv.write_csv(
            pa.Table.from_pandas(drawn, preserve_index=False), file, pacsv.WriteOptions(quoting_style="none", include_header=False)
        )


if __name__ == "__main__":
    print("\n".join(plain_lines(measure())))
