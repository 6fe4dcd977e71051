"""One slide of the house: a title, a sentence, room below, a footer; text sized to its box, in fonts for both scripts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from payoff.reports import palette
from payoff.reports.deck.fit import Box, fit_text
from payoff.reports.tongue import Tongue

WIDTH, HEIGHT = 960.0, 540.0
"""Of a slide, in points: 16 to 9."""
MARGIN = 44.0
INNER = WIDTH - 2 * MARGIN
INSET = 0.0


@dataclass(frozen=True)
class Place:
    """A rectangle on a slide, in points from its top left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Emu, Emu, Emu, Emu]:
        """The same in the units of the file."""
        return tuple(Emu(round(side * 12700)) for side in (self.left, self.top, self.width, self.height))  # type: ignore[return-value]

    @property
    def box(self) -> Box:
        """Its size."""
        return Box(self.width, self.height)


@dataclass(frozen=True)
class Style:
    """How a text is set: sizes in points from the largest wanted to the smallest allowed."""

    sizes: Sequence[float]
    colour: str = palette.INK
    bold: bool = False
    centred: bool = False
    right: bool = False
    middle: bool = False


def rgb(colour: str) -> RGBColor:
    """A colour as the file holds it."""
    return RGBColor(*bytes.fromhex(colour.lstrip("#")))  # type: ignore[no-untyped-call]


class Sheet:
    """A slide being filled."""

    def __init__(self, slide: Any, tongue: Tongue) -> None:
        self.slide, self.tongue = slide, tongue

    def title(self, text: str, place: Place, style: Style) -> None:
        """The slide's title, which outlines and screen readers find as such."""
        shape = self.slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = place.emu
        self._fill(shape, text, place, style)

    def text(self, text: str, place: Place, style: Style) -> None:
        """Text in a box of its own."""
        self._fill(self.slide.shapes.add_textbox(*place.emu), text, place, style)

    def badge(self, text: str, place: Place, colour: str) -> None:
        """A word or two on a coloured field."""
        shape = self.slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *place.emu)
        shape.adjustments[0] = 0.25
        self._paint(shape, colour)
        self._fill(shape, text, place, Style((15, 13, 11), palette.PAPER, bold=True, centred=True, middle=True))

    def block(self, place: Place, colour: str) -> None:
        """A plain field of colour."""
        self._paint(self.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *place.emu), colour)

    def notes(self, lines: Sequence[str]) -> None:
        """What the speaker reads: method and sources."""
        frame = self.slide.notes_slide.notes_text_frame
        frame.text = "\n".join(lines)
        for paragraph in frame.paragraphs:
            for run in paragraph.runs:
                self.set_font(run.font)

    def set_font(self, font: Any) -> None:
        """Latin and Chinese typeface, and the language, of a run or of a chart's text."""
        font.name = self.tongue.latin
        element = font._element if hasattr(font, "_element") else font._rPr
        for old in element.findall(qn("a:ea")):
            element.remove(old)
        latin = element.find(qn("a:latin"))
        eastern = element.makeelement(qn("a:ea"), {"typeface": self.tongue.eastern})
        latin.addnext(eastern)
        if self.tongue.language == "zh":
            font.language_id = MSO_LANGUAGE_ID.SIMPLIFIED_CHINESE

    def _fill(self, shape: Any, text: str, place: Place, style: Style) -> None:
        frame = shape.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.word_wrap = True
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE if style.middle else MSO_ANCHOR.TOP
        shown, size = fit_text(text, place.box, style.sizes)
        frame.text = shown
        for paragraph in frame.paragraphs:
            paragraph.alignment = PP_ALIGN.CENTER if style.centred else PP_ALIGN.RIGHT if style.right else PP_ALIGN.LEFT
            for run in paragraph.runs:
                self.set_font(run.font)
                run.font.size, run.font.bold, run.font.color.rgb = Pt(size), style.bold, rgb(style.colour)

    def _paint(self, shape: Any, colour: str) -> None:
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(colour)
        shape.line.fill.background()
        # The default style of a shape throws a shadow.
        shape._element.remove(shape._element.find(qn("p:style")))
