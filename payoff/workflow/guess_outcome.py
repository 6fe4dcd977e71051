"""Which column of a file seems to tell how its rows turned out, and which of its values says that the event happened."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from payoff.core.value import Array
from payoff.intake.lettering import word_places
from payoff.intake.tidy import Tidy
from payoff.intake.words import YES_NO
from payoff.workflow.outcome_words import SAYS_NOTHING, are_ticks

MOST_VALUES = 20
"""Different values up to which a column may tell how rows turned out."""

LOOKED_AT = 10_000
"""First rows that settle for most columns that they hold too many values."""

OUTCOME_NAMES = (
    "outcome", "label", "target", "default", "defaulted", "event", "churn", "churned", "fraud", "response", "y", "ytrue", "actual", "bad",
    "result", "responded", "converted", "purchased", "subscribed", "cancelled", "canceled", "attrition", "died", "death", "dead", "npa",
    "delinquent", "chargeoff", "arrears", "ausgefallen", "ausfall", "ergebnis", "ziel", "storniert", "gekündigt", "zahlungsausfall",
    "résultat", "resultat", "défaut", "defaut", "impayé", "resultado", "impago", "incumplimiento", "结果", "标签", "违约", "是否违约",
    "流失", "欺诈", "逾期", "好坏", "結果", "標籤", "違約", "延滞", "逾期", "詐欺", "解約", "дефолт", "просрочка", "отток", "niespłacony",
    "부도", "연체", "이탈",
)  # fmt: skip
TELLING_WORDS = {
    "bad", "default", "defaulted", "charged off", "charge-off", "delinquent", "unpaid", "late", "churn", "churned", "attrited customer",
    "lost", "fraud", "fraudulent", "responded", "positive", "ausgefallen", "ausfall", "unbezahlt", "überfällig", "gekündigt", "schlecht",
    "betrug", "impayé", "défaut", "mauvais", "fraude", "impagado", "impago", "malo", "moroso", "违约", "逾期", "坏", "流失", "欺诈", "未还",
}  # fmt: skip
"""What stands in a column of outcomes where the event happened, and hardly anywhere else."""

EVENT_WORDS = {"1", "true"} | TELLING_WORDS | {word for _, words, _ in YES_NO for word in words}


@dataclass(frozen=True)
class OutcomeValue:
    """One value of a column as the file writes it, and how many rows hold it."""

    text: str
    count: int


def outcome_candidates(tidy: Tidy) -> list[str]:
    """Columns with few different values, those that speak of an outcome first, then those with exactly two."""
    found = {name: outcome_values(tidy, name) for name in tidy.table.column_names}
    values = {name: len(few) for name, few in found.items()}
    few = [name for name in found if 2 <= values[name] <= MOST_VALUES or _is_ticked(tidy, found[name])]
    return sorted(few, key=lambda name: (not speaks_of(name, OUTCOME_NAMES), values[name] != 2, few.index(name)))


def guess_outcome(tidy: Tidy, score: str | None) -> str | None:
    """The column that seems to tell the outcome, by its name or else by its values; None where none of those with few values does."""
    candidates = [name for name in outcome_candidates(tidy) if name != score]
    named = [name for name in candidates if speaks_of(name, OUTCOME_NAMES)]
    telling = [name for name in candidates if {value.text.lower() for value in outcome_values(tidy, name)} & TELLING_WORDS]
    return next(iter([*named, *telling]), None)


def lone_outcomes(tidy: Tidy) -> dict[str, str]:
    """Columns that seem to tell the outcome, by name or value, but say the same of every row; and what they say."""
    found = {name: outcome_values(tidy, name) for name in tidy.table.column_names}
    alone = {name: values[0].text for name, values in found.items() if len(values) == 1 and not _is_ticked(tidy, values)}
    return {name: text for name, text in alone.items() if speaks_of(name, OUTCOME_NAMES) or text.lower() in TELLING_WORDS}


def outcome_values(tidy: Tidy, name: str) -> tuple[OutcomeValue, ...]:
    """The different values of a column as written, the rarer first; nothing for a column of more than MOST_VALUES."""
    column = tidy.cells.column(name)
    if pa.types.is_nested(column.type) or len(pc.unique(column.slice(0, LOOKED_AT))) > 2 * MOST_VALUES:
        return ()
    counts = pc.value_counts(column.combine_chunks())
    if len(counts) > 2 * MOST_VALUES:
        return ()
    found: Counter[str] = Counter()
    for entry in counts.to_pylist():
        text = write_cell(entry["values"])
        if text and text.lower() not in SAYS_NOTHING:
            found[text] += entry["counts"]
    ordered = sorted(found.items(), key=lambda pair: (pair[1], pair[0]))
    return tuple(OutcomeValue(text, count) for text, count in ordered) if len(ordered) <= MOST_VALUES else ()


def guess_event(values: Iterable[OutcomeValue]) -> str | None:
    """The value that seems to say that the event happened: a yes, a 1, or else the rarest."""
    ordered = list(values)
    if {value.text for value in ordered} == {"1", "2"}:
        # Codes of two classes, no yes and no: the rarer is the one that is looked for.
        return ordered[0].text
    said = [value.text for value in ordered if value.text.lower() in EVENT_WORDS]
    return said[0] if len(said) == 1 else ordered[0].text if ordered else None


def _is_ticked(tidy: Tidy, values: tuple[OutcomeValue, ...]) -> bool:
    return are_ticks([value.text for value in values]) and values[0].count < tidy.table.num_rows


def known_outcome(tidy: Tidy, name: str, event: str) -> Array:
    """1 where `event` stands in the column, 0 where something else does, NaN where nothing: (n,)."""
    column = tidy.cells.column(name).combine_chunks()
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    words = [write_cell(value) for value in coded.dictionary.to_pylist()]
    unknown = 0.0 if are_ticks({word for word in words if word}) else np.nan
    codes = [unknown if not word or word.lower() in SAYS_NOTHING else float(word.lower() == event.lower()) for word in words]
    return np.array([*codes, unknown])[word_places(coded)]


def write_cell(value: object) -> str:
    """A cell as text, the way a person would write it: 1 for 1.0, true for True."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value).strip()


def speaks_of(name: str, words: Iterable[str]) -> bool:
    """Whether a column's name holds one of `words`: as a word of its own or glued to others where the word is long enough to be meant."""
    parts = [part for part in re.split(r"[\W_\d]+", re.sub(r"(?<=[a-zß-ÿ])(?=[A-Z])", " ", name).casefold()) if part]
    glued = "".join(parts)
    return any(word in parts or word == glued or (word in glued and (len(word) >= 5 or ord(word[0]) > 0x2E80)) for word in words)
