"""Why a column that seems to tell the outcome is not offered as one: it says the same of every row."""

from __future__ import annotations

from payoff.ui.brought import Brought
from payoff.ui.language import _
from payoff.ui.show import warn
from payoff.workflow.guess_outcome import lone_outcomes


def show_lone_outcomes(file: Brought) -> None:
    """One caution for each such column; nothing where there is none."""
    for name, value in file.once("lone", lambda: lone_outcomes(file.tidy)).items():
        warn(
            _(
                "{column} holds nothing but {value}, so it is not offered: an outcome needs rows where the event happened and rows where "
                "it did not.",
                column=repr(name),
                value=repr(value),
            )
        )
