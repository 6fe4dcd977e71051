"""What a work-up is worth: cash, and health at a willingness to pay, for one patient with the disease or without it."""

from __future__ import annotations

from payoff.core.cost_effectiveness import QalyWeights, qaly_gain
from payoff.core.value import ValueMatrix
from payoff.domains.term_sheet import Money, Rows, Settings


def case_qalys(a: Settings) -> float:
    """QALYs gained per patient whose disease is found now instead of later, less overdiagnosis, discounted."""
    return qaly_gain(1.0, 0.0, overdiagnosed=a["overdiagnosed"], weights=_weights(a))


def false_alarm_qalys(a: Settings) -> float:
    """QALYs lost per patient worked up without the disease."""
    return -qaly_gain(0.0, 1.0, overdiagnosed=0.0, weights=_weights(a))


def worked_up_ill(rows: Rows, a: Settings) -> Money:
    """The disease is found: health and later cost saved, less the work-up."""
    return a["wtp"] * case_qalys(a) + a["early_saving"] - a["workup_cost"]


def worked_up_well(rows: Rows, a: Settings) -> Money:
    """A needless work-up: its cost, and what the alarm does to the patient."""
    return -a["wtp"] * false_alarm_qalys(a) - a["workup_cost"]


def left_well(rows: Rows, a: Settings) -> Money:
    """Nothing to find and nothing done."""
    return 0.0


def left_ill(rows: Rows, a: Settings) -> Money:
    """A missed case comes back later and costs more."""
    return -a["missed_cost"]


def patient_values(a: Settings) -> ValueMatrix:
    """The four cells, the same for every patient."""
    return ValueMatrix(*(float(cell({}, a)) for cell in (worked_up_ill, worked_up_well, left_well, left_ill)))


def _weights(a: Settings) -> QalyWeights:
    return QalyWeights(
        early=a["early_qaly"], overtreatment=a["overtreatment_qaly"], anxiety=a["false_alarm_qaly"], years=round(a["years"]),
        rate=a["discount_rate"],
    )
