"""The model card: fixed headings, filled from the manifest and the term sheet, for a reader who must decide whether to trust it."""

from __future__ import annotations

import math
import re

from payoff.domains.manifest import Manifest, Metric
from payoff.domains.term_sheet import TermSheet
from payoff.training.metrics import INTERVAL
from payoff.training.parity import describe

HEADINGS = (
    "Intended use", "Training data", "Split", "Left out", "Metrics", "Calibration", "Parity", "Limits", "How to reproduce",
)  # fmt: skip

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+!|$~])")

METRIC_NAMES = {
    "auc": "AUC",
    "brier": "Brier score",
    "log_loss": "Log loss",
    "calibration_slope": "Calibration slope (1 is perfect)",
    "calibration_intercept": "Calibration intercept (0 is perfect)",
}


def write_card(manifest: Manifest, sheet: TermSheet, *, command: str = "") -> str:
    """The card in Markdown; what the term sheet notes under a heading follows what is known of every model.

    `command` fits the model again, where that is not `payoff train`.
    """
    sections = {
        "Intended use": _intended_use(manifest, sheet),
        "Training data": _training_data(manifest, sheet),
        "Split": manifest.training.split,
        "Left out": "",
        "Metrics": _metrics(manifest),
        "Calibration": _calibration(manifest),
        "Parity": _parity(manifest),
        "Limits": _limits(manifest),
        "How to reproduce": _reproduce(manifest, command or f"python -m payoff train {manifest.domain} --role {manifest.role}"),
    }
    parts = [f"# {manifest.name}: {escape(sheet.event)}, {manifest.family}"]
    for heading in HEADINGS:
        text = "\n\n".join(part for part in (sections[heading], sheet.notes.get(heading, "")) if part)
        parts.append(f"## {heading}\n\n{text or 'Nothing of note.'}")
    return "\n\n".join(parts) + "\n"


def _intended_use(manifest: Manifest, sheet: TermSheet) -> str:
    text = (
        f"Estimates the probability of {escape(sheet.event)} for one {escape(sheet.words.row)}, to help decide whether to "
        f"{escape(sheet.words.act)} or to {escape(sheet.words.leave)}. It is the {manifest.role} of its domain; "
        "the decision and its money belong to the reader."
    )
    return f"{text} {sheet.words.caution}".strip()


def escape(text: str) -> str:
    """`text` so that Markdown shows it as it is: it may come from a person's own file."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def _code(text: str) -> str:
    return " ".join(text.replace("`", "'").split())


def _training_data(manifest: Manifest, sheet: TermSheet) -> str:
    t = manifest.training
    return (
        f"{sheet.data_note} {t.rows:,} rows of `{_code(t.file)}` (SHA-256 {t.sha256[:16]}…), {t.event_rate:.1%} of them with the event; "
        f"{len(manifest.inputs)} inputs. Trained on {t.date}."
    ).strip()


def _metrics(manifest: Manifest) -> str:
    t = manifest.training
    lines = ["| Measure | Value | 95 % interval |", "|---|---|---|"]
    lines += [f"| {METRIC_NAMES[key]} | {_write_metric(m)} |" for key, m in manifest.metrics.items()]
    losses = ", ".join(f"{family} {loss:.4f}" for family, loss in manifest.losses.items())
    return (
        f"On the {t.held_out_rows:,} rows of `{_code(t.held_out_file)}`, which took no part in fitting, choosing or calibrating. "
        f"Intervals: {INTERVAL}.\n\n" + "\n".join(lines) + f"\n\nChosen by {manifest.choice}: {losses}."
    )


def _write_metric(metric: Metric) -> str:
    return "undefined |" if math.isnan(metric.value) else f"{metric.value:.4f} | {metric.low:.4f} to {metric.high:.4f}"


def _calibration(manifest: Manifest) -> str:
    slope, intercept = manifest.metrics["calibration_slope"], manifest.metrics["calibration_intercept"]
    if math.isnan(slope.value):
        return f"{manifest.calibration}. The model separates the held-out outcomes perfectly, so no calibration line fits them best."
    return (
        f"{manifest.calibration}. On the held-out rows the slope is {slope.value:.2f} ({slope.low:.2f} to {slope.high:.2f}) "
        f"and the intercept {intercept.value:.2f} ({intercept.low:.2f} to {intercept.high:.2f})."
    )


def _parity(manifest: Manifest) -> str:
    lines = [f"| {name} | {value} |" for name, value in describe(manifest.parity).items()]
    table = "\n".join(["| | |", "|---|---|", *lines])
    return (
        "The ONNX graph was compared with the scikit-learn pipeline, which reads the raw columns, on resampled rows whose cells were "
        "moved next to the model's cuts, to extremes, to nothing and to values never seen. `parity.csv` keeps some of them for "
        f"`python -m payoff verify`.\n\n{table}"
    )


def _limits(manifest: Manifest) -> str:
    return (
        "Missing numbers and categories never seen are answered, not refused, and the answer then rests on the other columns. "
        "Values outside the range of the training rows (`seen_low` and `seen_high` in the manifest) are extrapolation."
    )


def _reproduce(manifest: Manifest, command: str) -> str:
    libraries = ", ".join(f"{name} {version}" for name, version in manifest.libraries.items())
    return f"`{command}` with {libraries} gives the same probabilities within 1e-6."
