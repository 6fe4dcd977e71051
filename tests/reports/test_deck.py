"""Slides: eight at most, native charts with the app's figures, text that fits its box, in both languages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import openpyxl
import pytest
from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from payoff.domains import load_domains
from payoff.reports.deck.deck import write_deck
from payoff.reports.deck.fit import LEADING, Box, count_lines, fit_text, fits
from payoff.reports.tongue import Tongue
from payoff.workflow.business_case import evaluate_case
from payoff.workflow.case_answer import CaseAnswer
from payoff.workflow.case_risk import weigh_case
from payoff.workflow.case_sentences import say_case

HOSTILE = "=1+1 \x00\x0b<b>"
LONG = "A very long title of a case that a team could not bring itself to shorten, " * 5
POINT = 12700


def open_deck(answer: CaseAnswer, language: str = "en") -> Deck:
    return Presentation(io.BytesIO(write_deck(answer, language)))


def words_of(slide: Slide) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def overflowing(deck: Deck) -> Iterator[str]:
    """Texts that need more height than their box, and shapes that leave the slide."""
    for slide in deck.slides:
        for shape in slide.shapes:
            if (
                shape.left < 0
                or shape.top < 0
                or shape.left + shape.width > deck.slide_width
                or shape.top + shape.height > deck.slide_height
            ):
                yield f"{shape.name} leaves the slide"
            if shape.has_text_frame and shape.text_frame.text:
                size = max(run.font.size.pt for p in shape.text_frame.paragraphs for run in p.runs)
                if not fits(shape.text_frame.text, size, Box(shape.width / POINT, shape.height / POINT + 1)):
                    yield f"{shape.text_frame.text[:60]} at {size}"


def scaled(answer: CaseAnswer, factor: float) -> CaseAnswer:
    """The same case in money of another size."""
    worth = replace(answer.result.worth, total=answer.result.worth.total * factor, figures=answer.result.worth.figures * factor)
    costs = {a.name for a in answer.file.sheet.assumptions if a.unit.startswith(answer.file.sheet.currency)}
    settings = {name: value * factor if name in costs else value for name, value in answer.result.plan.settings.items()}
    plan = replace(answer.result.plan, settings=settings, spreads=answer.file.sheet.spreads(settings))
    return replace(answer, result=evaluate_case(worth, plan), risk=weigh_case(worth, plan, answer.file.sheet))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("domain", load_domains())
def test_the_verdict_is_up_front_and_nothing_overflows(answers, domain, language) -> None:
    answer, tongue = answers[domain], Tongue(language)
    deck = open_deck(answer, language)
    assert len(deck.slides) == 8
    first = words_of(deck.slides[0])
    assert all(tongue(text) in first for text in (answer.file.title, *say_case(answer.result, answer.risk)))
    assert list(overflowing(deck)) == []


@pytest.mark.parametrize("factor", [1e-6, 1e7])
def test_tiny_and_huge_money_and_a_long_title_fit(credit, factor) -> None:
    answer = scaled(credit, factor)
    deck = open_deck(replace(answer, file=replace(answer.file, title=LONG)))
    assert list(overflowing(deck)) == []
    assert deck.slides[0].shapes.title.text_frame.text.endswith("…") or LONG.strip() in words_of(deck.slides[0])


def test_control_characters_of_a_stranger_reach_no_document(credit) -> None:
    hostile = replace(credit, file=replace(credit.file, title=HOSTILE), provenance=replace(credit.provenance, data=HOSTILE))
    assert "=1+1 <b>" in words_of(open_deck(hostile).slides[0])


def test_charts_are_native_and_hold_the_figures_of_the_app(credit) -> None:
    charts = [shape.chart for slide in open_deck(credit).slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) == 6
    yearly = charts[0].plots[0].series[0]
    assert list(yearly.values) == pytest.approx(credit.result.flow.by_year().net)
    book = openpyxl.load_workbook(io.BytesIO(charts[0].part.chart_workbook.xlsx_part.blob))
    assert book.active["B2"].value == pytest.approx(float(credit.result.flow.net[0]))


def test_every_slide_has_a_title_and_its_sources_in_the_notes(credit) -> None:
    for slide in open_deck(credit).slides:
        assert slide.shapes.title.text_frame.text
        assert credit.provenance.data_digest[:12] in slide.notes_slide.notes_text_frame.text
        assert credit.provenance.model_digest[:12] in words_of(slide)


def test_both_scripts_have_a_font(credit) -> None:
    runs = [
        run
        for shape in open_deck(credit, "zh").slides[0].shapes
        if shape.has_text_frame
        for p in shape.text_frame.paragraphs
        for run in p.runs
    ]
    fonts = {(run.font.name, run.font._rPr.find("{*}ea").get("typeface"), run.font._rPr.get("lang")) for run in runs}
    assert fonts == {("Arial", "Microsoft YaHei", "zh-CN")}


@pytest.mark.parametrize(
    ("text", "lines"), [("short", 1), ("one two three four five six seven", 3), ("", 1), ("一二三四五六七八九十", 2), ("a\nb", 2)]
)
def test_lines_are_counted_as_words_and_characters_break(text, lines) -> None:
    assert count_lines(text, 10.0, 80.0) == lines


def test_text_takes_the_largest_size_that_fits_and_is_cut_where_none_does() -> None:
    box = Box(100.0, 10.0 * LEADING)
    assert fit_text("short", box, (20.0, 10.0)) == ("short", 10.0)
    cut, size = fit_text("a sentence that never fits " * 9, box, (20.0, 10.0))
    assert cut.endswith("…")
    assert (size, fits(cut, size, box)) == (10.0, True)
