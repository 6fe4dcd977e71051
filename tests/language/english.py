"""English left on a page in another language: runs of words that are no name from data."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable, Iterator, Mapping

from payoff.domains import load_domains
from payoff.domains.grid import GRIDS
from payoff.domains.product_presets import GPU
from payoff.workflow.case_file import shipped_case

RUN = re.compile(r"(?:[A-Za-z][A-Za-z'’-]+[,;:.]? ){2,}[A-Za-z][A-Za-z'’-]+")
"""Three English words or more, one after the other."""

NO_TEXT = {"id", "form_id", "script", "page_script_hash", "url_path", "bdata", "family", "deferred_file_id"}
"""Entries of the page's records that nobody reads."""

STREAMLIT = ("Skip to main content", "MB per file", "CSV, TSV, TXT, XLSX, PARQUET, PQ")
"""Its own words in the frame and the uploader, which it takes from nobody."""


def names_from_data() -> list[str]:
    """What may stay as it is, longest first: citations, data values that must match a file, and Streamlit's own words."""
    sheets = list(load_domains().values())
    assumptions = [a for sheet in sheets for a in (*sheet.assumptions, *shipped_case(sheet).sheet.assumptions)]
    sources = {str(a.source) for a in assumptions} | {grid.source for grid in GRIDS.values()} | {GPU.source}
    values = {value for sheet in sheets for column in sheet.columns for value in column.categories}
    listed = {", ".join(column.categories) for sheet in sheets for column in sheet.columns}
    return sorted(sources | values | listed | set(STREAMLIT), key=len, reverse=True)


def english_left(texts: Iterable[str], allowed: Iterable[str]) -> list[str]:
    """The texts that still hold a run of English words once the names allowed are taken out."""
    names = [name for name in allowed if name]
    return sorted({text for text in map(_plain, texts) if RUN.search(_without(text, names))})


def texts_of(record: object) -> Iterator[str]:
    """Every text of a record: a dataclass, mapping, sequence or plain value, however deep."""
    if isinstance(record, str):
        yield record
    elif dataclasses.is_dataclass(record) and not isinstance(record, type):
        for field in dataclasses.fields(record):
            yield from texts_of(getattr(record, field.name))
    elif isinstance(record, Mapping):
        for name, value in record.items():
            if name not in NO_TEXT:
                yield from texts_of(name)
                yield from texts_of(value)
    elif isinstance(record, (tuple, list, set, frozenset)):
        for value in record:
            yield from texts_of(value)


def texts_of_json(text: str) -> Iterator[str]:
    """Every text of a figure as it is sent to the browser."""
    yield from texts_of(json.loads(text))


def _plain(text: str) -> str:
    # Code stays: what stands between backticks, and a command.
    return re.sub(r":material/\w+:|`[^`]*`|python -m payoff( [\w-]+)*", "", text.replace("\\", "")).replace("\u00a0", " ")


def _without(text: str, names: Iterable[str]) -> str:
    for name in names:
        if name in text:
            text = text.replace(name, "§")
    return text
