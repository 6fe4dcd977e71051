"""The page "Your file": any table is read, what was recognised is shown, and one of four ways leads on to a decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from payoff.core.message import Message, say
from payoff.intake.decisions import ReadOptions
from payoff.ui import bring_fit, bring_mapping, bring_onnx, bring_scores, own, work
from payoff.ui.bring_report import show_report
from payoff.ui.brought import WAY, Brought, brought, hold, read_brought
from payoff.ui.format import strong
from payoff.ui.language import _, speaking
from payoff.ui.navigation import find_page
from payoff.ui.show import line, note
from payoff.ui.upload import ask_file

READING = "bring.reading"
LIKELY = 0.5
"""Share of a model's columns that must be recognised before it is proposed."""


@dataclass(frozen=True)
class Way:
    """One thing a person may have: what it is called, for whom it is, and what the page does then."""

    key: str
    title: Message
    about: Message
    outcome: Message
    """What the reader gets."""
    show: Callable[[Brought], None]


WAYS: tuple[Way, ...] = (
    Way(
        "mapping", say("Our model, your columns"), say("A shipped model, told which of your columns is which."),
        say("Every row scored, and what acting on the scores is worth."), bring_mapping.show,
    ),
    Way(
        "scores", say("Scores"), say("The file already holds a probability or a score for each row."),
        say("Your model's threshold and worth, at the costs you state."), bring_scores.show,
    ),
    Way(
        "outcomes", say("Outcomes"), say("The file says how its rows turned out, and there is no model yet."),
        say("Two models fitted and judged on rows they never saw, and what the better one is worth."), bring_fit.show,
    ),
    Way(
        "onnx", say("Your ONNX model"), say("A model from anyone, run on this file in a process of its own."),
        say("The model's answers on every row, checked, and what acting on them is worth."), bring_onnx.show,
    ),
)  # fmt: skip
"""In reading order; each lives in a module of its own."""


def show_bring() -> None:
    """Everything on the page, for whatever has been brought so far."""
    if own.goes_on():
        st.switch_page(find_page("decide"))
    work.show_work(READING, hold)
    file = brought()
    if file is None:
        _show_uploader()
        _show_prospect()
        return
    with st.expander(_("Bring another file"), icon=":material/upload_file:"):
        _show_uploader()
    show_report(file, reread)
    _show_ways(file)


def reread(file: Brought, options: ReadOptions) -> None:
    """Read the same bytes again as a person says; the page runs again with the result."""
    _begin(file.content, file.name, options)


def _show_uploader() -> None:
    file = ask_file(
        _("Any table: CSV, Excel or Parquet, up to {limit} MB", limit=st.get_option("server.maxUploadSize")), None, key="bring.upload",
        about=_("Any language, any column names, any separator; titles above and totals below the table are recognised."),
    )  # fmt: skip
    note(_("The file stays in this server's memory until you delete it or close the tab. It is never written to disk."))
    if file is not None:
        _begin(file.content, file.name, ReadOptions())


def _begin(content: bytes, name: str, options: ReadOptions) -> None:
    work.begin(READING, name=name, doing=_("Reading"), work=read_brought(content, name, options))


def _show_prospect() -> None:
    """What can be done with a file, for whoever has not brought one yet."""
    st.subheader(_("What you may have, and what becomes of it"), anchor=False)
    for way, place in zip(WAYS, [cell for row in range(0, len(WAYS), 2) for cell in st.columns(2)], strict=True):
        with place.container(border=True, height="stretch", gap="xxsmall"):
            st.markdown(strong(_(way.title)))
            note(_(way.about))
            line(_(way.outcome))


def _show_ways(file: Brought) -> None:
    st.subheader(_("What do you have?"), anchor=False)
    ways = {way.key: way for way in WAYS}
    st.session_state.setdefault(WAY, _likely_way(file))
    chosen = st.radio(
        _("What do you have?"), list(ways), format_func=speaking(lambda key: ways[key].title), captions=[_(way.about) for way in WAYS],
        key=WAY, horizontal=True, label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    ways[chosen].show(file)


def _likely_way(file: Brought) -> str:
    """A shipped model where most of what one needs was recognised, scores everywhere else."""
    return "mapping" if bring_mapping.best_fit(file) >= LIKELY else "scores"
