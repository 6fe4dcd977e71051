"""The terms of a text: words where a script has spaces, characters and pairs of them where it has none."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

WORD = re.compile(r"[^\W_]+")
UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
"""Scripts written without spaces (and Hangul, whose words carry endings): Thai, kana, Chinese characters."""

LONGEST = 4_000
"""Characters of a text that are read; a longer one is judged by its beginning."""


def split_terms(text: str) -> list[str]:
    """The terms of `text` in order, in lower case; none where it holds no letter or digit."""
    terms: list[str] = []
    for word in WORD.findall(text[:LONGEST].lower()):
        at = 0
        for run in UNSPACED.finditer(word):
            if run.start() > at:
                terms.append(word[at : run.start()])
            terms += _pieces(run.group())
            at = run.end()
        if at < len(word):
            terms.append(word[at:])
    return terms


def _pieces(run: str) -> list[str]:
    return [*run, *(run[at : at + 2] for at in range(len(run) - 1))]


def mark_terms(texts: pa.Array, terms: Sequence[str], *, out: npt.NDArray[np.float32]) -> None:
    """Write into `out` (n, terms) which of `terms` occur in each of `texts` (n,): 1 or 0. An empty cell holds none."""
    coded = _coded(texts)
    position = {term: at for at, term in enumerate(terms)}
    found = [sorted({position[term] for term in split_terms(text) if term in position}) for text in coded.dictionary.to_pylist()]
    out[:] = 0.0
    for row, code in enumerate(coded.indices.to_pylist()):
        if code is not None:
            out[row, found[code]] = 1.0


def _coded(texts: pa.Array) -> pa.DictionaryArray:
    if not pa.types.is_dictionary(texts.type):
        texts = pc.cast(texts, pa.large_string()).dictionary_encode()
    return texts if texts.dictionary.null_count == 0 else pc.cast(texts, pa.large_string()).dictionary_encode()
