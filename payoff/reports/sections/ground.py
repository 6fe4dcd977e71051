"""The sections a case stands on: the AI product's own cost, the assumptions, and where data and model come from."""

from __future__ import annotations

import numpy as np

from payoff.core.message import say
from payoff.core.product_cost import ITEMS
from payoff.core.wording import MINUS, UNDEFINED, count, day, decimal, money, percent
from payoff.domains.case_sheet import VALUE
from payoff.domains.panel import Panel
from payoff.domains.term_sheet import Assumption
from payoff.reports.names import full_name, spread_ends
from payoff.reports.origin import origin_rows
from payoff.reports.sections.section import Chart, Figure, Line, Section, Table
from payoff.workflow.case_answer import CaseAnswer
from payoff.workflow.case_sentences import say_product, say_reconciliation, show, show_bare
from payoff.workflow.product_panels import product_panels

MOST_ASSUMPTIONS = 9
IDLE = 0.001
TOGETHER = say("What moves together")
TOGETHER_HOW = say("Pairs are drawn by Spearman's rank correlation (Gaussian copula); every other assumption is drawn by itself.")
ALONE = say("No two assumptions move together: each is drawn by itself.")
KINDS = say("Kinds: R regulatory, E official or primary data, P default of a published paper, S secondary source, I illustrative.")


def product_section(answer: CaseAnswer) -> Section:
    """What the AI product costs a year."""
    cost, currency = answer.result.product, answer.result.worth.currency
    items = sorted(((label, float(np.asarray(cost.items[item]))) for item, label in ITEMS.items()), key=lambda item: -item[1])
    chart = Chart(
        "bars", say("Cost of a year, by item"), tuple(label for label, _ in items),
        (Line(say("A year"), tuple(worth for _, worth in items), "act"),), "money", currency,
    )  # fmt: skip
    per_thousand = cost.per_thousand.value
    servers, carbon = float(np.asarray(cost.reserved.servers)), float(np.asarray(cost.power.carbon))
    figures = (
        Figure(say("A year"), money(float(cost.total), currency), say("total cost of ownership")),
        Figure(say("A thousand calls"), money(per_thousand, currency), say("at the volume of this case")),
        Figure(say("Servers"), count(servers), _say_busy(float(np.asarray(cost.reserved.busy)))),
        Figure(say("Carbon"), say("{kilograms} kg CO₂e", kilograms=count(carbon)), say("a year")),
    )
    details = tuple((panel.title, _panel_table(panel)) for panel in product_panels(answer.result) if panel.table)
    notes = (
        say("Building is spread over the life of the model here, and paid when it happens in the cash flow."),
        say("An idle server costs as much as a busy one: the reserved ones are counted."),
    )
    sentence = say_product(answer.result)
    return Section("product", say("What the AI product costs"), (sentence,), figures, (chart,), details=details, notes=notes)


def assumptions_section(answer: CaseAnswer) -> Section:
    """The assumptions that matter most, and in the page all of them."""
    sheet = answer.file.sheet
    told = {swing.name: place for place, swing in enumerate(answer.risk.swings) if swing.name != VALUE}
    first = sorted(sheet.assumptions, key=lambda a: told.get(a.name, len(told)))[:MOST_ASSUMPTIONS]
    header = (say("Assumption"), say("Planned"), say("Range"), say("Source"), say("Owner"), say("Date"), say("Kind"))
    rows, every = (tuple(_ledger_row(answer, a) for a in some) for some in (first, sheet.assumptions))
    table = Table(header, rows, frozenset({1, 2}), (2.6, 2.1, 2.4, 3.0, 1.5, 1.4, 0.8))
    sentence = say("Of {count} assumptions these move the present value most; each names its source or whom to ask, an owner and a date.",
                   count=len(sheet.assumptions))  # fmt: skip
    illustrative = sum(a.kind == "I" for a in sheet.assumptions)
    weak = say("{some} of them are illustrative: nobody has yet vouched for the number.", some=illustrative)
    # Whoever sees the slides alone has to learn here on which rows the model was judged.
    sentences = (sentence, *((weak,) if illustrative else ()), answer.provenance.split)
    together = together_table(answer)
    details: tuple[tuple[str, Table], ...] = ((say("Every assumption"), Table(header, every, frozenset({1, 2}), table.widths)),)
    if together.rows:
        details = (*details, (TOGETHER, together))
    notes = (KINDS, TOGETHER_HOW if together.rows else ALONE)
    return Section("assumptions", say("What it rests on"), sentences, table=table, details=details, notes=notes)


def together_table(answer: CaseAnswer) -> Table:
    """Pairs of assumptions that are drawn together, with their rank correlation; no rows where all are drawn alone."""
    sheet, spreads = answer.file.sheet, answer.result.plan.spreads
    rows = tuple(
        (full_name(one, sheet), full_name(other, sheet), decimal(figure))
        for (one, other), figure in answer.result.plan.correlations.items()
        if spreads.keys() >= {one, other}
    )
    return Table((say("Assumption"), say("Moves with"), say("Rank correlation")), rows, frozenset({2}), (2.6, 2.6, 1.2))


def origin_section(answer: CaseAnswer) -> Section:
    """Data, model, split, dates and version, and whether the case adds up to the file."""
    table = Table((say("What"), say("Which")), origin_rows(answer), widths=(1.0, 4.2))
    caution = answer.result.worth.sheet.words.caution
    return Section(
        "origin", say("Data, model and method"), (say_reconciliation(answer.result),), table=table, notes=(caution,) if caution else (),
        on_slide=False,
    )  # fmt: skip


def _say_busy(share: float) -> str:
    return say("less than 0.1 % busy") if share < IDLE else say("{share} busy", share=percent(share))


def _ledger_row(answer: CaseAnswer, a: Assumption) -> tuple[str, ...]:
    currency, spread = answer.file.sheet.currency, answer.result.plan.spreads.get(a.name)
    reach: str = say("fixed")
    if spread is not None:
        low, high, _ = spread_ends(spread)
        reach = say("{low} to {high}", low=show_bare(low, a, currency), high=show_bare(high, a, currency))
    planned = show(answer.result.plan.settings[a.name], a.unit, currency)
    return a.label, planned, reach, a.source, a.owner, day(a.date), a.kind


def _panel_table(panel: Panel) -> Table:
    rows = tuple(tuple(_cell(cell) for cell in row) for row in panel.table)
    return Table(tuple(panel.header), rows, frozenset(range(1, len(panel.header))))


def _cell(cell: str | float | None) -> str:
    if cell is None:
        return UNDEFINED
    if isinstance(cell, str):
        return cell
    return count(cell) if abs(cell) >= 100 or float(cell).is_integer() else f"{cell:,.4g}".replace("-", MINUS)
