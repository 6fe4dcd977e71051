"""A table as a file to take away: Parquet, or CSV that no spreadsheet will run."""

from __future__ import annotations

import io
from typing import Literal

import pyarrow as pa
import pyarrow.parquet as pq

from payoff.workflow.rows_as_text import header_line, neutralise, text_lines

Format = Literal["csv", "parquet"]


def write_table(table: pa.Table, format: Format) -> bytes:
    """`table` as a file. In CSV, text that a spreadsheet would run as a formula gets an apostrophe before it, headers too."""
    if format == "parquet":
        file = io.BytesIO()
        pq.write_table(table, file)
        return file.getvalue()
    columns = [neutralise(column.combine_chunks()) for column in table.columns]
    names = neutralise(pa.array(table.column_names, pa.string())).to_pylist()
    return "\r\n".join([header_line(names, ","), *text_lines(columns, ",").to_pylist(), ""]).encode("utf-8")
