"""The grade table: what each grade promised and delivered, and whether the mix has shifted since the model was tested."""

from __future__ import annotations

import numpy as np

from payoff.core.answer import Answer, undefined
from payoff.core.grades import SHIFTED, STABLE, Grade, grade_counts, quantile_edges, stability_index
from payoff.core.message import join, say
from payoff.core.value import Array
from payoff.core.wording import decimal
from payoff.domains.credit_book import read_applications
from payoff.domains.panel import Figure, Panel, PanelInput, Series

DOUBTFUL = 0.05
TENTHS = 10


def list_grades(given: PanelInput) -> Panel:
    """Grades with promised and counted bad rates, and the population stability index."""
    file = read_applications(given)
    rows = [(name, grade) for name, grade, _ in file.grades()]
    names = tuple(name[0] for name, _ in rows)
    shift = measure_shift(given.probability, given.reference)
    promised = Series(say("promised"), names, tuple(_percent(grade.mean_pd) for _, grade in rows), "bar")
    counted = Series(say("counted"), names, tuple(_percent(grade.bad_rate) for _, grade in rows), "bar")
    return Panel(
        "grades", say("Grades and stability"), join([_advise_grades(rows), _advise_shift(shift)]), file.basis,
        figures=(
            Figure(say("Population stability index"), shift.value, "", shift.reason or say("Of this file against the sample the model was tested on.")),
            Figure(say("Grades that promise too little"), float(len(_optimistic(rows))) if file.any_known else None, say("of {rows}", rows=len(rows)), _about_test(file.any_known)),
        ),
        series=(promised, counted) if file.any_known else (promised,),
        x_label=say("grade by probability of default"), y_label=say("defaulters, %"),
        header=(say("Grade"), say("Loans"), say("Promised PD, %"), say("Outcome known"), say("Defaulted"), say("Bad rate, %"), say("p-value")),
        table=tuple(_row(name, grade) for name, grade in rows),
        note=(
            say(
                "p-value: chance of at least so many defaults were the grade's mean PD right and loans independent "
                "(one-sided binomial test); with {rows} grades one such finding in twenty comes by chance. Stability: Σ "
                "(a − e) · ln(a ÷ e) over tenths of the sample's probabilities; below {stable} stable, above {shifted} "
                "shifted (Siddiqi 2006, a rule of thumb).",
                rows=len(rows), stable=STABLE, shifted=SHIFTED)
        ),
    )  # fmt: skip


def measure_shift(score: Array, reference: Array | None) -> Answer:
    """Stability of `score` (n,) against `reference` (m,) over its tenths; undefined where there is nothing to compare."""
    if reference is None:
        return undefined(say("The model's scores on the sample it was tested on are not at hand."))
    if len(score) == len(reference) and np.allclose(score, reference, rtol=0, atol=1e-9):
        return undefined(say("This file is that sample itself, so nothing can have shifted."))
    edges = quantile_edges(reference, TENTHS)
    return stability_index(grade_counts(reference, edges), grade_counts(score, edges))


def _optimistic(rows: list[tuple[str, Grade]]) -> list[str]:
    return [name[0] for name, grade in rows if grade.p_value is not None and grade.p_value < DOUBTFUL]


def _about_test(known: bool) -> str:
    return say("More defaults than chance explains, p < {doubtful}.", doubtful=DOUBTFUL) if known else say("No outcome is known in this file.")


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _row(name: str, grade: Grade) -> tuple[str | float | None, ...]:
    rates = (_percent(grade.mean_pd), _percent(grade.bad_rate))
    promised, counted = (None if rate is None else round(rate, 1) for rate in rates)
    p_value = None if grade.p_value is None else round(grade.p_value, 3)
    return (name, grade.rows, promised, grade.known, grade.bad if grade.known else None, counted, p_value)


def _advise_grades(rows: list[tuple[str, Grade]]) -> str:
    if not any(grade.known for _, grade in rows):
        return say("Keep the outcomes of these loans: without them nothing shows whether the grades keep their promise.")
    worse = _optimistic(rows)
    if not worse:
        return say("Trust the grades: none has more defaults than its probability promised, beyond chance.")
    listed = join(worse, say(", "))
    if len(worse) == 1:
        return say("Recalibrate before pricing by grade: {worse} has more defaults than promised, beyond chance.", worse=listed)
    return say("Recalibrate before pricing by grade: {worse} have more defaults than promised, beyond chance.", worse=listed)


def _advise_shift(shift: Answer) -> str:
    if shift.value is None:
        return ""
    index = decimal(shift.value)
    if shift.value < STABLE:
        return say("The mix of applicants is that of the sample (index {index}).", index=index)
    if shift.value < SHIFTED:
        return say("The mix of applicants has moved somewhat (index {index}): watch it.", index=index)
    return say(
        "The mix of applicants has shifted (index {index}): check the model on recent outcomes before relying on "
        "it.",
        index=index)
