"""Which assumptions move together on the Case page: rank correlations, added and taken away one by one."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from payoff.core.dependence import BadCorrelationError, Correlations, check_correlations
from payoff.core.message import capital, say
from payoff.core.spread import Spread
from payoff.domains.case_sheet import VALUE, CaseSheet
from payoff.ui.format import plain
from payoff.ui.kept_text import KeptText
from payoff.ui.language import _, excuse, spoken
from payoff.ui.show import line, note
from payoff.workflow.case_file import CaseFile
from payoff.workflow.case_sentences import name_assumption

NONE = "none"
_BETWEEN, _PART = ",", "~"
STEP = 0.05


def read_together(file: CaseFile) -> dict[tuple[str, str], float]:
    """The rank correlations in force: this reader's, from the session or the link, or else the case's own."""
    kept = _kept(file.sheet)
    try:
        found = _parse(kept.read(), file)
    except (ValueError, BadCorrelationError):
        st.warning(_("The link's correlations could not be read and were left out."), icon=":material/link_off:")
        kept.keep("")
        found = dict(file.plan.correlations)
    kept.write()
    return found


def forget_together(sheet: CaseSheet) -> None:
    """Go back to the correlations of the case; for callbacks."""
    _kept(sheet).keep("")


def drawn_together(correlations: Correlations, spreads: Mapping[str, Spread]) -> dict[tuple[str, str], float]:
    """Those of two numbers that are both drawn; a number without a range moves with nothing."""
    drawn = {VALUE, *spreads}
    return {pair: figure for pair, figure in correlations.items() if drawn.issuperset(pair)}


def show_together(file: CaseFile, correlations: Correlations, spreads: Mapping[str, Spread]) -> None:
    """What moves together, each with a way out, and the place to add a pair."""
    sheet, drawn = file.sheet, drawn_together(correlations, spreads)
    if not correlations:
        line(_("All assumptions are drawn independently of one another."))
    for place, (pair, figure) in enumerate(correlations.items()):
        with st.container(horizontal=True, vertical_alignment="center"):
            first, second = (_label(name, sheet) for name in pair)
            st.markdown(plain(say("{first} with {second}: {figure}", first=first, second=second, figure=f"{figure:+g}")), width="stretch")
            if pair not in drawn:
                note(_("waits: one of them has no range"))
            st.button(_("Take away"), key=f"{sheet.key}.together.{place}", on_click=_take, args=(file, pair))
    names = [VALUE, *spreads]
    if len(names) > 1:
        _show_form(file, names)
    note(
        _(
            "Spearman's rank correlation, kept by a Gaussian copula whatever the shapes: +1 rise together, −1 one falls as the other "
            "rises. Under correlations there are no Sobol indices."
        )
    )


def _show_form(file: CaseFile, names: list[str]) -> None:
    sheet = file.sheet
    with st.form(f"{sheet.key}.together", border=False):
        first, second = st.columns(2)
        said = {code: spoken(_label(code, sheet)) for code in names}
        first.selectbox(_("This one"), names, 1, format_func=said.__getitem__, key=_keys(sheet)[0])
        second.selectbox(_("moves with"), names, 0, format_func=said.__getitem__, key=_keys(sheet)[1])
        st.slider(_("Rank correlation"), -1.0, 1.0, 0.5, STEP, key=_keys(sheet)[2])
        st.form_submit_button(_("Let them move together"), icon=":material/link:", on_click=_add, args=(file,))
    if (trouble := st.session_state.pop(f"{sheet.key}.together.trouble", None)) is not None:
        st.error(plain(trouble), icon=":material/error:")


def _add(file: CaseFile) -> None:
    """Take up the pair as chosen, or say why the correlations cannot all hold; the last ones then stay."""
    sheet = file.sheet
    first, second, figure = (st.session_state[key] for key in _keys(sheet))
    held = {pair: known for pair, known in _held(file).items() if set(pair) != {first, second}}
    asked = {**held, (first, second): round(float(figure), 2)}
    try:
        check_correlations({(_label(a, sheet), _label(b, sheet)): known for (a, b), known in asked.items()})
    except BadCorrelationError as error:
        st.session_state[f"{sheet.key}.together.trouble"] = excuse(error)
        return
    _keep(sheet, asked)


def _take(file: CaseFile, pair: tuple[str, str]) -> None:
    _keep(file.sheet, {known: figure for known, figure in _held(file).items() if known != pair})


def _held(file: CaseFile) -> dict[tuple[str, str], float]:
    return _parse(_kept(file.sheet).read(), file)


def _keep(sheet: CaseSheet, correlations: Correlations) -> None:
    texts = (_PART.join((*pair, f"{figure:g}")) for pair, figure in correlations.items())
    _kept(sheet).keep(_BETWEEN.join(texts) or NONE)


def _parse(text: str, file: CaseFile) -> dict[tuple[str, str], float]:
    """Back from "volume~people~0.5"; "none" is no correlation, nothing is the case's own. ValueError where it is none of ours."""
    if not text:
        return dict(file.plan.correlations)
    found = {}
    known = {VALUE, *(a.name for a in file.sheet.assumptions)}
    for part in [] if text == NONE else text.split(_BETWEEN):
        first, second, figure = part.split(_PART)
        if not known.issuperset((first, second)):
            raise ValueError(part)
        found[first, second] = float(figure)
    check_correlations(found)
    return found


def _label(name: str, sheet: CaseSheet) -> str:
    return capital(name_assumption(name, sheet))


def _kept(sheet: CaseSheet) -> KeptText:
    return KeptText(f"{sheet.key}_together")


def _keys(sheet: CaseSheet) -> tuple[str, str, str]:
    return f"{sheet.key}.together.first", f"{sheet.key}.together.second", f"{sheet.key}.together.figure"
