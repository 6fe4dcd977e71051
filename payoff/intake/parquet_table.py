"""A Parquet file as rows held in memory: refused where it is nested too deep, too wide, or unfolds to more than it can hold."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from payoff.core.message import say
from payoff.intake.column_numbers import EXACT
from payoff.intake.decisions import EXAMPLES_SHOWN, Decision
from payoff.intake.layout import check_columns, name_columns
from payoff.intake.parquet import broken_parquet_refused
from payoff.intake.problems import Problem, refuse, shorten
from payoff.intake.raw import Raw, check_size, no_rows
from payoff.intake.source import Source


def read_parquet_table(source: Source) -> Raw:
    """Every row of a Parquet `source`; nested and binary columns are left out with a word about it."""
    with broken_parquet_refused(source.name):
        file = source.open_parquet()
        schema = file.schema_arrow
        check_columns(len(schema))
        check_size(file.metadata.num_rows, len(schema), source.name)
        flat = [at for at, field in enumerate(schema) if is_flat(field.type)]
        if not flat:
            raise refuse(
                "no_flat_column",
                say("{name!r} holds only nested or binary columns.", name=source.name),
                say("Unnest it into plain columns first."),
            )
        names = [schema.field(at).name for at in flat]
        table = _read_columns(file, names, source.name)
    named, decisions = name_columns(table.column_names, table.num_columns)
    left = [shorten(field.name) for at, field in enumerate(schema) if at not in set(flat)]
    problems = (_left_out(left),) if left else ()
    if not table.num_rows:
        raise no_rows(source.name)
    columns = [_plain(column.combine_chunks()) for column in table.columns]
    because = dict.fromkeys(named, say("the file says so"))
    kept = pa.Table.from_arrays(columns, names=list(named))
    said = Decision("format", "Parquet", say("the file begins as such, and brings its column types"))
    rows = np.arange(table.num_rows) + 1
    return Raw(kept, rows, None, table.num_rows, because=because, decisions=(said, *decisions), problems=(*source.problems, *problems))


def is_flat(kind: pa.DataType) -> bool:
    """Whether a column's values are single plain ones."""
    kind = _stored(kind)
    value = kind.value_type if pa.types.is_dictionary(kind) else kind
    binary = pa.types.is_binary(value) or pa.types.is_large_binary(value) or pa.types.is_fixed_size_binary(value)
    return not (pa.types.is_nested(value) or binary or pa.types.is_duration(value) or pa.types.is_interval(value))


def _stored(kind: pa.DataType) -> pa.DataType:
    """How the values of a type that a library has added are kept."""
    return kind.storage_type if isinstance(kind, pa.BaseExtensionType) else kind


def _read_columns(file: pa.parquet.ParquetFile, names: list[str], name: str) -> pa.Table:
    if len(set(file.schema_arrow.names)) < len(file.schema_arrow.names):
        raise refuse(
            "duplicate_header",
            say("More than one column of {name!r} has the same name.", name=name),
            say("Give each column a name of its own."),
        )
    return file.read(columns=names)


def _plain(array: pa.Array | pa.ChunkedArray) -> pa.Array:
    """A column's values as numbers, days, yes and no or text; what a number would round, and hours of the day, as text."""
    array = array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
    array = array.storage if isinstance(array, pa.ExtensionArray) else array
    value = array.type.value_type if pa.types.is_dictionary(array.type) else array.type
    if pa.types.is_time(value):
        return pc.replace_substring_regex(pc.cast(array, pa.string()), r"\.0+$", "")
    worded = pa.types.is_large_string(value) or pa.types.is_string_view(value) or pa.types.is_dictionary(array.type)
    if worded or _would_round(array):
        text = pc.cast(array, pa.string())
        return text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text
    return array


def _would_round(array: pa.Array) -> bool:
    """Whether whole numbers are so large that they are codes: as numbers they would lose digits."""
    if not (pa.types.is_integer(array.type) or (pa.types.is_decimal(array.type) and array.type.scale == 0)):
        return False
    bounds = pc.min_max(array).as_py()
    return bounds["min"] is not None and max(-bounds["min"], bounds["max"]) >= EXACT


def _left_out(names: list[str]) -> Problem:
    return Problem(
        "nested_column",
        "warning",
        say("{names} hold nested or binary values and were left out.", names=", ".join(names[:EXAMPLES_SHOWN])),
        say("Unnest them into plain columns if they matter."),
        count=len(names),
    )
