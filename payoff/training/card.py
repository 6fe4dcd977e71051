"""The model card: fixed headings, filled from the manifest and the term sheet, for a reader who must decide whether to trust it."""

from __future__ import annotations

import math
import re

from payoff.core.message import Message, join, literal, say
from payoff.core.wording import day
from payoff.domains.manifest import FAMILIES, ROLE_NAMES, Manifest, Metric
from payoff.domains.term_sheet import TermSheet
from payoff.training.fit import CALIBRATION, CRITERION, ORDERED_CRITERION
from payoff.training.metrics import INTERVAL
from payoff.training.parity import describe
from payoff.training.split import reread_words

HEADINGS = {
    "Intended use": say("Intended use"), "Training data": say("Training data"), "Split": say("Split"), "Left out": say("Left out"),
    "Metrics": say("Metrics"), "Calibration": say("Calibration"), "Parity": say("Parity"), "Limits": say("Limits"),
    "How to reproduce": say("How to reproduce"),
}  # fmt: skip

METRIC_NAMES = {
    "auc": "AUC",
    "brier": say("Brier score"),
    "log_loss": say("Log loss"),
    "calibration_slope": say("Calibration slope (1 is perfect)"),
    "calibration_intercept": say("Calibration intercept (0 is perfect)"),
}
_WRITTEN = {str(text): text for text in (CALIBRATION, CRITERION, ORDERED_CRITERION)}
"""What a manifest holds as plain text, by that text."""

_TREES = re.compile(r"(\d+) trees of (\d+) leaves, rate ([\d.]+)")


def write_card(manifest: Manifest, sheet: TermSheet, *, command: str = "") -> Message:
    """The card in Markdown; what the term sheet notes under a heading follows what is known of every model.

    `command` fits the model again, where that is not `payoff train`.
    """
    sections: dict[str, str] = {
        "Intended use": _intended_use(manifest, sheet),
        "Training data": _training_data(manifest, sheet),
        "Split": _split(manifest),
        "Left out": "",
        "Metrics": _metrics(manifest),
        "Calibration": _calibration(manifest),
        "Parity": _parity(manifest),
        "Limits": _limits(),
        "How to reproduce": _reproduce(manifest, command or f"python -m payoff train {manifest.domain} --role {manifest.role}"),
    }
    title = say("{name}: {event}, {family}", name=manifest.name, event=literal(sheet.event), family=say_family(manifest.family))
    parts: list[str] = [join(["#", title])]
    for heading, said in HEADINGS.items():
        parts += [join(["##", said]), join([sections[heading], sheet.notes.get(heading, "")], "\n\n") or say("Nothing of note.")]
    return join([*parts[:-1], join([parts[-1], "\n"], "")], "\n\n")


def say_family(family: str) -> str:
    """A family with its settings, as a manifest holds them."""
    name, _, settings = family.partition(" (")
    settings = settings.removesuffix(")")
    trees = _TREES.fullmatch(settings)
    said: str = settings
    if trees:
        said = say("{trees} trees of {leaves} leaves, rate {rate}", trees=trees[1], leaves=trees[2], rate=trees[3])
    return say("{name} ({settings})", name=FAMILIES.get(name, name), settings=said) if settings else FAMILIES.get(name, name)


def _intended_use(manifest: Manifest, sheet: TermSheet) -> str:
    text = say(
        "Estimates the probability of {event} for one {row}, to help decide whether to {act} or to {leave}. It is the {role} of its "
        "domain; the decision and its money belong to the reader.",
        event=literal(sheet.event), row=literal(sheet.words.row), act=literal(sheet.words.act), leave=literal(sheet.words.leave),
        role=ROLE_NAMES[manifest.role],
    )  # fmt: skip
    return join([text, sheet.words.caution])


def _split(manifest: Manifest) -> str:
    t, written = manifest.training, manifest.training.split
    if isinstance(written, Message):
        return written
    share = t.rows / (t.rows + t.held_out_rows)
    said = say_split(t.rows, t.held_out_rows, share)
    return join([said, reread_words(written.removeprefix(said).lstrip())]) if written.startswith(said) else written


def say_split(rows: int, held_out: int, share: float) -> Message:
    """How many rows train and how many are held out."""
    return say("{n:,} rows train ({share:.0%}), {held_out:,} are held out.", n=rows, share=share, held_out=held_out)


def escape(text: str) -> str:
    """`text` so that Markdown shows it as it is: it may come from a person's own file."""
    return str(literal(text))


def _code(text: str) -> str:
    return " ".join(text.replace("`", "'").split())


def _training_data(manifest: Manifest, sheet: TermSheet) -> str:
    t = manifest.training
    text = say(
        "{rows:,} rows of `{file}` (SHA-256 {digest}…), {rate:.1%} of them with the event; {inputs} inputs. Trained on {date}.",
        rows=t.rows, file=_code(t.file), digest=t.sha256[:16], rate=t.event_rate, inputs=len(manifest.inputs), date=day(t.date),
    )  # fmt: skip
    return join([sheet.data_note, text])


def _metrics(manifest: Manifest) -> str:
    t = manifest.training
    first = say(
        "On the {rows:,} rows of `{file}`, which took no part in fitting, choosing or calibrating. Intervals: {interval}.",
        rows=t.held_out_rows, file=_code(t.held_out_file), interval=INTERVAL,
    )  # fmt: skip
    lines = [_row(say("Measure"), say("Value"), say("95 % interval")), "|---|---|---|"]
    lines += [_row(METRIC_NAMES[key], *_write_metric(m)) for key, m in manifest.metrics.items()]
    each = [say("{family} {loss}", family=say_family(family), loss=f"{loss:.4f}") for family, loss in manifest.losses.items()]
    losses = join(each, say(", "))
    chosen = say("Chosen by {choice}: {losses}.", choice=_WRITTEN.get(manifest.choice, manifest.choice), losses=losses)
    return join([first, join(lines, "\n"), chosen], "\n\n")


def _row(*cells: str) -> Message:
    """A line of a table in Markdown."""
    return join([join(["|", cell]) for cell in cells] + ["|"])


def _write_metric(metric: Metric) -> tuple[str, str]:
    if math.isnan(metric.value):
        return say("undefined"), ""
    return f"{metric.value:.4f}", say("{low} to {high}", low=f"{metric.low:.4f}", high=f"{metric.high:.4f}")


def _calibration(manifest: Manifest) -> str:
    slope, intercept = manifest.metrics["calibration_slope"], manifest.metrics["calibration_intercept"]
    how = _WRITTEN.get(manifest.calibration, manifest.calibration)
    if math.isnan(slope.value):
        return say("{how}. The model separates the held-out outcomes perfectly, so no calibration line fits them best.", how=how)
    return say(
        "{how}. On the held-out rows the slope is {slope} and the intercept {intercept}.",
        how=how, slope=_write_span(slope), intercept=_write_span(intercept),
    )  # fmt: skip


def _write_span(metric: Metric) -> Message:
    return say("{value:.2f} ({low:.2f} to {high:.2f})", value=metric.value, low=metric.low, high=metric.high)


def _parity(manifest: Manifest) -> str:
    text = say(
        "The ONNX graph was compared with the scikit-learn pipeline, which reads the raw columns, on resampled rows whose cells were "
        "moved next to the model's cuts, to extremes, to nothing and to values never seen. `parity.csv` keeps some of them for {command}.",
        command="`python -m payoff verify`",
    )
    lines = ["| | |", "|---|---|", *(_row(name, value) for name, value in describe(manifest.parity).items())]
    return join([text, join(lines, "\n")], "\n\n")


def _limits() -> str:
    return say(
        "Missing numbers and categories never seen are answered, not refused, and the answer then rests on the other columns. "
        "Values outside the range of the training rows (`seen_low` and `seen_high` in the manifest) are extrapolation."
    )


def _reproduce(manifest: Manifest, command: str) -> str:
    libraries = ", ".join(f"{name} {version}" for name, version in manifest.libraries.items())
    return say("`{command}` with {libraries} gives the same probabilities within 1e-6.", command=command, libraries=libraries)
