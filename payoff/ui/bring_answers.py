"""What a stranger's model answered: which number is the event's probability, what a row left out lacked, and on to a decision."""

from __future__ import annotations

from pathlib import PurePath

import pyarrow as pa
import streamlit as st

from payoff.core.message import say
from payoff.domains import load_domains
from payoff.domains.term_sheet import TermSheet
from payoff.intake.decisions import ReadOptions
from payoff.mapping.mapping import Match
from payoff.ui import state
from payoff.ui.brought import WAY, Brought, hold, read_brought
from payoff.ui.format import bare, count, duration
from payoff.ui.frame import pick_domain
from payoff.ui.language import _, excuse, speaking, spoken
from payoff.ui.navigation import find_page
from payoff.ui.show import note
from payoff.workflow.errors import EXPECTED
from payoff.workflow.foreign_case import price_rows, propose_prices
from payoff.workflow.foreign_event import propose_event
from payoff.workflow.foreign_file import Answer, add_answer, answer_column, choose_answer, name_answers
from payoff.workflow.foreign_score import ForeignScores
from payoff.workflow.table_file import Format, write_table

ROWS_SHOWN = 200
_PRICES = "payoff.onnx.prices"
_FAULT = "payoff.onnx.fault"
_ONWARD = "payoff.onnx.onward"


def show_answers(file: Brought, scores: ForeignScores) -> None:
    """The answers, and the two ways on."""
    st.subheader(_("What it answers"), anchor=False)
    rows, left_out, took = st.columns(3)
    rows.metric(_("Rows scored"), count(len(scores.kept)))
    left_out.metric(_("Rows left out"), count(len(scores.rejects)))
    took.metric(_("Time"), spoken(duration(scores.seconds)))
    _show_rejects(scores)
    answer = _pick_answer(scores)
    _show_span(answer, len(scores.kept))
    _show_rows(file, scores, answer)
    _show_prices(file, scores, answer)


def _pick_answer(scores: ForeignScores) -> Answer:
    names = name_answers(scores)
    at = st.selectbox(
        _("Which answer is the probability of the event?"), range(len(names)), format_func=names.__getitem__,
        index=propose_event(scores.columns, scores.numbers, scores.model.classes), key=f"onnx.event.{scores.model.sha256[:8]}",
        help=_("Proposed by the labels the model brings; two answers that add up to 1 are the event and its absence."),
    )  # fmt: skip
    return choose_answer(scores, names[at])


def _show_span(answer: Answer, rows: int) -> None:
    span = answer.span
    told = {"low": bare(span.low, 4), "high": bare(span.high, 4)}
    if span.kind == "probability":
        st.text(_("Every number lies between 0 and 1: from {low} to {high}.", **told))
        return
    st.warning(
        _("{outside} of {rows} numbers lie outside 0 to 1 (from {low} to {high}): this is a score, not a probability.",
          outside=count(span.outside), rows=count(rows), **told),
        icon=":material/warning:",
    )  # fmt: skip


def _show_rejects(scores: ForeignScores) -> None:
    if not scores.rejects:
        return
    with st.expander(_("The {n} rows left out", n=count(len(scores.rejects))), icon=":material/table_rows:"):
        rows = [{_("Line"): r.line, _("Reason"): spoken(r.reason), _("As written"): r.record} for r in scores.rejects[:1000]]
        st.dataframe(rows, hide_index=True, placeholder="", alt=_("Rows left out, each with line, reason and the record as written"))


def _show_rows(file: Brought, scores: ForeignScores, answer: Answer) -> None:
    table = file.once(("answered", scores, answer.name), lambda: add_answer(scores, file.tidy, answer))
    name = answer_column(file.tidy, answer)
    first = table.select([name, *(other for other in table.column_names if other != name)]).slice(0, ROWS_SHOWN)
    st.dataframe(first, hide_index=True, height=250, placeholder="", alt=_("The first rows with the model's answer"))
    stem = PurePath(file.name).stem or "scored"
    with st.container(horizontal=True):
        _offer(table, "csv", stem)
        _offer(table, "parquet", stem)


def _offer(table: pa.Table, format: Format, stem: str) -> None:
    label, kind = (_("Download as CSV"), "text/csv") if format == "csv" else (_("Download as Parquet"), "application/vnd.apache.parquet")
    st.download_button(
        label, lambda: write_table(table, format), f"{stem}-scored.{format}", kind,
        icon=":material/download:", on_click="ignore", key=f"onnx.download.{format}",
    )  # fmt: skip


def _show_prices(file: Brought, scores: ForeignScores, answer: Answer) -> None:
    st.subheader(_("What is it worth?"), anchor=False)
    st.button(
        _("State your own costs"), type="primary", icon=":material/edit_note:", on_click=_bring_scores, args=(file, scores, answer),
        help=_("The scored rows become the file on this page, under Scores: say what acting, a hit, a false alarm and a miss cost."),
    )  # fmt: skip
    domains = load_domains()
    with st.expander(_("Or take the prices of a shipped decision"), icon=":material/sell:"):
        chosen = st.selectbox(_("Prices"), list(domains), key=_PRICES, format_func=speaking(lambda key: domains[key].title))
        _show_domain(file, scores, answer, sheet=domains[chosen])


def _bring_scores(file: Brought, scores: ForeignScores, answer: Answer) -> None:
    """Take the scored rows as the file that was brought, its scores being the model's; for callbacks."""
    content = write_table(add_answer(scores, file.tidy, answer), "parquet")
    hold(read_brought(content, f"{PurePath(file.name).stem or 'file'}-scored.parquet", ReadOptions())(_as_it_goes))
    st.session_state[WAY] = "scores"


def _as_it_goes(_: float) -> None:
    """The rows are at hand: there is no progress to show."""


def _show_domain(file: Brought, scores: ForeignScores, answer: Answer, *, sheet: TermSheet) -> None:
    """A column for each amount and the outcome, then on to Decide."""
    matches = {}
    options = [None, *file.tidy.table.column_names]
    for proposal in propose_prices(sheet, file.tidy).columns:
        column = st.selectbox(
            _("{label}: which column?", label=spoken(proposal.label)), options, index=options.index(proposal.source),
            format_func=speaking(lambda found: say("(none)") if found is None else found),
            key=f"onnx.price.{sheet.key}.{proposal.column}.{hash(tuple(options))}",
        )  # fmt: skip
        if column is not None:
            known = column == proposal.source
            factor, words = (proposal.factor, proposal.words) if known else (1.0, {})
            matches[proposal.column] = Match(proposal.column, column, factor, words)
    note(_("Without the outcome, money is expected and not measured."))
    st.button(
        _("Decide what to do with these"), icon=":material/arrow_forward:",
        on_click=_decide, args=(file, scores, answer, sheet, matches),
    )  # fmt: skip
    if fault := st.session_state.pop(_FAULT, ""):
        st.text(fault)
    if st.session_state.pop(_ONWARD, False):
        st.switch_page(find_page("decide"))


def _decide(file: Brought, scores: ForeignScores, answer: Answer, sheet: TermSheet, matches: dict[str, Match]) -> None:
    """Put the priced rows in use; for callbacks, which run before the sidebar is drawn."""
    try:
        scored = price_rows(scores, file.tidy, answer, sheet=sheet, matches=matches, digest=file.digest)
        state.keep(state.put_in_use(scored, f"{file.inspection.format.upper()}, ONNX"))
    except EXPECTED as error:
        st.session_state[_FAULT] = excuse(error)
        return
    pick_domain(sheet.key)
    st.session_state[_ONWARD] = True
