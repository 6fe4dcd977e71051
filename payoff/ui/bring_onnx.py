"""A stranger's ONNX model on the file that was brought: what it is, which columns fill it, what it answers, and on to a decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from payoff.intake.source import check_name
from payoff.scoring.foreign_model import MOST_BYTES, ForeignModel
from payoff.scoring.foreign_scorer import describe_foreign
from payoff.ui import jobs, work
from payoff.ui.bring_answers import show_answers
from payoff.ui.bring_wiring import pick_wiring
from payoff.ui.brought import Brought
from payoff.ui.format import count, size
from payoff.ui.language import _, excuse
from payoff.ui.show import note, tabulate
from payoff.ui.upload import ask_file
from payoff.workflow.foreign_score import ForeignScores, ModelFile, score_foreign
from payoff.workflow.wiring import Slot, Wiring, WiringError, check_wiring

CHECKING = "onnx.checking"
SCORING = "onnx.scoring"
_MODEL = "payoff.onnx.model"
_SCORES = "payoff.onnx.scores"


@dataclass(frozen=True, eq=False)
class Checked:
    """A model that passed every check."""

    file: ModelFile
    model: ForeignModel


@dataclass(frozen=True, eq=False)
class Asked:
    """What one run of a model was asked: on which file, wired how."""

    digest: str
    model: str
    wiring: Wiring
    scores: ForeignScores


def show(file: Brought) -> None:
    """The way "Your ONNX model" on the page "Your file"."""
    work.show_work(CHECKING, _hold_model)
    work.show_work(SCORING, _hold_scores)
    checked: Checked | None = st.session_state.get(_MODEL)
    if checked is None:
        _show_uploader()
        return
    show_model(checked.model)
    if file.tidy.table.num_rows == 0:
        return
    slots, wiring = pick_wiring(checked.model, file.tidy)
    _show_start(file, checked, slots, wiring)
    asked: Asked | None = st.session_state.get(_SCORES)
    if asked is not None and asked.digest == file.digest and asked.model == checked.model.sha256:
        if asked.wiring != wiring:
            note(_("The columns were changed since; score again to see what follows."))
        show_answers(file, asked.scores)


def show_model(model: ForeignModel) -> None:
    """What a model says about itself; its texts only ever stand in text elements and table cells."""
    with st.container(border=True):
        name, other = st.columns([4, 1], vertical_alignment="center")
        name.text(model.name)
        other.button(_("Use another model"), on_click=_forget_model, width="stretch")
        st.text(
            _("{size}, made by {producer}; {inputs} inputs, {outputs} outputs.", size=size(model.size),
              producer=model.producer or _("an unnamed tool"), inputs=count(len(model.inputs)), outputs=count(len(model.outputs)))
        )  # fmt: skip
        note(_say_guards(model))
        with st.expander(_("What it is made of"), icon=":material/schema:"):
            _show_parts(model)


def _show_parts(model: ForeignModel) -> None:
    asks = [(item.name, item.type, item.width or _("open")) for item in model.inputs]
    st.dataframe(tabulate(asks, [_("Asks for"), _("Type"), _("Values per row")]), hide_index=True, alt=_("What the model asks for"))
    answers = [(item.name, item.type) for item in model.outputs]
    st.dataframe(tabulate(answers, [_("Answers"), _("Type")]), hide_index=True, alt=_("What the model answers"))
    parts = [(operator, times) for operator, times in model.operators.items()]
    st.dataframe(tabulate(parts, [_("Operator"), _("Times")]), hide_index=True, alt=_("The operators of the model"))
    st.text(_("Operator sets: {sets}.", sets=", ".join(f"{domain} {version}" for domain, version in model.opsets.items())))


def _say_guards(model: ForeignModel) -> str:
    checked = _("It passed every check and runs in a process of its own, which is stopped after a minute without an answer.")
    if set(model.guards) >= {"memory", "processor", "network"}:
        return " ".join([checked, _("The system limits its memory and processor time, and it has no network.")])
    if "memory" in model.guards:
        limited = _("The system limits its memory and processor time; this kernel does not let it be cut off from the network.")
        return " ".join([checked, limited])
    return " ".join([checked, _("This system does not limit its memory or its network: run only models whose maker you trust.")])


def _show_uploader() -> None:
    file = ask_file(
        _("An ONNX model from anyone, up to {limit} MB", limit=MOST_BYTES >> 20), ["onnx"], key="onnx.upload", largest=MOST_BYTES >> 20,
        about=_("Exports of scikit-learn (skl2onnx), LightGBM and XGBoost (onnxmltools), PyTorch and others; one row of values per row."),
    )  # fmt: skip
    note(_("It is checked first and runs in a process of its own. Loops, foreign operators and weights in other files are refused."))
    if file is not None:
        work.begin(CHECKING, name=file.name, doing=_("Checking"), work=check_work(file.content, file.name))


def check_work(content: bytes, name: str) -> Callable[[jobs.Report], Checked]:
    """The work of checking one model, for a job."""

    def check(report: jobs.Report) -> Checked:
        check_name(name)
        report(0.1)
        return Checked(ModelFile(content, name), describe_foreign(content, name))

    return check


def _show_start(file: Brought, checked: Checked, slots: tuple[Slot, ...], wiring: Wiring) -> None:
    try:
        check_wiring(slots, wiring, file.tidy.columns)
        fault = ""
    except WiringError as error:
        fault = excuse(error)
    if fault:
        st.text(fault)
    label = _("Score {rows} rows", rows=count(file.tidy.table.num_rows))
    if st.button(label, type="primary", icon=":material/play_arrow:", disabled=bool(fault) or work.under_way(SCORING)):
        work.begin(SCORING, name=checked.model.name, doing=_("Scoring"), work=_score_work(file, checked, slots, wiring))


def _score_work(file: Brought, checked: Checked, slots: tuple[Slot, ...], wiring: Wiring) -> Callable[[jobs.Report], Asked]:
    def score(report: jobs.Report) -> Asked:
        scores = score_foreign(checked.file, file.tidy, slots, wiring, progress=report)
        return Asked(file.digest, checked.model.sha256, wiring, scores)

    return score


def _hold_model(checked: Checked) -> None:
    st.session_state[_MODEL] = checked
    st.session_state.pop(_SCORES, None)


def _hold_scores(asked: Asked) -> None:
    st.session_state[_SCORES] = asked


def _forget_model() -> None:
    st.session_state.pop(_MODEL, None)
    st.session_state.pop(_SCORES, None)
