"""What is timed, one contestant per process: `python -m benchmarks.contestants NAME ARGUMENT…` prints seconds and memory as JSON.

Starting up, importing and loading what is not the contestant's own work happen before its clock starts.
"""

from __future__ import annotations

import json
import pickle
import sys
import time
from collections.abc import Callable
from pathlib import Path


def payoff(source: str, target: str, model: str) -> Callable[[], None]:
    """File to file as the command line does it."""
    from payoff.workflow.score_file import ScoreOptions, score_file

    return lambda: _ignore(score_file(Path(source), _fresh(target), "credit", options=ScoreOptions(model=model)))


def pandas(source: str, target: str, pipeline: str) -> Callable[[], None]:
    """What one writes without Payoff: read_csv, the fitted scikit-learn pipeline, to_parquet."""
    import pandas as pd

    fitted = pickle.loads(Path(pipeline).read_bytes())

    def work() -> None:
        frame = pd.read_csv(source)
        frame["probability"] = fitted.predict_proba(frame)[:, 1]
        frame.to_parquet(_fresh(target))

    return work


def reading(source: str) -> Callable[[], None]:
    """Parsing alone: every block into typed columns, by one thread."""
    import pyarrow as pa
    import pyarrow.csv as pacsv

    from payoff.domains import read_domain
    from payoff.intake.blocks import cut_blocks
    from payoff.intake.csv_reader import convert_options
    from payoff.intake.lettering import is_plain

    kinds = {"number": pa.float64(), "category": pa.dictionary(pa.int32(), pa.string()), "text": pa.string()}
    types = {column.name: kinds[column.kind] for column in read_domain("credit").columns}

    options = {plain: convert_options(types, plain=plain) for plain in (False, True)}

    def work() -> None:
        with Path(source).open("rb") as file:
            names = file.readline().decode().strip().split(",")
            for block, _ in cut_blocks(file, ","):
                read = pacsv.ReadOptions(column_names=names, use_threads=False, block_size=len(block) + 1)
                pacsv.read_csv(pa.py_buffer(block), read_options=read, convert_options=options[is_plain(block)])

    return work


def inference(scored: str, model: str) -> Callable[[], None]:
    """The model alone on encoded features, by one thread, in batches as large as a block's rows."""
    import pyarrow.parquet as pq

    from payoff.domains.encoding import encode_table
    from payoff.scoring.bundle import find_bundle
    from payoff.scoring.scorer import open_scorer

    bundle = find_bundle("credit", model)
    scorer = open_scorer(bundle, "cpu")
    features = encode_table(pq.read_table(scored), bundle.manifest.inputs)
    batches = [features[start : start + 25_000] for start in range(0, len(features), 25_000)]
    return lambda: [_ignore(scorer.score(batch)) for batch in batches] and None


def writing(scored: str, target: str) -> Callable[[], None]:
    """Writing alone: the finished columns into the same Parquet layout."""
    import pyarrow.parquet as pq

    from payoff.workflow.answers import ANSWERS
    from payoff.workflow.output import ParquetOutput

    batches = pq.read_table(scored).to_batches()

    def work() -> None:
        with _fresh(target).open("wb") as file:
            output = ParquetOutput(file, ANSWERS)
            for batch in batches:
                output.write(batch)
            output.close()

    return work


CONTESTANTS: dict[str, Callable[..., Callable[[], None]]] = {f.__name__: f for f in (payoff, pandas, reading, inference, writing)}


def main() -> None:
    """Run a contestant as often as asked and print its best run."""
    name, repeats, *arguments = sys.argv[1:]
    work = CONTESTANTS[name](*arguments)
    runs = [_time(work) for _ in range(int(repeats))]
    print(json.dumps({"seconds": min(wall for wall, _ in runs), "cpu": min(cpu for _, cpu in runs), "peak_mb": _peak_mb()}))


def _time(work: Callable[[], None]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def _peak_mb() -> float:
    # Not getrusage: its peak begins with that of the process this one was started from.
    status = Path("/proc/self/status")
    if not status.exists():
        return float("nan")
    (line,) = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def _fresh(target: str) -> Path:
    # Taking the place of a file makes the file system wait for the disk, which is not what is compared.
    path = Path(target)
    path.unlink(missing_ok=True)
    return path


def _ignore(result: object) -> None:
    pass


if __name__ == "__main__":
    main()
