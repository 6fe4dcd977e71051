"""What came of a fit: both models on the rows that judged them, the card, everything as a zip, and the way on to Decide."""

from __future__ import annotations

import streamlit as st

from payoff.domains.manifest import Manifest, Metric
from payoff.training.card import say_family
from payoff.ui import own, state
from payoff.ui.format import count, decimal, size
from payoff.ui.language import _
from payoff.ui.model_card import show_model_card
from payoff.ui.show import note, tabulate, tell
from payoff.workflow.fit_bundle import FittedModel

MEASURES = ("auc", "brier", "log_loss", "calibration_slope")


def show_fitted(model: FittedModel, name: str) -> None:
    """Metrics with intervals, champion and challenger, card, download, and the held-out rows on their way to a verdict."""
    champion = model.manifests[0]
    held_out = champion.training.held_out_rows
    st.subheader(_("Fitted, and judged on {n} rows it never saw", n=count(held_out)), anchor=False)
    first, second, third = st.columns(3)
    with first:
        tell(_("Area under the curve"), *_reach(champion.metrics["auc"]), about=_("0.5 is chance, 1 is perfect."))
    with second:
        tell(_("Brier score"), *_reach(champion.metrics["brier"]), about=_("Mean squared error of the probability; 0 is best."))
    with third:
        parity = champion.parity
        tell(_("Differs from scikit-learn by"), f"{parity.worst:.1e}", _("at most, on {n} rows", n=count(parity.rows)))
    st.dataframe(tabulate([_row(manifest) for manifest in model.manifests]), hide_index=True, alt=_("Champion and challenger"))
    with st.container(horizontal=True):
        if st.button(_("Decide with the held-out rows"), type="primary", icon=":material/balance:"):
            own.open_decision(state.put_in_use(model.scored, _("held-out rows of {name}", name=name)), model.terms)
            st.rerun()
        st.download_button(
            _("Download both models ({size})", size=size(len(model.zipped))), model.zipped, f"{champion.name}.zip", "application/zip",
            icon=":material/download:", on_click="ignore",
            help=_("Unpacked into models/, they are scored, valued and verified like the shipped ones. Rows of your file are inside."),
        )  # fmt: skip
    with st.expander(_("The champion's card"), icon=":material/description:"):
        show_model_card(model.card, champion, model.scored.sheet)
    note(_("On the Score page this model scores your next file, as long as this session lasts."))


def _row(manifest: Manifest) -> dict[str, str]:
    named = {"auc": _("AUC"), "brier": _("Brier"), "log_loss": _("Log loss"), "calibration_slope": _("Calibration slope")}
    role = _("Champion") if manifest.role == "champion" else _("Challenger")
    measures = {named[key]: f"{value} ({between})" for key in MEASURES for value, between in [_reach(manifest.metrics[key])]}
    return {_("Role"): role, _("Family"): say_family(manifest.family), **measures}


def _reach(metric: Metric) -> tuple[str, str]:
    return decimal(metric.value, 3), f"{decimal(metric.low, 3)}–{decimal(metric.high, 3)}"
