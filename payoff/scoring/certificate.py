"""A bundle's stored parity rows: raw columns beside scikit-learn's probability, scored again wherever the model is opened."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import onnxruntime as ort
import pyarrow as pa
from pyarrow import csv

from payoff.core.message import reason, say
from payoff.domains.encoding import encode_table
from payoff.domains.manifest import FEATURES, PARITY_FILE, TOLERANCE, date_columns
from payoff.scoring.bundle import Bundle, BundleError

PROBABILITY = "probability"


@dataclass(frozen=True)
class Agreement:
    """The largest difference on `rows` stored rows."""

    rows: int
    worst: float

    @property
    def holds(self) -> bool:
        """Whether it is within TOLERANCE; a difference that is not a number is not."""
        return self.worst <= TOLERANCE

    @property
    def words(self) -> str:
        """For a message."""
        return say(
            "differs from scikit-learn by up to {worst:.1e} on {rows} rows ({tolerance:g} is allowed)",
            worst=self.worst,
            rows=self.rows,
            tolerance=TOLERANCE,
        )


@dataclass(frozen=True)
class StoredRows:
    """`features` (n, inputs) float32 and scikit-learn's `probability` (n,) of a bundle's stored rows."""

    features: npt.NDArray[np.float32]
    probability: npt.NDArray[np.float64]


def read_stored(bundle: Bundle) -> StoredRows:
    """The bundle's stored rows, encoded; BundleError when they cannot be read."""
    inputs = bundle.manifest.inputs
    types = {i.column: pa.float64() if i.kind == "number" else pa.string() for i in inputs if not i.part}
    types |= dict.fromkeys(date_columns(inputs), pa.timestamp("us")) | {PROBABILITY: pa.float64()}
    # Only an empty cell is missing; "none" is a category.
    options = csv.ConvertOptions(column_types=types, null_values=[""], strings_can_be_null=True, include_columns=list(types))
    try:
        table = csv.read_csv(bundle.parity_file, convert_options=options, parse_options=csv.ParseOptions(newlines_in_values=True))
    except (OSError, pa.ArrowException) as error:
        raise BundleError(
            say(
                "The model {name!r} has no readable {parity_file}: {reason}; train it again.",
                name=bundle.name,
                parity_file=PARITY_FILE,
                reason=reason(error),
            )
        ) from error
    if not table.num_rows:
        raise BundleError(
            say("The model {name!r} has no rows in {parity_file}; train it again.", name=bundle.name, parity_file=PARITY_FILE)
        )
    return StoredRows(encode_table(table, bundle.manifest.inputs), table[PROBABILITY].to_numpy())


def compare_stored(session: ort.InferenceSession, bundle: Bundle) -> Agreement:
    """Score the bundle's stored rows in `session`; BundleError when they cannot be read."""
    stored = read_stored(bundle)
    found = run_graph(session, bundle.manifest.output, stored.features)
    return Agreement(len(found), float(np.max(np.abs(found - stored.probability))))


def run_graph(session: ort.InferenceSession, output: str, features: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """`output` (n,) float32 of `features` (n, inputs)."""
    if not len(features):
        return np.empty(0, dtype=np.float32)
    return session.run([output], {FEATURES: features})[0].reshape(-1)
