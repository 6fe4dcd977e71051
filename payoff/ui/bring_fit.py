"""Your outcomes: a labelled file without a model. Choose the outcome, see what looks like a leak, name the costs, and fit."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import streamlit as st

from payoff.core.message import Message, say
from payoff.domains.own_terms import OwnTerms, OwnTermsError, build_sheet
from payoff.training.labelled import TrainingError
from payoff.training.leakage import Leak
from payoff.ui import jobs, work
from payoff.ui.brought import Brought
from payoff.ui.fit_view import show_fitted
from payoff.ui.fitted import fitted_to, hold_fitted
from payoff.ui.format import count, percent, plain, strong
from payoff.ui.language import _, excuse, speaking
from payoff.ui.lone_outcomes import show_lone_outcomes
from payoff.ui.show import line, note
from payoff.ui.terms_form import Form, ask_amounts, ask_title, ask_words
from payoff.workflow.fit import NO_TIME, FitRequest, Prepared, assume_terms, fit_prepared, prepare_fit, say_assumed
from payoff.workflow.fit_bundle import FittedModel, check_name, keep_fit
from payoff.workflow.guess_money import guess_currency, money_candidates, usual_factor
from payoff.workflow.guess_outcome import OutcomeValue, guess_event
from payoff.workflow.own_table import count_classes, target_candidates

FITTING = "bring.fitting"
AUTOMATIC, RANDOM = "automatic", "random"
_TIMES: dict[str, Message] = {AUTOMATIC: say("let the file say"), RANDOM: say("at random, within each outcome")}
READ, FITTED = 0.05, 0.97
"""Share of the work done once the rows are prepared, and once both models are fitted."""


def show(file: Brought) -> None:
    """The whole way: outcome, leaks, costs, the fit with its progress, and what came of it."""
    work.show_work(FITTING, hold_fitted)
    candidates = file.once("targets", lambda: target_candidates(file.tidy))
    if not candidates:
        show_lone_outcomes(file)
        st.warning(_("No column of this file has a few different values, so none can be an outcome."), icon=":material/warning:")
        return
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(strong(_("How it turned out")))
        request = _ask_outcome(file, candidates)
        ready = _prepare(file, request)
    if ready is None:
        return
    with left:
        request = _ask_leaks(file, ready, request)
    with right:
        st.markdown(strong(_("What each decision costs")))
        terms = _ask_money(file, ready)
    _show_next(file, ready, replace(request, terms=terms))
    model = fitted_to(file.digest)
    if model is not None:
        show_fitted(model, file.name)


def _ask_outcome(file: Brought, candidates: list[str]) -> FitRequest:
    """Target, event and the date to split by."""
    target = str(st.selectbox(_("Outcome"), candidates, key=_at(file, "target"), persist_state="session"))
    show_lone_outcomes(file)
    counts = file.once(("classes", target), lambda: count_classes(file.tidy, target))
    texts = [text for text, _rows in reversed(counts.most_common())]
    guessed = guess_event(OutcomeValue(text, counts[text]) for text in texts)
    event = st.selectbox(
        _("The event happened where it says"), texts, texts.index(guessed) if guessed in texts else 0, key=_at(file, f"event.{target}"),
        format_func=speaking(lambda text: say("{value} ({n} rows)", value=text, n=count(counts[text]))), persist_state="session",
    )  # fmt: skip
    dates = [column.name for column in file.tidy.columns if column.kind == "date" and column.name != target]
    chosen: str | int = AUTOMATIC
    if dates:
        # A column may be called like a code, so columns go by their place.
        options: list[str | int] = [AUTOMATIC, RANDOM, *range(len(dates))]
        chosen = st.selectbox(
            _("Split the rows by time"), options, key=_at(file, "time"), persist_state="session",
            format_func=speaking(lambda option: dates[option] if isinstance(option, int) else _TIMES[option]),
            help=_("Rows before a day train, later ones judge: as the model will be used."),
        )  # fmt: skip
    time = dates[chosen] if isinstance(chosen, int) else NO_TIME if chosen == RANDOM else None
    return FitRequest(_name(file), target, str(event), None, time)


def _prepare(file: Brought, request: FitRequest) -> Prepared | None:
    """Rows, columns and warnings as they would be; None with the reason where nothing can be fitted."""
    try:
        with st.spinner(_("Looking for columns that know the future")):
            # Each holds the file's rows once more, so only the one asked for last is kept.
            kept: dict[FitRequest, Prepared] = file.once("prepared", dict)
            if request not in kept:
                kept.clear()
                kept[request] = prepare_fit(file.tidy, request, sha256=file.digest)
            return kept[request]
    except (TrainingError, OwnTermsError) as error:
        st.warning(_("Nothing can be fitted yet."), icon=":material/warning:")
        st.text(excuse(error))
        return None


def _ask_leaks(file: Brought, ready: Prepared, request: FitRequest) -> FitRequest:
    """Every warning, with a tick to leave its column out."""
    own = ready.own
    rate = percent(own.outcome.mean())
    line(_("{n} rows with a known outcome, {rate} of them with the event.", n=count(len(own.outcome)), rate=rate))
    if own.unlabelled:
        note(_("{n} rows without an outcome are set aside.", n=count(own.unlabelled)))
    st.text(_(ready.split.words))
    about = {leak.column: leak for leak in ready.leaks if leak.column is not None and leak.kind != "date_unused"}
    out, kept = [], []
    if ready.leaks:
        st.markdown(strong(_("What looks like knowledge of the future")))
    for leak in [*about.values(), *(leak for leak in ready.leaks if leak not in about.values())]:
        with st.container(border=True, gap="xxsmall"):
            st.text(_(leak.message))
            if leak.column is None or leak.column not in about:
                st.text(f"→ {_(leak.fix)}")
            elif _tick(file, leak):
                out.append(leak.column)
            else:
                kept.append(leak.column)
    free = [column.name for column in own.columns if column.name not in about and column.name != ready.time]
    more = st.multiselect(
        _("Leave out further columns"), free, key=_at(file, f"more.{request.target}"), placeholder=_("none"), persist_state="session"
    )  # fmt: skip
    unused = [lost for lost in ready.left_out if lost.column not in about]
    if unused or ready.chosen.notes:
        with st.expander(_("Columns that no model sees, or sees in part")):
            for lost in unused:
                st.text(_("{column}: {reason}", column=lost.column, reason=lost.reason))
            for told in ready.chosen.notes:
                st.text(_(told))
    return replace(request, exclude=(*out, *more), keep=tuple(kept))


def _tick(file: Brought, leak: Leak) -> bool:
    label = plain(_("Leave out {column}", column=leak.column))
    return st.checkbox(label, leak.leave_out, key=_at(file, f"leak.{leak.column}"), help=plain(_(leak.fix)), persist_state="session")


def _ask_money(file: Brought, ready: Prepared) -> OwnTerms:
    assumed = assume_terms(ready.own, file.name.rpartition(".")[0][:60] or file.name[:60])
    basis = replace(assumed, currency=file.once("currency", lambda: guess_currency(file.tidy)))
    form = Form(_at(file, f"terms.{ready.own.target}.{ready.own.event}"), basis)
    title, currency = ask_title(form)
    money = file.once("money", lambda: {name: usual_factor(file.tidy, name) for name in money_candidates(file.tidy)})
    worth = ask_amounts(form, {name: factor for name, factor in money.items() if name != ready.own.target})
    words = ask_words(form)
    terms = replace(
        basis, title=title, currency=currency, words=words, stated=date.today().isoformat(), acting=worth["acting"],
        false_alarm=worth["false_alarm"], miss=worth["miss"], hit=worth["hit"], passing=worth["passing"],
    )  # fmt: skip
    if (terms.acting, terms.miss) == (assumed.acting, assumed.miss):
        note(_(say_assumed(ready.own)))
    return terms


def _show_next(file: Brought, ready: Prepared, request: FitRequest) -> None:
    try:
        build_sheet(request.terms or assume_terms(ready.own, request.name))
    except OwnTermsError as error:
        st.info(plain(_("Not yet: {reason}", reason=excuse(error))), icon=":material/info:")
        return
    if st.button(_("Fit two models and judge them"), type="primary", icon=":material/model_training:", disabled=work.under_way(FITTING)):
        doing = _("Fitting, exporting and checking")
        work.begin(FITTING, name=file.name, doing=doing, work=fit_work(file, request), long=True)
    note(_("Both models stay in this server's memory until you delete your data or close the tab; nothing is kept on disk."))


def fit_work(file: Brought, request: FitRequest) -> Callable[[jobs.Report], FittedModel]:
    """The work of fitting, for a job."""

    def fit(report: jobs.Report) -> FittedModel:
        prepared = prepare_fit(file.tidy, request, sha256=file.digest)
        report(READ)
        fitted = fit_prepared(prepared, report=lambda share: report(READ + (FITTED - READ) * share))
        kept = keep_fit(fitted)
        report(1.0)
        return kept

    return fit


def _name(file: Brought) -> str:
    """A folder's name made of the file's; a model of a reader's session never has that of another."""
    words = re.sub(r"[^\w-]+|_", "-", file.name.rpartition(".")[0] or file.name).strip("-")
    return check_name(f"fit-{words[:40]}".rstrip("-").removesuffix("-challenger"))


def _at(file: Brought, name: str) -> str:
    return f"fit.{file.digest[:8]}.{name}"
