"""What sending on at a threshold finds, counted on outcomes where they are known and expected from the probabilities where not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from payoff.core.decision_curve import threshold_range
from payoff.core.message import say
from payoff.core.screening import Yield
from payoff.core.value import Array, Bools, ValueMatrix
from payoff.domains.panel import Basis, PanelInput, Refusal

NEEDS_OUTCOMES = (
    say(
        "This file does not say who had thyroid disease. Add the column thyroid_disease (yes or no): what the "
        "probabilities promise about themselves is no evidence of net benefit.")
)
NO_ODDS = say("The threshold in use sends on nobody or everybody, so there are no odds to weigh false alarms with.")
THRESHOLD = say("threshold: probability from which a patient is sent on")
STEPS = 60
NEEDS_BOTH = say("Everybody in this file has the same outcome, so nothing shows whether the model tells ill from well.")
NEEDS_RANGE = say(
    "The lowest threshold of the stated range must lie below the highest; change one of the two assumptions.")


@dataclass(frozen=True)
class Patients:
    """Those who count, in file order: with a known outcome or, where none is known, all; `ill` (n,) is 1, 0 or a probability."""

    probability: Array
    ill: Array
    basis: Basis
    known: npt.NDArray[np.intp]
    """Their places in the file."""

    @property
    def count(self) -> int:
        """How many."""
        return len(self.ill)

    @property
    def prevalence(self) -> float:
        """Share of them who are ill."""
        return float(self.ill.mean())

    def flagged(self, threshold: float) -> Bools:
        """Who is sent on, (n,)."""
        return self.probability >= threshold


def read_patients(data: PanelInput) -> Patients:
    """The patients that `data` can be asked about."""
    known = np.flatnonzero(~np.isnan(data.outcome)) if data.outcome is not None else np.array([], dtype=np.intp)
    if data.outcome is None or len(known) == 0:
        return Patients(data.probability, data.probability, "expected", np.arange(len(data.probability)))
    return Patients(data.probability[known], data.outcome[known], "measured", known)


def follow_range(data: PanelInput, patients: Patients) -> Bools | None:
    """Whom the rule without a model sends on (n,): TSH outside the stated range; None where the file has no TSH.

    A patient whose TSH was not measured is not known to lie outside, so is not sent on.
    """
    if "tsh" not in data.columns:
        return None
    tsh = np.asarray(data.columns["tsh"], dtype=float)[patients.known]
    return (tsh < data.settings["tsh_low"]) | (tsh > data.settings["tsh_high"])


def count_yield(patients: Patients, threshold: float, *, test_cost: float, workup_cost: float) -> Yield:
    """Screening with the model at `threshold`; counts are expectations where outcomes are unknown."""
    return count_sent(patients, patients.flagged(threshold), test_cost=test_cost, workup_cost=workup_cost)


def count_sent(patients: Patients, flagged: Bools, *, test_cost: float, workup_cost: float) -> Yield:
    """Screening that sends on `flagged` (n,), by whatever rule."""
    sent, found = float(flagged.sum()), float(patients.ill[flagged].sum())
    return Yield(float(patients.count), sent, found, float(patients.ill.sum()) - found, patients.count * test_cost + sent * workup_cost)


def screening_gain(screened: Yield, values: ValueMatrix) -> float:
    """Money above working nobody up; cells of `values` are numbers."""
    false_alarms = screened.flagged - screened.true_positives
    return float(screened.true_positives * values.event_gain - false_alarms * values.other_loss)


def refuse_without_outcomes(data: PanelInput, patients: Patients, *, key: str, title: str) -> Refusal | None:
    """Why a calculator that lives on measured outcomes cannot answer, if it cannot."""
    if patients.basis != "measured":
        return Refusal(key, title, NEEDS_OUTCOMES)
    if not 0 < patients.prevalence < 1:
        return Refusal(key, title, NEEDS_BOTH)
    if data.settings["threshold_low"] >= data.settings["threshold_high"]:
        return Refusal(key, title, NEEDS_RANGE)
    return None


def stated_range(data: PanelInput) -> Array:
    """Thresholds (T,) over the range the reader states; that range must rise (see refuse_without_outcomes)."""
    low, high = data.settings["threshold_low"], data.settings["threshold_high"]
    return threshold_range(low, high, step=(high - low) / STEPS)


def name_range(data: PanelInput) -> str:
    """The rule without a model, as a reader knows it."""
    return say("TSH outside {low:g} to {high:g}", low=data.settings['tsh_low'], high=data.settings['tsh_high'])


def mark_threshold(threshold: float) -> dict[str, float]:
    """The threshold in use as a chart's mark, where it is one."""
    return {say("in use"): threshold} if 0 < threshold < 1 else {}


def floats(values: Array) -> tuple[float, ...]:
    """An array as a panel's plain numbers."""
    return tuple(float(value) for value in values)
