"""The sections that say how sure the case is: the distribution, what drives it, and what would flip the answer."""

from __future__ import annotations

from payoff.core.message import Message, say
from payoff.core.sensitivity import Switch
from payoff.core.uncertainty import REPLICATES
from payoff.core.wording import UNDEFINED, count, money, percent, quantity
from payoff.reports.names import METHODS, full_name
from payoff.reports.outcomes import count_outcomes
from payoff.reports.sections.section import Chart, Figure, Line, Section, Table
from payoff.workflow.case_answer import CaseAnswer
from payoff.workflow.case_sentences import say_distribution, say_information, say_swings, say_switches, show, unit_of

MOST_BARS = 8
MOST_SWITCHES = 6


def certainty_section(answer: CaseAnswer) -> Section:
    """How the present value may turn out."""
    risk, currency = answer.risk, answer.result.worth.currency
    title, found = say("How sure it is"), risk.simulation
    if found is None:
        return Section("certainty", title, tuple(risk.missing.values()))
    figures = (
        Figure(say("Loses money in"), percent(found.loss), say("of draws")),
        Figure(say("5th percentile"), money(found.value_at_risk, currency), say("value at risk")),
        Figure(say("Worst 5 %, on average"), money(found.tail_mean, currency), say("conditional value at risk")),
        Figure(say("95th percentile"), money(found.interval.high, currency)),
    )
    draw = answer.result.plan.draw
    notes = (
        say("{draws} draws ({method}, seed {seed}) in {sets} independent sets, whose means differ by a standard error of {error}.",
            draws=count(len(found.money)), method=METHODS[draw.method], seed=draw.seed, sets=REPLICATES,
            error=money(found.error, currency)),
        say("The value per case comes from the bootstrap resamples of the rows behind the decision."), _say_together(answer),
        say("The last 2 in 1,000 draws on each side are left off the chart."), *risk.missing.values(),
    )  # fmt: skip
    return Section("certainty", title, (say_distribution(risk, currency),), figures, (_histogram(answer),), notes=notes)


def drivers_section(answer: CaseAnswer) -> Section:
    """What moves the present value, what would flip the answer, and what is worth finding out."""
    risk, sheet, currency = answer.risk, answer.file.sheet, answer.result.worth.currency
    charts = (_tornado(answer),) if risk.swings else ()
    sentences = (say_swings(risk.swings, sheet, currency), say_switches(risk, sheet, currency), say_information(risk, sheet, currency))
    notes = (
        say("Bars: the present value with one assumption at its 10th and 90th percentile, all others as planned, less the planned one."),
        say("Flips: each assumption alone, all others as planned. Draws beyond: of the assumption's own range."),
    )
    table = _switch_table(answer, [switch for switch in risk.switches if switch.flip.value is not None][:MOST_SWITCHES])
    return Section("drivers", say("What drives it, and what would flip it"), sentences, charts=charts, table=table, notes=notes)


def _say_together(answer: CaseAnswer) -> Message:
    pairs = len(answer.result.plan.correlations)
    if not pairs:
        return say("Assumptions are drawn independently of one another.")
    return say("Pairs that move together by a rank correlation (Gaussian copula): {n}. All others are independent.", n=pairs)


def _histogram(answer: CaseAnswer) -> Chart:
    currency, simulation = answer.result.worth.currency, answer.risk.simulation
    outcomes = count_outcomes(simulation) if simulation is not None else None
    middles, lost, gained = ((), (), ()) if outcomes is None else (outcomes.middles, outcomes.lost, outcomes.gained)
    lines = tuple(line for line in (Line(say("loses"), lost, "uncertain"), Line(say("gains"), gained, "act")) if any(line.values))
    named = tuple(quantity(middle, "") for middle in middles)
    title = say("How often each present value comes up")
    return Chart("stacked", title, named, lines, "share", currency, say("Net present value, {currency}", currency=currency))


def _tornado(answer: CaseAnswer) -> Chart:
    """Change of the present value at both ends of each range, widest first."""
    risk, sheet = answer.risk, answer.file.sheet
    planned, shown = answer.result.measures.npv, risk.swings[:MOST_BARS]
    lines = (
        Line(say("at its 10th percentile"), tuple(swing.at_low - planned for swing in shown), "uncertain"),
        Line(say("at its 90th percentile"), tuple(swing.at_high - planned for swing in shown), "act"),
    )
    title = say("Change of the present value")
    return Chart("tornado", title, tuple(full_name(swing.name, sheet) for swing in shown), lines, "money", sheet.currency)


def _switch_table(answer: CaseAnswer, switches: list[Switch]) -> Table | None:
    if not switches:
        return None
    sheet, rows = answer.file.sheet, []
    for switch in switches:
        unit, flip = unit_of(switch.name, sheet, sheet.currency), float(switch.flip.value or 0.0)
        odds = say("no range") if switch.odds is None else percent(switch.odds)
        move = UNDEFINED if switch.planned == 0 else percent(flip / switch.planned - 1)
        name = full_name(switch.name, sheet)
        rows.append((name, show(switch.planned, unit, sheet.currency), show(flip, unit, sheet.currency), move, odds))
    header = (say("Assumption"), say("Planned"), say("Flips at"), say("Move"), say("Draws beyond"))
    return Table(header, tuple(rows), frozenset(range(1, 5)), (2.6, 2.2, 2.2, 1.2, 1.2))
