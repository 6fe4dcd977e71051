"""Your scores: a file that holds a probability or a score, its outcome if known, and what each decision costs, straight to Decide."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from payoff.core.message import Message, say
from payoff.domains.own_terms import Correction, OwnTerms, OwnTermsError, Riskier, Scale, ScoreColumn, build_sheet, write_terms
from payoff.ui import jobs, own, state, work
from payoff.ui.brought import Brought
from payoff.ui.format import count, decimal, percent, plain, strong
from payoff.ui.language import _, excuse, speaking
from payoff.ui.lone_outcomes import show_lone_outcomes
from payoff.ui.recognised import describe_source
from payoff.ui.show import note, tell
from payoff.ui.terms_basis import choose_basis
from payoff.ui.terms_form import Form, ask_amounts, ask_title, ask_words
from payoff.workflow.guess_money import guess_currency, money_candidates, usual_factor
from payoff.workflow.guess_outcome import guess_event, guess_outcome, known_outcome, outcome_candidates, outcome_values
from payoff.workflow.guess_score import ScoreGuess, guess_score, score_candidates
from payoff.workflow.own_scores import score_own
from payoff.workflow.scored_facts import ScoreFacts, measure_scores

VALUING = "bring.valuing"

SCALES: dict[Scale, Message] = {
    "probability": say("a probability, 0 to 1"), "percent": say("a probability, 0 to 100 %"), "log odds": say("log odds (logit)"),
    "score": say("points that only rank"),
}  # fmt: skip
RISKIER: dict[Riskier, Message] = {"higher": say("higher: the event is likelier"), "lower": say("higher: the event is rarer")}
CORRECTIONS: dict[Correction, Message] = {
    "none": say("as it stands"), "platt": say("calibrated by a sigmoid (Platt)"), "isotonic": say("calibrated by isotonic regression"),
}  # fmt: skip


def show(file: Brought) -> None:
    """The whole way: which columns, what each outcome is worth, and on to Decide."""
    work.show_work(VALUING, _take)
    scores = file.once("scores", lambda: score_candidates(file.tidy))
    if not scores:
        st.warning(_("No column of this file holds numbers, so none can be a score."), icon=":material/warning:")
        return
    basis = choose_basis(file)
    form = Form(f"own.{file.digest[:8]}.{basis.digest if basis else 'new'}", basis or _blank(file))
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(strong(_("Which column says what")))
        terms = _ask_columns(file, form, scores)
    with right:
        st.markdown(strong(_("What each decision costs")))
        terms = _ask_money(file, form, terms)
    _show_next(file, terms)


def _blank(file: Brought) -> OwnTerms:
    return OwnTerms(title=file.name.rpartition(".")[0][:60] or file.name[:60], currency=guess_currency(file.tidy))


def _ask_columns(file: Brought, form: Form, scores: list[str]) -> OwnTerms:
    """The score, how it is to be read, and the outcome, with what was recognised and why."""
    basis = form.basis
    wanted = basis.score.column if basis.score and basis.score.column in scores else scores[0]
    column = str(st.selectbox(_("Probability or score"), scores, scores.index(wanted), key=form.at("score"), persist_state="session"))
    outcome, event, other = _ask_outcome(file, form, column)
    known = file.once(("known", outcome, event), lambda: known_outcome(file.tidy, outcome, event)) if outcome else None
    guess: ScoreGuess = file.once(("guess", column, outcome, event), lambda: guess_score(file.tidy, column, known))
    score = _ask_reading(form, column, guess, has_outcome=bool(outcome))
    note(" ".join(_(why) for why in guess.because))
    facts = file.once(("facts", score, outcome, event), lambda: measure_scores(file.tidy, score, known))
    _show_facts(facts, score)
    return replace(basis, outcome=outcome, event_value=event, other_value=other, score=score)


def _ask_outcome(file: Brought, form: Form, score: str) -> tuple[str, str, str]:
    """Outcome column, the value that says the event happened, and the other one where there are but two; empty where unknown."""
    candidates = [name for name in file.once("outcomes", lambda: outcome_candidates(file.tidy)) if name != score]
    basis = form.basis
    guessed = basis.outcome if basis.outcome in candidates else file.once(("outcome", score), lambda: guess_outcome(file.tidy, score))
    options = ["", *candidates]
    chosen = st.selectbox(
        _("How it turned out"), options, options.index(guessed) if guessed in options else 0, key=form.at(f"outcome.{score}"),
        format_func=speaking(lambda name: name or say("the file does not say")), persist_state="session",
        help=_("With it, money is measured; without it, money is expected from the probabilities."),
    )  # fmt: skip
    show_lone_outcomes(file)
    if not chosen:
        return "", "", ""
    values = outcome_values(file.tidy, chosen)
    texts = [value.text for value in values]
    first = basis.event_value if chosen == basis.outcome and basis.event_value in texts else guess_event(values)
    counts = {value.text: value.count for value in values}
    event = st.selectbox(
        _("The event happened where it says"), texts, texts.index(first) if first in texts else 0, key=form.at(f"event.{chosen}"),
        format_func=speaking(lambda text: say("{value} ({n} rows)", value=text, n=count(counts[text]))), persist_state="session",
    )  # fmt: skip
    others = [text for text in texts if text != event]
    if len(others) > 1:
        note(_("Every other value counts as not happened: {values}.", values=", ".join(others)))
    return chosen, str(event), others[0] if len(others) == 1 else ""


def _ask_reading(form: Form, column: str, guess: ScoreGuess, *, has_outcome: bool) -> ScoreColumn:
    """Scale, direction and correction; what was guessed stands there first."""
    given = form.basis.score if form.basis.score and form.basis.score.column == column else None
    scale0, riskier0 = (given.scale, given.riskier) if given else (guess.scale, guess.riskier)
    correction0 = given.correction if given else guess.correction
    tag = f"{column}.{guess.scale}.{guess.riskier}"
    scales, directions = list(SCALES), list(RISKIER)
    scale: Scale = st.selectbox(
        _("It is"), scales, scales.index(scale0), format_func=speaking(SCALES.__getitem__), key=form.at(f"scale.{tag}"),
        persist_state="session",
    )  # fmt: skip
    riskier: Riskier = st.selectbox(
        _("Where it is"), directions, directions.index(riskier0), format_func=speaking(RISKIER.__getitem__), key=form.at(f"riskier.{tag}"),
        persist_state="session",
    )  # fmt: skip
    points = given.points if given else ()
    allowed: list[Correction] = ["none"] if scale != "score" else []
    allowed += ["platt", "isotonic"] if has_outcome or points else []
    if not allowed:
        st.warning(
            _("Points only rank. Name the outcome, so that they can be turned into probabilities, or say that they are probabilities."),
            icon=":material/warning:",
        )  # fmt: skip
        return ScoreColumn(column, scale, riskier, "none")
    correction: Correction = st.selectbox(
        _("It is used"),
        allowed,
        allowed.index(correction0) if correction0 in allowed else 0,
        format_func=speaking(CORRECTIONS.__getitem__),
        key=form.at(f"correction.{tag}.{scale}.{has_outcome}"),
        persist_state="session",
        help=_("Calibration is cross-fitted: each row's probability comes from a curve fitted on other rows, never on itself."),
    )
    return ScoreColumn(column, scale, riskier, correction, points)


def _show_facts(facts: ScoreFacts, score: ScoreColumn) -> None:
    """How many outcomes are known, what was promised and what happened: whether to calibrate."""
    if facts.known == 0 or facts.rate is None:
        return
    first, second, third = st.columns(3)
    with first:
        tell(_("Outcomes known"), count(facts.known), _("of {n} rows", n=count(facts.rows)))
    with second:
        promised = "" if facts.promised is None else _("promised {share}", share=percent(facts.promised))
        tell(_("It happened in"), percent(facts.rate), promised)
    with third:
        tell(_("Area under the curve"), decimal(facts.area, 3), about=_("0.5 is chance, 1 is perfect."))
    if facts.off and score.correction == "none":
        st.warning(_("The probabilities promise something else than happened: consider calibrating them."), icon=":material/tune:")


def _ask_money(file: Brought, form: Form, terms: OwnTerms) -> OwnTerms:
    title, currency = ask_title(form)
    taken = {terms.outcome, terms.score.column if terms.score else ""}
    money = file.once("money", lambda: {name: usual_factor(file.tidy, name) for name in money_candidates(file.tidy)})
    worth = ask_amounts(form, {name: factor for name, factor in money.items() if name not in taken})
    return replace(
        terms, title=title, currency=currency, words=ask_words(form), acting=worth["acting"], false_alarm=worth["false_alarm"],
        miss=worth["miss"], hit=worth["hit"], passing=worth["passing"],
    )  # fmt: skip


def _show_next(file: Brought, terms: OwnTerms) -> None:
    """On to Decide, and the terms to take along; what is missing is said instead."""
    try:
        sheet = build_sheet(terms)
    except OwnTermsError as error:
        st.info(plain(_("Not yet: {reason}", reason=excuse(error))), icon=":material/info:")
        return
    with st.container(horizontal=True):
        pressed = st.button(_("See what it is worth"), type="primary", icon=":material/balance:", disabled=work.under_way(VALUING))
        kept = own.own_terms().get(sheet.key, terms)
        st.download_button(
            _("Download the terms"), write_terms(replace(kept, stated=date.today().isoformat())), "terms.toml", "application/toml",
            icon=":material/download:", on_click="ignore",
            help=_("For the next file here, or on the command line: {command}", command="python -m payoff value FILE --terms terms.toml"),
        )  # fmt: skip
    if pressed:
        _begin(file, replace(terms, stated=date.today().isoformat()))


def _begin(file: Brought, terms: OwnTerms) -> None:
    def value(report: jobs.Report) -> tuple[state.InUse, OwnTerms]:
        made = score_own(file.source, terms, options=file.options, progress=report)
        return state.put_in_use(made.scored, describe_source(file.source)), made.terms

    work.begin(VALUING, name=file.name, doing=_("Reading and valuing"), work=value)


def _take(made: tuple[state.InUse, OwnTerms]) -> None:
    own.open_decision(*made)
