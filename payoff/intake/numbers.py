"""Text read as numbers: what counts as a number, as infinite, as missing, and what is none of these."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

MISSING_WORDS = ("", "NA", "N/A", "n/a", "<NA>", "#N/A", "NULL", "null", "NaN", "nan", "None")
"""What a cell says when it has nothing to say; the usual exports of pandas, R, SQL and spreadsheets."""

NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"

NOT_FINITE = r"^[+-]?(?i:inf|infinity|nan)$"


def read_numbers(text: pa.StringArray) -> tuple[pa.DoubleArray, pa.BooleanArray]:
    """`text` (n,) as numbers, null where missing or unreadable, and which were unreadable (n,).

    Reads at least all that pyarrow's CSV reader reads, to the same value.
    """
    trimmed = pc.ascii_trim(text, characters=" \t")
    missing = pc.or_(pc.is_null(trimmed), pc.is_in(trimmed, value_set=pa.array(MISSING_WORDS)))
    number = pc.match_substring_regex(trimmed, f"{NUMBER}|{NOT_FINITE}")
    unreadable = pc.invert(pc.or_(missing, pc.fill_null(number, False)))
    none = pa.scalar(None, type=pa.string())
    plain = pc.if_else(pc.or_(missing, unreadable), none, pc.replace_substring_regex(trimmed, r"^\+", ""))
    return pc.cast(plain, pa.float64()), unreadable
