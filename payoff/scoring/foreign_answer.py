"""What a stranger's model answers, whatever its exporter's habits, as one table of numbers; runs inside the sandbox."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from payoff.scoring.foreign_model import shorten_name
from payoff.scoring.foreign_reasons import Refusal

MOST_ANSWERS = 64
"""Numbers per row that are read."""

Numbers = npt.NDArray[np.float64]
Named = tuple[dict[str, Any], Numbers]
"""{"output", "label", "whole"} and the numbers (rows,) under it."""


def read_answers(values: Sequence[Any], names: Sequence[str], rows: int) -> tuple[list[dict[str, Any]], Numbers]:
    """Each number per row that `values` hold, described, and the numbers (rows, k); Refusal where they do not fit the rows.

    Tensors may be (rows,), (rows, 1) or (rows, k); a list of maps gives one column per key. Text labels are no numbers.
    """
    found: list[Named] = []
    for value, name in zip(values, names, strict=True):
        found += _read_output(value, name, rows)
        if len(found) > MOST_ANSWERS:
            raise Refusal("too_many_answers", count=len(found), most=MOST_ANSWERS)
    if not found:
        raise Refusal("no_numbers")
    return [said for said, _ in found], np.column_stack([numbers for _, numbers in found])


def _read_output(value: Any, name: str, rows: int) -> list[Named]:
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        return _read_maps(value, name, rows)
    if isinstance(value, np.ndarray) and value.dtype.kind in "fiub":
        return _read_tensor(value, name, rows)
    return []


def _read_tensor(value: npt.NDArray[Any], name: str, rows: int) -> list[Named]:
    if value.ndim == 0 or len(value) != rows:
        raise Refusal("row_count", output=shorten_name(name), found=len(value) if value.ndim else 1, rows=rows)
    matrix = value.reshape(rows, -1)
    if matrix.shape[1] > MOST_ANSWERS:
        raise Refusal("too_many_answers", count=matrix.shape[1], most=MOST_ANSWERS)
    whole = value.dtype.kind in "iub"
    label = [""] if matrix.shape[1] == 1 else [str(place) for place in range(matrix.shape[1])]
    return [({"output": name, "label": label[k], "whole": whole}, matrix[:, k].astype(np.float64)) for k in range(matrix.shape[1])]


def _read_maps(value: list[dict[Any, Any]], name: str, rows: int) -> list[Named]:
    if len(value) != rows:
        raise Refusal("row_count", output=shorten_name(name), found=len(value), rows=rows)
    keys = list(dict.fromkeys(key for item in value for key in item))
    if len(keys) > MOST_ANSWERS:
        raise Refusal("too_many_answers", count=len(keys), most=MOST_ANSWERS)
    if not all(isinstance(number, int | float) for number in value[0].values()):
        return []
    columns = [np.array([item.get(key, np.nan) for item in value], dtype=np.float64) for key in keys]
    said: list[dict[str, Any]] = [{"output": name, "label": shorten_name(str(key)), "whole": False} for key in keys]
    return list(zip(said, columns, strict=True))
