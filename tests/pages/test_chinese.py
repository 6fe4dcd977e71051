"""Every page in Chinese, for every decision, with the sample loaded: no English sentence is left on any."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from google.protobuf.message import Message as Record
from streamlit.testing.v1.element_tree import Node

from payoff.core.message import Message
from payoff.domains import load_domains
from payoff.language import translate
from payoff.workflow.business_case import evaluate_case
from payoff.workflow.calculate import calculate
from payoff.workflow.case_file import shipped_case
from payoff.workflow.decide import Question, decide, judge, prepare_case
from payoff.workflow.product_panels import product_panels
from payoff.workflow.score import sample_source, score_upload
from payoff.workflow.worth import read_worth
from tests.language.english import NO_TEXT, english_left, names_from_data, texts_of, texts_of_json

OPENED = {
    "decide": ("straighten", "grid_on", "table_chart", "function", "casino"),
    "case": (":material/functions:", ":material/hub:", ":material/menu_book:", ":material/casino:"),
}
"""What an analyst opens, by page: the icon names it."""

ON_DECIDE = {
    "heading": "Against which alternatives", "label": "Cost of declining a good customer", "help": "What happens without the model",
    "option": "a share at random", "axis": "Threshold: decline from this probability on", "hover": "best on these rows",
    "alternative text": "The threshold in use earns", "table heading": "Right when acting", "caption": "Source: official or primary data",
}  # fmt: skip
"""One text of each kind that the English page shows."""


@pytest.fixture(scope="module")
def allowed() -> list[str]:
    return names_from_data()


@pytest.mark.parametrize("domain", load_domains())
@pytest.mark.parametrize("page", ["score", "decide", "case", "models"])
def test_a_page_of_a_decision_speaks_chinese(dashboard, allowed, domain, page):
    shown = dashboard(language="zh", domain=domain, data="sample")
    for name in OPENED.get(page, ()):
        shown.app.session_state[f"{domain if page == 'decide' else f'{domain}_case'}.{name}"] = True
    shown.go(page)
    assert shown.alive
    assert english_left(texts_on(shown.app._tree), allowed) == []


@pytest.mark.parametrize("page", ["overview", "bring", "scenarios"])
def test_a_page_of_no_decision_speaks_chinese(dashboard, allowed, page):
    shown = dashboard(language="zh").go(page)
    assert shown.alive
    assert english_left(texts_on(shown.app._tree), allowed) == []


def test_a_file_of_ones_own_is_spoken_of_in_chinese_whatever_it_holds(dashboard, allowed, loans, as_csv):
    shown = dashboard(language="zh").go("bring")
    shown.app.file_uploader[0].upload("loans.csv", as_csv(loans)).run()
    for way in shown.app.radio[0].options:
        shown.app.radio[0].set_value(way).run()
        assert shown.alive
        assert english_left(texts_on(shown.app._tree), allowed) == [], way


def test_the_unit_of_a_column_is_said_in_chinese(dashboard):
    shown = dashboard(language="zh").go("bring")
    shown.app.file_uploader[0].upload("loans.csv", b"loan;term\na;24 Monate\nb;36 Monate\n").run()
    assert next(frame.value["单位"] for frame in shown.app.dataframe if "单位" in frame.value).tolist() == ["", "个月"]


def test_why_a_line_was_set_aside_is_said_in_chinese(dashboard):
    office = "Kreditliste 2025;;\n\nKunde;Betrag;PD\nA;1.200,50 €;4,5 %\nB;900,00 €;12 %\nSumme;2.100,50 €;\n".encode("cp1252")
    shown = dashboard(language="zh").go("bring")
    shown.app.file_uploader[0].upload("Kreditliste.csv", office).run()
    reasons = next(frame.value["原因"] for frame in shown.app.dataframe if "原因" in frame.value)
    assert reasons.tolist() == ["前言", "汇总行"]


@pytest.mark.parametrize("domain", load_domains())
def test_every_calculator_speaks_chinese(allowed, domain):
    scored = score_upload(sample_source(domain), domain)
    case, question = prepare_case(scored), Question()
    decision = decide(case, question)
    file = shipped_case(case.sheet)
    worth = read_worth(case, question, decision, judge(case, question))
    panels = (*calculate(scored, decision), *product_panels(evaluate_case(worth, file.plan)))
    texts = [translate(text, "zh") if isinstance(text, Message) else text for panel in panels for text in texts_of(panel)]
    assert english_left(texts, allowed) == []


def test_english_that_is_left_is_found(dashboard, allowed):
    shown = dashboard(language="en", data="sample")
    shown.app.session_state["credit.grid_on"] = True
    left = " ".join(english_left(texts_on(shown.go("decide").app._tree), allowed))
    missed = [kind for kind, text in ON_DECIDE.items() if text not in left]
    assert missed == []


def texts_on(tree: Node) -> Iterator[str]:
    """Headings, captions, labels, options, help, table headings and cells, and the titles, axes and hover texts of figures."""
    for node in _nodes(tree):
        record = getattr(node, "proto", None)
        if isinstance(record, Record):
            yield from _texts_of_record(record)
        if node.type in ("arrow_data_frame", "dataframe"):
            table = node.value
            yield from map(str, table.columns)
            yield from (str(cell) for name in table.columns for cell in table[name].unique()[:200] if isinstance(cell, str))


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in getattr(node, "children", {}).values():
        yield from _nodes(child)


def _texts_of_record(record: Record) -> Iterator[str]:
    for field, value in record.ListFields():
        if field.name in NO_TEXT:
            continue
        if field.name == "spec":
            yield from texts_of_json(value)
        elif isinstance(value, str):
            yield value
        elif isinstance(value, Record):
            yield from _texts_of_record(value)
        elif hasattr(value, "values"):
            yield from (item for item in value.values() if isinstance(item, str))
        elif not isinstance(value, (bytes, int, float)):
            for item in value:
                yield from [item] if isinstance(item, str) else _texts_of_record(item) if isinstance(item, Record) else []
