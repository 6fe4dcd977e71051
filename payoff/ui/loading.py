"""Getting data onto the page: the sample with one press, a file by upload, and the work watched until it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from payoff.core.message import say
from payoff.domains.term_sheet import Column, TermSheet
from payoff.intake.problems import IntakeError
from payoff.intake.source import Source, read_source
from payoff.mapping.mapping import ColumnMapping
from payoff.ui import jobs, matching_state, state, work
from payoff.ui.fitted import own_model
from payoff.ui.format import bare, strong
from payoff.ui.headline import read_headline
from payoff.ui.language import _
from payoff.ui.matching_state import Waiting
from payoff.ui.navigation import find_page
from payoff.ui.own import is_lost
from payoff.ui.reading import Given, hold_given
from payoff.ui.recognised import describe_source
from payoff.ui.show import note, tabulate
from payoff.ui.upload import Upload, ask_file, drop_all
from payoff.workflow.errors import EXPECTED
from payoff.workflow.flow import Handling, open_model
from payoff.workflow.mapping import needs_mapping, recall_mapping, target_of
from payoff.workflow.score import has_sample, score_with, template_csv

SCORING = "score"
"""Where the work of scoring a file stands."""


def use_sample(domain: str) -> None:
    """Load the shipped sample; for callbacks and links."""
    work.forget_failure(SCORING)
    hold_given(domain, None)
    try:
        state.keep(read_headline(domain).data.fresh())
    except EXPECTED as error:
        work.fail(SCORING, say("the shipped sample"), error)


def follow_link(domain: str) -> None:
    """Load what the address asks for, where this server has it."""
    if state.loaded(domain) is None and state.asked_for() == state.SAMPLE:
        use_sample(domain)


def show_missing_data(domain: str) -> None:
    """Say so when the address was made for a file that is not loaded here."""
    asked = state.asked_for()
    if is_lost():
        st.warning(
            _("This link was made for a decision of somebody's own. Bring the file and its terms on the page “Your file” to see it."),
            icon=":material/link_off:",
        )  # fmt: skip
        return
    if asked and asked != state.SAMPLE and state.loaded(domain) is None:
        st.warning(
            _("This link was made for a file that is not loaded here. Load it, and the settings of the link apply to it."),
            icon=":material/link_off:",
        )
        st.text(_("The file's fingerprint begins with {start}.", start=asked[:12]))


def show_loader(sheet: TermSheet) -> None:
    """The uploader, the sample and the template; the uploader alone while a file is being scored."""
    if not sheet.features:
        _show_way_back()
        return
    # The uploader always stands in the same place: moved, it would drop a file that is on its way.
    title = st.container()
    upload, other = st.columns([3, 2], gap="large")
    with upload:
        _show_uploader(sheet)
    if work.under_way(SCORING):
        return
    if state.loaded(sheet.key) is not None:
        title.subheader(_("Score another file"), anchor=False)
    if has_sample(sheet):
        with other, st.container(border=True):
            _show_sample(sheet)
    show_columns(sheet)


def _show_way_back() -> None:
    """No model reads files for this decision, so the next one is brought where the terms are stated."""
    with st.container(border=True):
        st.markdown(strong(_("Another file for this decision")))
        note(_("No model scores files for it: each file brings its own scores. The terms stated before can be used again."))
        st.page_link(find_page("bring"), label=_("Bring a file"), icon=":material/upload_file:")


def _show_sample(sheet: TermSheet) -> None:
    """The sample with one press, and a file to fill in."""
    st.markdown(strong(_("No file at hand?")))
    note(sheet.data_note)
    st.button(_("Use the sample"), type="primary", icon=":material/science:", on_click=use_sample, args=(sheet.key,), width="stretch")
    st.download_button(
        _("Download a template"), lambda: template_csv(sheet.key), f"{sheet.key}-template.csv", "text/csv",
        icon=":material/download:", on_click="ignore", width="stretch",
    )  # fmt: skip


def show_work() -> None:
    """The work under way with its progress; a result that has come in is taken into the page first."""
    work.watch(SCORING, _take)


def delete_everything() -> None:
    """Stop the work under way and forget all that was loaded; for callbacks."""
    work.cancel_all()
    drop_all()
    state.forget()


def show_columns(sheet: TermSheet) -> None:
    """The columns a table should hold, and what may stand in each."""
    with st.expander(_("The columns it should have"), icon=":material/view_column:", expanded=state.loaded(sheet.key) is None):
        rows = [(c.name, c.label, describe_column(c), _("needed") if c.feature or c.money else _("optional")) for c in sheet.columns]
        table = tabulate(rows, [_("Column"), _("Meaning"), _("May hold"), _("In the file")])
        st.dataframe(table, hide_index=True, height=390, alt=_("The columns a table should hold"))


def describe_column(column: Column) -> str:
    """What may stand in a column: its categories, its range with the unit, or any text."""
    if column.categories:
        return ", ".join(column.categories)
    if column.kind != "number":
        return _("text")
    ends = [bare(end) for end in (column.low, column.high) if end is not None]
    span = say("{low} to {high}", low=ends[0], high=ends[1]) if len(ends) > 1 else say("a number")
    return _("{span} {unit}", span=span, unit=column.unit).strip()


def show_failure() -> None:
    """Why the last file could not be used and how to go on; what was loaded before stays."""
    work.show_failure(SCORING)


def score_work(domain: str, content: bytes, name: str, handling: Handling | None = None) -> Callable[[jobs.Report], state.InUse | Waiting]:
    """The work of scoring one file, for a job; a file whose columns are called otherwise comes back waiting to be matched.

    Without `handling` a mapping saved for files of its shape is used.
    """
    # Looked up here: a job has no session.
    known, own = matching_state.saved(domain), own_model(domain)

    def score(report: jobs.Report) -> state.InUse | Waiting:
        source = read_source(content, name)
        told = handling or _recall(source, known)
        model = own or open_model(domain)
        try:
            scored = score_with(source, model, progress=report, handling=told)
        except IntakeError as error:
            if not needs_mapping(error):
                raise
            waiting = matching_state.prepare(target_of(model), content, source, options=told.options)
            if not waiting.proposals.mapping.matches:
                # Nothing in it is ours: it is another table, not one with other names.
                raise
            return waiting
        return state.put_in_use(scored, describe_source(source))

    return score


def _recall(source: Source, known: Mapping[str, ColumnMapping]) -> Handling:
    mapping = recall_mapping(source, known)
    return Handling() if mapping is None else matching_state.handle(mapping)


def begin_scoring(domain: str, content: bytes, name: str, handling: Handling) -> None:
    """Score a file as it was told to be read and matched; the page runs again with the result."""
    hold_given(domain, Given(content, name, handling))
    _start(name, score_work(domain, content, name, handling))


def _show_uploader(sheet: TermSheet) -> None:
    file = ask_file(
        _("A table of {rows}: CSV, Excel or Parquet, up to {limit} MB", rows=sheet.words.rows, limit=st.get_option("server.maxUploadSize")),
        None, key="upload",
        about=_("One row each, the first line naming the columns. Outcomes are optional; with them, money is measured."),
    )  # fmt: skip
    note(_("The file stays in this server's memory until you delete it or close the tab. It is never written to disk."))
    if file is not None:
        _begin(sheet.key, file)


def _begin(domain: str, file: Upload) -> None:
    matching_state.give_up(domain)
    hold_given(domain, Given(file.content, file.name, Handling()))
    _start(file.name, score_work(domain, file.content, file.name))


def _start(name: str, scoring: Callable[[jobs.Report], state.InUse | Waiting]) -> None:
    work.begin(SCORING, name=name, doing=say("Reading, checking and scoring"), work=scoring)


def _take(result: state.InUse | Waiting) -> None:
    if isinstance(result, Waiting):
        matching_state.wait(result)
        return
    state.keep(result)
    matching_state.give_up(result.scored.domain)
