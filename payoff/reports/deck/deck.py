"""The slides: one per section, the verdict first, sources in the notes."""

from __future__ import annotations

import datetime
import io

from pptx import Presentation, presentation
from pptx.util import Emu

from payoff.reports import palette
from payoff.reports.deck.charts import draw_chart
from payoff.reports.deck.fit import LEADING, count_lines, fit_text
from payoff.reports.deck.slide import HEIGHT, INNER, MARGIN, WIDTH, Place, Sheet, Style
from payoff.reports.deck.tables import draw_table
from payoff.reports.origin import say_origin
from payoff.reports.sections.report import build_sections
from payoff.reports.sections.section import Chart, Figure, Section, Table
from payoff.reports.tongue import Tongue
from payoff.workflow.case_answer import CaseAnswer

TITLE_ONLY = 5
LONGEST_PROPERTY = 255
TITLE, SENTENCE = Style((22, 20, 18, 16, 14), bold=True), Style((15, 14, 13, 12, 11))
KICKER = Style((13, 12), palette.MUTED, bold=True)
NOTE, FOOT = Style((12, 11, 10), palette.MUTED), Style((9, 8), palette.MUTED)
TOP, BODY, BOTTOM = 26.0, 158.0, 500.0
CARD = 92.0
GAP = 18.0
HEAD = 22.0
"""Of a chart's title, above it."""


def write_deck(answer: CaseAnswer, language: str) -> bytes:
    """A .pptx in the language asked for."""
    tongue, deck = Tongue(language), Presentation()
    deck.slide_width, deck.slide_height = (Emu(round(side * 12700)) for side in (WIDTH, HEIGHT))
    _describe(deck, answer, tongue)
    sections = [section for section in build_sections(answer) if section.on_slide]
    for number, section in enumerate(sections, 1):
        sheet = Sheet(deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY]), tongue)
        colour = palette.UNCERTAIN if answer.risk.call is None else palette.CALLS[answer.risk.call]
        if section.key == "verdict":
            _open(sheet, section, answer, colour)
        else:
            _fill(sheet, section)
        _close(sheet, answer, f"{number} / {len(sections)}", colour)
        sheet.notes([tongue(text) for text in (*section.sentences, *section.notes, say_origin(answer))])
    content = io.BytesIO()
    deck.save(content)
    return content.getvalue()


def _describe(deck: presentation.Presentation, answer: CaseAnswer, tongue: Tongue) -> None:
    about = deck.core_properties
    about.title, about.author, about.language = tongue(answer.file.title)[:LONGEST_PROPERTY], "Payoff", tongue.tag
    about.created = about.modified = datetime.datetime.fromisoformat(answer.provenance.made)


def _open(sheet: Sheet, section: Section, answer: CaseAnswer, colour: str) -> None:
    """The first slide: what the case is called, its verdict, and four figures."""
    sheet.title(sheet.tongue(answer.file.title), Place(MARGIN, 52, INNER, 84), Style((36, 32, 28, 24, 20), bold=True, middle=True))
    sheet.badge(sheet.tongue(section.title), Place(MARGIN, 156, 190, 32), colour)
    finding, how_sure = (sheet.tongue(text) for text in section.sentences)
    sheet.text(finding, Place(MARGIN, 204, INNER, 62), Style((24, 21, 18, 15), bold=True))
    sheet.text(how_sure, Place(MARGIN, 272, INNER, 46), Style((18, 16, 14, 12)))
    _draw_figures(sheet, section.figures, Place(MARGIN, 340, INNER, 112))
    caution = answer.result.worth.sheet.words.caution
    if caution:
        sheet.text(sheet.tongue(caution), Place(MARGIN, 466, INNER, 30), NOTE)


def _fill(sheet: Sheet, section: Section) -> None:
    """Every other slide: its title, its sentences, and below them figures, charts and table side by side."""
    tongue = sheet.tongue
    first, *others = (tongue(text) for text in section.sentences)
    sheet.text(tongue(section.title), Place(MARGIN, TOP, INNER, 18), KICKER)
    below = 48.0 if others else 0.0
    room = Place(MARGIN, TOP + 20, INNER, BODY - TOP - 36 - below)
    sheet.title(first, room, TITLE)
    if others:
        said, size = fit_text(first, room.box, TITLE.sizes)
        under = room.top + count_lines(said, size, INNER) * size * LEADING + 6
        sheet.text("\n".join(others), Place(MARGIN, under, INNER, BODY - 10 - under), SENTENCE)
    top = BODY
    if section.figures:
        _draw_figures(sheet, section.figures, Place(MARGIN, top, INNER, CARD))
        top += CARD + GAP
    shown: list[Chart | Table] = [*section.charts, *([section.table] if section.table else [])]
    if not shown:
        return
    width = (INNER - GAP * (len(shown) - 1)) / len(shown)
    for place, item in enumerate(shown):
        _draw(sheet, item, Place(MARGIN + place * (width + GAP), top, width, BOTTOM - top))


def _draw(sheet: Sheet, item: Chart | Table, place: Place) -> None:
    if isinstance(item, Table):
        draw_table(sheet, item, place)
        return
    sheet.text(sheet.tongue(item.headline), Place(place.left, place.top, place.width, HEAD), Style((14, 12, 11), bold=True))
    draw_chart(sheet, item, Place(place.left, place.top + HEAD, place.width, place.height - HEAD))


def _draw_figures(sheet: Sheet, figures: tuple[Figure, ...], place: Place) -> None:
    """Cards side by side."""
    width = (place.width - GAP * (len(figures) - 1)) / len(figures)
    for at, figure in enumerate(figures):
        left, inside = place.left + at * (width + GAP), width - 28
        sheet.block(Place(left, place.top, width, place.height), palette.PALE)
        label, value, below = (sheet.tongue(text) for text in (figure.label, figure.value, figure.below))
        rest = place.height - 20
        sheet.text(label, Place(left + 14, place.top + 10, inside, rest * 0.25), Style((13, 12, 11, 10), palette.MUTED))
        sheet.text(value, Place(left + 14, place.top + 10 + rest * 0.27, inside, rest * 0.45), Style((28, 24, 20, 16), bold=True))
        sheet.text(below, Place(left + 14, place.top + 10 + rest * 0.74, inside, rest * 0.27), Style((12, 11, 10, 9, 8), palette.MUTED))


def _close(sheet: Sheet, answer: CaseAnswer, number: str, colour: str) -> None:
    """The line along the top, and the footer with what the figures rest on."""
    sheet.block(Place(0, 0, WIDTH, 8), colour)
    sheet.text(sheet.tongue(say_origin(answer)), Place(MARGIN, 514, INNER - 70, 14), FOOT)
    sheet.text(number, Place(WIDTH - MARGIN - 60, 514, 60, 14), Style((9,), palette.MUTED, right=True))
