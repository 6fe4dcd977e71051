"""Reports of the case on the page: made on the click, beside the page and not in its way, from what the page shows."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

import streamlit as st

from payoff.reports.page.pdf import find_obstacle
from payoff.reports.report import FORMS, write_report
from payoff.ui.format import plain
from payoff.ui.language import _, current_language
from payoff.workflow.case_answer import CaseAnswer

ICONS = {"xlsx": ":material/table:", "pptx": ":material/slideshow:", "html": ":material/web:", "pdf": ":material/picture_as_pdf:"}


def show_reports(answer: Callable[[], CaseAnswer], *, name: str, key: str = "report") -> None:
    """A download for each form of report, in the reader's language, called `name`; `answer` is asked for on the click."""
    language = current_language()
    abouts = {
        "xlsx": _("A workbook with live formulas: change an assumption there, and everything follows."),
        "pptx": _("Eight slides for the board, with charts that can be edited."),
        "html": _("One file that opens offline and prints."),
        "pdf": _("The same, printed."),
    }
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(plain(_("Report for the board")))
        for ending, form in FORMS.items():
            obstacle = _find_obstacle() if ending == "pdf" else None
            # Streamlit calls the function when the button is pressed, in a thread of its own.
            st.download_button(
                _(form.label), partial(_write, answer, ending, language), f"{name}.{ending}", form.mime,
                icon=ICONS[ending], on_click="ignore", key=f"{key}.{ending}", disabled=obstacle is not None,
                help=plain(abouts[ending] if obstacle is None else _(obstacle)),
            )  # fmt: skip


def _write(answer: Callable[[], CaseAnswer], ending: str, language: str) -> bytes:
    return write_report(answer(), ending, language)


@cache
def _find_obstacle() -> str | None:
    return find_obstacle()
