"""Calculators for those who run the clinic: work per case found, room for work-ups, and a second test before them."""

from __future__ import annotations

import numpy as np

from payoff.core.answer import Answer, undefined
from payoff.core.message import say
from payoff.core.screening import DiagnosticTest, Queue, Yield, screen_in_two_stages, sensitivity_at, work_off
from payoff.core.value import Bools
from payoff.core.wording import count, decimal, money
from payoff.domains.medical_counts import (
    NEEDS_BOTH,
    NEEDS_OUTCOMES,
    NEEDS_RANGE,
    THRESHOLD,
    Patients,
    count_yield,
    floats,
    mark_threshold,
    read_patients,
    screening_gain,
    stated_range,
)
from payoff.domains.medical_money import patient_values
from payoff.domains.panel import Array, Figure, Panel, PanelInput, Refusal, Series


def count_work(data: PanelInput) -> Panel | Refusal:
    """Work-ups and money per case found."""
    key, title = "evaluate", say("Work-ups and cost per case found")
    if data.settings["threshold_low"] >= data.settings["threshold_high"]:
        return Refusal(key, title, NEEDS_RANGE)
    patients, at = read_patients(data), stated_range(data)
    here, along = _screen(data, patients, data.threshold), [_screen(data, patients, float(t)) for t in at]
    return Panel(
        key, title, _advise_work(here, data), patients.basis,
        figures=(
            _figure(say("Work-ups per case found"), here.needed_to_evaluate, "", note=say("1 ÷ share of ill among those sent on.")),
            _figure(say("Cost per case found"), here.cost_per_case, data.currency, note=say("All TSH tests and the work-ups.")),
            Figure(say("Cases found"), here.true_positives, say("of {n}", n=count(here.true_positives + here.missed))),
            Figure(say("Cases missed"), here.missed, ""),
        ),
        series=(
            Series(say("work-ups per case found"), floats(at), tuple(y.needed_to_evaluate.value for y in along)),
            Series(say("most the threshold accepts, 1 ÷ t"), floats(at), floats(1 / at)),
        ),
        x_label=THRESHOLD, y_label=say("work-ups per case found"),
        header=(say("threshold"), say("sent on"), say("found"), say("missed"), say("work-ups per case"), say("{currency} per case", currency=data.currency)),
        table=tuple(_work_row(float(t), y) for t, y in list(zip(at, along, strict=True))[::10]),
        marks=mark_threshold(data.threshold),
        note=(
            say(
                "Number needed to evaluate is 1 ÷ PPV. It stays under 1 ÷ t wherever the probabilities are right, "
                "because nobody sent on has a probability below t. Cost per case counts the TSH test of every patient in "
                "the file and the work-up of those sent on.")
        ),
    )  # fmt: skip


def fill_slots(data: PanelInput) -> Panel | Refusal:
    """Whether the clinic keeps up, and what its room finds."""
    patients, a = read_patients(data), data.settings
    arrivals = _arrivals(patients.flagged(data.threshold), round(a["file_weeks"]))
    room = int(a["slots_per_week"] * len(arrivals))
    queue = work_off(arrivals, a["slots_per_week"], waiting=0.0)
    share = sensitivity_at(patients.probability, patients.ill, room) if patients.basis == "measured" else undefined(NEEDS_OUTCOMES)
    weeks = floats(np.arange(1.0, len(arrivals) + 1))
    return Panel(
        "capacity", say("Room for work-ups"), _advise_room(arrivals, queue, patients, slots=a["slots_per_week"]), patients.basis,
        figures=(
            Figure(say("Sent on"), float(arrivals.mean()), say("per week")),
            Figure(say("Slots"), a["slots_per_week"], say("per week")),
            Figure(say("Waiting at the end"), float(queue.waiting[-1]), say("patients")),
            Figure(say("Wait at the end"), float(queue.wait[-1]), say("weeks")),
            Figure(say("Cases found if the likeliest come first"), _percent(share), "%", share.reason or say("With room for {room} in all.", room=count(room))),
        ),
        series=(
            Series(say("sent on"), weeks, floats(arrivals), "bar"),
            Series(say("waiting"), weeks, floats(queue.waiting)),
            Series(say("slots"), weeks, (a["slots_per_week"],) * len(weeks)),
        ),
        x_label=say("week of the file"), y_label=say("patients"),
        note=(
            say(
                "The file's rows, in their order, are spread evenly over the weeks stated; each week up to the stated "
                "slots are seen and the rest wait. Nobody waits at the start, and nobody gives up. Cases found if the "
                "likeliest come first: those with the highest probability take all the slots of the period, whatever the "
                "threshold.")
        ),
    )  # fmt: skip


def add_second_test(data: PanelInput) -> Panel | Refusal:
    """A second test between the model and the work-up."""
    key, title = "two_stage", say("A second test before the work-up")
    patients, a = read_patients(data), data.settings
    if not 0 < patients.prevalence < 1:
        return Refusal(key, title, NEEDS_BOTH)
    one = _screen(data, patients, data.threshold)
    two = _second(one, data)
    values = patient_values(a)
    gains = screening_gain(one, values), screening_gain(two, values) - one.flagged * a["second_cost"]
    return Panel(
        key, title, _advise_second(one, two, data, change=gains[1] - gains[0]), "expected",
        figures=(
            Figure(say("Change in value"), gains[1] - gains[0], data.currency, say("Two steps less one, for this file.")),
            Figure(say("Work-ups spared"), one.flagged - two.flagged, say("patients")),
            Figure(say("Cases lost"), one.true_positives - two.true_positives, say("patients")),
        ),
        header=(
            "", say("worked up"), say("cases found"), say("missed"), say("false alarms"), say("work-ups per case"), say("{currency} per case", currency=data.currency),
            say("value, {currency}", currency=data.currency),
        ),
        table=tuple(_stage_row(name, y, gain) for name, y, gain in ((say("model alone"), one, gains[0]), (say("model, then test"), two, gains[1]))),
        note=(
            say(
                "Those the model sends on take the second test; only positives are worked up. Its errors are taken as "
                "independent of the model's given the disease, which is the hopeful end: tests often err on the same "
                "patients. Value is money above working nobody up, with health at the willingness to pay.")
        ),
    )  # fmt: skip


def _screen(data: PanelInput, patients: Patients, threshold: float) -> Yield:
    a = data.settings
    return count_yield(patients, threshold, test_cost=a["tsh_cost"], workup_cost=a["workup_cost"])


def _second(one: Yield, data: PanelInput) -> Yield:
    """Both steps, with the cost of every test and of the work-ups that remain."""
    a, ill = data.settings, one.true_positives + one.missed
    false_alarms = one.flagged - one.true_positives
    first = DiagnosticTest(one.true_positives / ill, 1 - false_alarms / (one.screened - ill), a["tsh_cost"])
    second = DiagnosticTest(a["second_sensitivity"], a["second_specificity"], a["second_cost"])
    two = screen_in_two_stages(one.screened, ill / one.screened, first=first, second=second)
    return Yield(two.screened, two.flagged, two.true_positives, two.missed, two.cost + two.flagged * a["workup_cost"])


def _arrivals(flagged: Bools, weeks: int) -> Array:
    return np.array([float(part.sum()) for part in np.array_split(flagged, max(1, weeks))])


def _figure(label: str, answer: Answer, unit: str, *, note: str) -> Figure:
    return Figure(label, answer.value, unit, answer.reason or note)


def _percent(share: Answer) -> float | None:
    return None if share.value is None else 100 * share.value


def _rounded(answer: Answer, digits: int) -> float | None:
    return None if answer.value is None else round(answer.value, digits)


def _work_row(threshold: float, y: Yield) -> tuple[float | None, ...]:
    return (
        round(threshold, 3), round(y.flagged), round(y.true_positives), round(y.missed), _rounded(y.needed_to_evaluate, 2),
        _rounded(y.cost_per_case, 0),
    )


def _stage_row(name: str, y: Yield, gain: float) -> tuple[str | float | None, ...]:
    false_alarms = round(y.flagged - y.true_positives)
    return (
        name, round(y.flagged), round(y.true_positives), round(y.missed), false_alarms, _rounded(y.needed_to_evaluate, 2),
        _rounded(y.cost_per_case, 0), round(gain),
    )


def _advise_work(here: Yield, data: PanelInput) -> str:
    per_case, cost = here.needed_to_evaluate.value, here.cost_per_case.value
    if per_case is None or cost is None:
        return say("At the threshold in use no case is found: lower it, or state why nobody should be worked up.")
    first = say("Plan for {per_case:.1f} work-ups and {cost} per case found", per_case=per_case, cost=money(cost, data.currency))
    if not 0 < data.threshold < 1:
        return say("{first}.", first=first)
    return say("{first}; the threshold of {threshold} would accept up to {most:.1f} work-ups.", first=first, threshold=decimal(data.threshold), most=1 / data.threshold)


def _advise_room(arrivals: Array, queue: Queue, patients: Patients, *, slots: float) -> str:
    weekly, room = float(arrivals.mean()), int(slots * len(arrivals))
    if arrivals.sum() <= room:
        free = count(room - arrivals.sum())
        return say(
            "{slots:g} slots a week are enough for the {weekly:.1f} patients sent on: {free} stay free over the "
            "period.",
            slots=slots, weekly=weekly, free=free)
    cut = float(np.sort(patients.probability)[::-1][room - 1]) if room > 0 else 1.0
    return (
        say(
            "{slots:g} slots a week do not keep up with {weekly:.1f} patients sent on: {waiting} wait at the end. "
            "Add {more:.1f} slots a week, or send on from {cut}, which these slots keep up with.",
            slots=slots, weekly=weekly, waiting=count(queue.waiting[-1]), more=weekly - slots, cut=decimal(cut))
    )


def _advise_second(one: Yield, two: Yield, data: PanelInput, *, change: float) -> str:
    spared, lost = count(one.flagged - two.flagged), count(one.true_positives - two.true_positives)
    if one.flagged == 0:
        return say("At the threshold in use nobody is sent on, so there is nobody to test a second time.")
    what = say("it spares {spared} work-ups and loses {lost} cases", spared=spared, lost=lost)
    if change > 0:
        return say("Add the second test: {what}, worth {change} more than the model alone.", what=what, change=money(change, data.currency))
    return say("Leave the second test out: {what}, worth {change} less than the model alone.", what=what, change=money(-change, data.currency))
