"""What a scored file gains: probability, decision and expected value per row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from payoff.core.value import Array
from payoff.domains.term_sheet import Words
from payoff.workflow.decisions import Decisions

ANSWERS = ("probability", "decision", "expected_value")
"""The columns a scored file gains."""


@dataclass(frozen=True)
class Answers:
    """The three answers per row, as columns under `names`."""

    names: tuple[str, str, str]
    words: Words

    def columns(self, probability: Array, decisions: Decisions) -> list[pa.Array]:
        """Probability, the word for what is done, and its expected money, each (n,)."""
        spoken = pa.DictionaryArray.from_arrays(pa.array(decisions.acts.astype(np.int8)), pa.array([self.words.leave, self.words.act]))
        return [pa.array(probability), spoken, pa.array(decisions.expected)]


def name_answers(header: Sequence[str]) -> tuple[str, str, str]:
    """Names for the answers that `header` does not use yet: "payoff_probability" where "probability" is taken."""
    names = []
    for name in ANSWERS:
        while name in header:
            name = f"payoff_{name}"
        names.append(name)
    first, second, third = names
    return first, second, third
