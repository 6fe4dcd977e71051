"""What some lines of a clean file say about how all of them are read in the least time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

from payoff.intake.numbers import MISSING_WORDS

WINDOWS = 8
"""Places of the file where words of categories are looked for, so that few are met unprepared."""

WINDOW = 1 << 14

WHOLE = r"^-?[0-9]{1,9}$"
"""A whole number of 32 bits."""

FEW_WORDS = 100
"""Different words up to which a column's words may all have been met."""

MET_AGAIN = 0.1
"""Share of the words met in the lower half of the file that must stand in the upper half for a column to be coded by its words."""

Data = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Style:
    """How the fields are written."""

    separator: str
    quoted: bool


@dataclass(frozen=True)
class Guess:
    """What the columns are read as, the quickest schema first, and the word that stands for an empty cell in some."""

    schemas: tuple[Mapping[str, pl.DataType], ...]
    none: Mapping[str, str]


def look_over(pieces: bytes, types: Mapping[str, pa.DataType], style: Style) -> Guess:
    """In which types the columns are read in less time, by rows from all over the file."""
    safe = {name: pl.Float64() if pa.types.is_floating(kind) else pl.String() for name, kind in types.items()}
    met = read_rows(pieces, dict.fromkeys(types, pl.String()), style) if pieces else None
    return Guess((safe,), {}) if met is None else _choose(met, safe, quoted=style.quoted)


def _choose(met: pl.DataFrame, safe: Mapping[str, pl.DataType], *, quoted: bool) -> Guess:
    asked = {name: _ask_numbers(name) if kind == pl.Float64 else _ask_words(name) for name, kind in safe.items()}
    found = _ask(met, list(asked.values()))
    numbers = {name: said for name, said in found.items() if safe[name] == pl.Float64}
    whole = {name: pl.Int32() for name, said in numbers.items() if said["whole"]}
    none = {name: said["none"][0] for name, said in numbers.items() if len(said["none"]) == 1}
    coded, listed = _code_words(met, {name: said for name, said in found.items() if name not in numbers}, quoted=quoted)
    return Guess(({**safe, **whole, **coded, **listed}, {**safe, **whole, **coded}, safe), none)


def _code_words(
    met: pl.DataFrame, found: Mapping[str, dict[str, Any]], *, quoted: bool
) -> tuple[dict[str, pl.DataType], dict[str, pl.DataType]]:
    """Columns whose words repeat, to be coded as they are met, and those whose words are all known."""
    few = {name: said for name, said in found.items() if len(said["words"]) <= FEW_WORDS}
    # A word met only once says that there are others yet unmet.
    listed: dict[str, pl.DataType] = {name: pl.Enum(said["words"]) for name, said in few.items() if (said["fewest"] or 0) > 1}
    if quoted:
        # Where fields are quoted polars codes '"Acme" Inc' as 'Acme In' without a word; as text it refuses it.
        return {}, listed
    again = _ask(met, [_ask_again(name, met.height // 2) for name in found if name not in few])
    repeated = [*few, *(name for name, share in again.items() if (share or 0.0) >= MET_AGAIN)]
    return {name: pl.Categorical(pl.Categories.random()) for name in repeated}, listed


def _ask(met: pl.DataFrame, questions: list[pl.Expr]) -> dict[str, Any]:
    # All columns in one go: a question asked of polars takes longer on its way than here to be answered.
    return met.select(questions).row(0, named=True) if questions else {}


def _ask_numbers(name: str) -> pl.Expr:
    """Whether all numbers are whole, and which words stand for none."""
    there, none = pl.col(name), pl.col(name).is_in(MISSING_WORDS)
    return pl.struct(whole=there.filter(~none).str.contains(WHOLE).all(), none=there.filter(none).unique().implode()).alias(name)


def _ask_words(name: str) -> pl.Expr:
    """The different words, or the first of many, and how often the rarest stands."""
    there = pl.col(name).drop_nulls()
    return pl.struct(words=there.unique().sort().head(FEW_WORDS + 1).implode(), fewest=there.unique_counts().min()).alias(name)


def _ask_again(name: str, half: int) -> pl.Expr:
    """Which share of the lower half's words stands in the upper half too."""
    return pl.col(name).slice(half).drop_nulls().is_in(pl.col(name).slice(0, half).implode()).mean()


def take_windows(below: Data) -> bytes:
    """Whole lines from WINDOWS places of the rows `below` the header; all of few."""
    if len(below) <= WINDOWS * WINDOW:
        return below.tobytes()
    pieces = []
    for at in np.linspace(0, len(below), WINDOWS, endpoint=False).astype(int).tolist():
        piece = below[at : at + WINDOW].tobytes()
        pieces.append(piece[0 if at == 0 else piece.find(b"\n") + 1 : piece.rfind(b"\n") + 1])
    return b"".join(pieces)


def read_rows(
    content: Path | bytes, schema: Mapping[str, pl.DataType], style: Style, *, none: Mapping[str, str] | None = None, skip_lines: int = 0
) -> pl.DataFrame | None:
    quote = '"' if style.quoted else None
    try:
        return pl.read_csv(
            content, has_header=False, schema=dict(schema), separator=style.separator, quote_char=quote,
            null_values=dict(none or {}) or None, skip_lines=skip_lines, glob=False,
        )  # fmt: skip
    except (pl.exceptions.PolarsError, OSError):
        # A number that is none, more words than have a code, a field too many.
        return None
