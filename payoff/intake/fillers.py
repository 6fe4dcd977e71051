"""Lines between the rows of a printed or exported table that hold none: empty ones, and the header said again on every page."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from payoff.intake.lettering import word_places
from payoff.intake.raw import whole_column

Places = npt.NDArray[np.int64]

NONE = np.array([], dtype=np.int64)


def blank_rows(cells: pa.Table) -> Places:
    """Rows of `cells` in which no cell holds anything, ascending; none in a single column, where an empty cell may be a value."""
    if cells.num_columns < 2:
        return NONE
    if any(pa.types.is_floating(column.type) and not column.null_count for column in cells.columns):
        # A number in every row spares every other look.
        return NONE
    blank: npt.NDArray[np.bool_] | None = None
    for column in sorted(cells.columns, key=lambda column: not pa.types.is_floating(column.type)):
        empty = _is_blank(whole_column(column))
        blank = empty if blank is None else blank & empty
        if not blank.any():
            return NONE
    return NONE if blank is None or blank.all() else np.flatnonzero(blank)


def repeated_headers(cells: pa.Table) -> Places:
    """Rows of `cells` that name the columns once more, ascending; a column of numbers rules them out."""
    if cells.num_columns < 2 or not all(_is_text(column.type) for column in cells.columns):
        return NONE
    same: npt.NDArray[np.bool_] | None = None
    for name, column in zip(cells.column_names, cells.columns, strict=True):
        equal = _equals(whole_column(column), name)
        same = equal if same is None else same & equal
        if not same.any():
            return NONE
    return NONE if same is None else np.flatnonzero(same)


def _is_blank(column: pa.Array) -> npt.NDArray[np.bool_]:
    if pa.types.is_null(column.type):
        return np.ones(len(column), dtype=bool)
    if not pa.types.is_string(column.type):
        return column.is_null().to_numpy(zero_copy_only=False)
    return pc.fill_null(pc.equal(pc.binary_length(column), 0), True).to_numpy(zero_copy_only=False)


def _equals(column: pa.Array, text: str) -> npt.NDArray[np.bool_]:
    if pa.types.is_dictionary(column.type):
        known = _equals(column.dictionary, text)
        return np.append(known, False)[word_places(column)]
    return pc.fill_null(pc.equal(pc.utf8_trim_whitespace(column), text), False).to_numpy(zero_copy_only=False)


def _is_text(kind: pa.DataType) -> bool:
    return pa.types.is_string(kind) or pa.types.is_dictionary(kind)
