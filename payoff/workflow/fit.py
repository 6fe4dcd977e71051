"""A person's own labelled file becomes a certified champion and challenger, judged on rows neither was fitted on."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from payoff.core.message import Message, join, literal, say
from payoff.domains.manifest import HELD_OUT_FILE, ROLES, Manifest, date_columns
from payoff.domains.moments import Moments
from payoff.domains.own_terms import Amount, OwnTerms, OwnTermsError, build_sheet
from payoff.domains.term_sheet import Column, TermSheet
from payoff.intake.tidy import Tidy
from payoff.training.bundle import Exam, Export, describe_fitted, export_fitted
from payoff.training.fit import can_follow_time, fit_families
from payoff.training.labelled import Labelled, TrainingError
from payoff.training.leakage import Leak, choose_time, find_duplicates, find_leaks, warn_of_dates
from payoff.training.own_columns import Chosen, LeftOut, choose_inputs
from payoff.training.split import SHORTENED, Split, check_outcomes, split_rows
from payoff.workflow.own_table import OwnTable, build_own_table

Report = Callable[[float], None]
"""Takes the share done, 0 to 1; what it raises ends the work."""

NO_TIME = ""
"""Said instead of a time column: do not split by time."""

FITTED_CELLS = 6_000_000
"""Cells (rows times columns) a model is fitted on at most; of more rows the latest, or a drawn part, are taken."""

RESERVED = "probability"
"""A column of this name would be lost among the answers."""

KEEPS_ROWS = (
    "`parity.csv` and `held-out.parquet` hold rows of the file that the model was fitted on: share this folder as you would share the file."
)

SEARCH, EXPORTED = 0.8, 0.95
"""Share of the work done once both families are fitted, and once they are exported."""


@dataclass(frozen=True)
class FitRequest:
    """What to fit, and what acting on it is worth. `time`: None lets the file say, "" splits at random."""

    name: str
    """The bundle's folder and the domain's key."""
    target: str
    event: str
    terms: OwnTerms | None = None
    """None takes a plain assumption; see assume_terms."""
    time: str | None = None
    exclude: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    """Columns not to leave out, whatever they look like."""
    seed: int = 0
    read: tuple[str, ...] = ()
    """Words that told how to read the file, for the command that fits it again."""


@dataclass(frozen=True, eq=False)
class Prepared:
    """A file ready to be fitted, with everything a person should see before that."""

    request: FitRequest
    own: OwnTable
    source: tuple[str, str]
    """The file's name and SHA-256."""
    time: str
    split: Split
    chosen: Chosen
    leaks: tuple[Leak, ...]
    left_out: tuple[LeftOut, ...]
    """Every column that no model sees, and why."""
    exam: Exam
    priced: str
    """What was assumed about costs nobody named; empty where they were."""


@dataclass(frozen=True, eq=False)
class Fit:
    """Champion and challenger, certified, with the rows that judged them; nothing is written yet."""

    prepared: Prepared
    terms: OwnTerms
    manifests: tuple[Manifest, Manifest]
    exports: tuple[Export, Export]
    held_out: bytes = field(repr=False)
    """Parquet: the file's own columns, outcomes included."""

    @property
    def sheet(self) -> TermSheet:
        """The term sheet that the models belong to."""
        return self.prepared.exam.sheet


def prepare_fit(tidy: Tidy, request: FitRequest, *, sha256: str) -> Prepared:
    """Choose rows and columns and look for leaks; TrainingError or OwnTermsError says what to do instead of fitting."""
    own = build_own_table(tidy, request.target, request.event)
    _check_names(own, request)
    check_outcomes(own.outcome)
    priced = say("") if request.terms is not None else say_assumed(own)
    request = replace(request, terms=request.terms or assume_terms(own, request.name))
    known = [column for column in own.columns if column.name not in request.exclude]
    time = choose_time(known, own.frame) if request.time is None else request.time
    moments: Moments | None = own.frame[time].to_numpy(dtype="datetime64[us]") if time else None
    split = _limited(split_rows(own.outcome, moments, seed=request.seed), len(known), seed=request.seed)
    training = own.frame.iloc[split.training].reset_index(drop=True)
    leaks = find_leaks(known, training, own.outcome[split.training], time=time)
    dropped = {leak.column: leak for leak in leaks if leak.leave_out and leak.column not in request.keep}
    usable = [column for column in known if column.name not in dropped and column.name != RESERVED]
    chosen = choose_inputs(usable, training, time=time)
    left_out = (*_left_out(own, request, dropped), *chosen.left_out)
    if not chosen.inputs:
        reasons = join([say("{column}: {reason}", column=lost.column, reason=lost.reason) for lost in left_out])
        raise TrainingError(say("No column is left for a model to learn from. {reasons}", reasons=reasons or say("The file has no other.")))
    exam = _build_exam(own, request, chosen=chosen, split=split, source=(tidy.name, sha256), left_out=left_out)
    seen = sorted({item.column for item in chosen.inputs})
    twice = find_duplicates(exam.training.frame[seen], exam.held_out.frame[seen])
    leaks = (*leaks, *twice, *warn_of_dates(known, own.frame, time=time if split.by_time else ""))
    return Prepared(request, own, (tidy.name, sha256), time, split, chosen, leaks, left_out, exam, priced)


def fit_prepared(prepared: Prepared, *, report: Report | None = None) -> Fit:
    """Fit, calibrate, export and certify both families; ParityError when the export answers otherwise than scikit-learn."""
    tell = report or (lambda _: None)
    exam, inputs = prepared.exam, prepared.chosen.inputs
    families = fit_families(exam.training, inputs, report=lambda share: tell(SEARCH * share))
    losses = {fitted.family: round(fitted.loss, 6) for fitted in families}
    exports = []
    for number, fitted in enumerate(families, start=1):
        exports.append(export_fitted(fitted, exam))
        tell(SEARCH + (EXPORTED - SEARCH) * number / len(families))
    champion, challenger = (
        describe_fitted(fitted, export, exam, role=role, losses=losses)
        for role, fitted, export in zip(ROLES, families, exports, strict=True)
    )
    tell(1.0)
    terms = complete_terms(prepared.request, prepared.own, prepared.chosen)
    held_out = prepared.own.table.take(prepared.split.held_out)
    return Fit(prepared, terms, (champion, challenger), (exports[0], exports[1]), _as_parquet(held_out))


def assume_terms(own: OwnTable, name: str) -> OwnTerms:
    """Acting costs 1 and a miss as much as acting on all rows it takes to meet one: then acting on all or on none is worth the same."""
    return OwnTerms(name, say("units"), acting=Amount(1.0), miss=Amount(round(len(own.outcome) / max(int(own.outcome.sum()), 1), 2)))


def say_assumed(own: OwnTable) -> Message:
    """The assumption in words."""
    miss = f"{assume_terms(own, '').miss.number:g}"
    return say("No costs were named: acting is taken to cost 1 and a miss {miss} units. Name yours; the verdict rests on them.", miss=miss)


def complete_terms(request: FitRequest, own: OwnTable, chosen: Chosen) -> OwnTerms:
    """The person's terms with what the fit adds: the outcome, the columns the model reads, the domain's key."""
    features = tuple(_as_feature(name, kind, unit) for name, kind, unit in _read_columns(chosen))
    if request.terms is None:
        raise OwnTermsError(say("No costs are named."))
    words = request.terms.words
    if not words.event:
        words = replace(words, event=say("{column} = {value}", column=own.target, value=own.event))
    return replace(
        request.terms, words=words, features=features, key=request.name, score=None,
        outcome=own.target, event_value=own.event, other_value=own.other,
    )  # fmt: skip


def _check_names(own: OwnTable, request: FitRequest) -> None:
    names = {column.name for column in own.columns}
    money = request.terms.money_columns if request.terms else ()
    asked = [*request.exclude, *request.keep, *money, *([request.time] if request.time else [])]
    if absent := [name for name in asked if name not in names]:
        raise TrainingError(say("There is no column called {name} to use or to leave out.", name=repr(absent[0])))
    dates = {column.name for column in own.columns if column.kind == "date"}
    if request.time and request.time not in dates:
        told = {"name": repr(request.time), "dates": ", ".join(map(repr, sorted(dates))) or say("none")}
        raise TrainingError(say("{name} was not read as dates, so it cannot split the rows by time; dates are: {dates}.", **told))
    numbers = {column.name for column in own.columns if column.kind == "number"}
    if words := [name for name in money if name not in numbers]:
        raise TrainingError(say("{name} holds no numbers, so no amount can be read from it.", name=repr(words[0])))


def _limited(split: Split, columns: int, *, seed: int) -> Split:
    most = FITTED_CELLS // max(columns, 1)
    if len(split.training) <= most:
        return split
    drawn = np.sort(np.random.default_rng(seed).permutation(split.training)[:most])
    kept = split.training[-most:] if split.by_time else drawn
    words = Message(SHORTENED, {"rows": f"{len(split.training):,}", "kept": f"{most:,}"})
    return replace(split, training=kept, words=join([split.words, words]))


def _left_out(own: OwnTable, request: FitRequest, dropped: Mapping[str | None, Leak]) -> tuple[LeftOut, ...]:
    lost = [LeftOut(name, say("You left it out.")) for name in request.exclude]
    lost += [LeftOut(leak.column, leak.message) for leak in dropped.values() if leak.column]
    if any(column.name == RESERVED for column in own.columns) and RESERVED not in request.exclude:
        lost.append(LeftOut(RESERVED, say("Its name is that of a model's answer; rename it if it is none.")))
    return tuple(lost)


def _build_exam(
    own: OwnTable, request: FitRequest, *, chosen: Chosen, split: Split, source: tuple[str, str], left_out: Sequence[LeftOut]
) -> Exam:
    file, sha256 = source
    follows = split.by_time and can_follow_time(own.outcome[split.training])
    columns = list(dict.fromkeys([*(item.column for item in chosen.inputs), *date_columns(chosen.inputs)]))
    training, held_out = own.frame[columns].iloc[split.training], own.frame[columns].iloc[split.held_out]
    sheet = build_sheet(complete_terms(request, own, chosen))
    return Exam(
        replace(sheet, notes=_notes(own, chosen, left_out)),
        Labelled(training.reset_index(drop=True), own.outcome[split.training], Path(file), sha256, follows),
        Labelled(held_out.reset_index(drop=True), own.outcome[split.held_out], Path(HELD_OUT_FILE), sha256),
        literal(split.words),
    )


def _notes(own: OwnTable, chosen: Chosen, left_out: Sequence[LeftOut]) -> Mapping[str, str]:
    counted = say("{count} rows without an outcome were set aside.", count=f"{own.unlabelled:,}") if own.unlabelled else say("")
    return {
        "Training data": literal(join([counted, *chosen.notes])),
        "Left out": join(
            [say("- {column}: {reason}", column=literal(lost.column), reason=literal(lost.reason)) for lost in left_out], "\n"
        ),
        "Limits": KEEPS_ROWS,
    }


def _read_columns(chosen: Chosen) -> Sequence[tuple[str, str, str]]:
    """Name, kind and unit of each column the model reads, once."""
    plain = [(item.name, item.kind, item.unit) for item in chosen.inputs if not item.part]
    return (*plain, *((name, "text", "") for name in date_columns(chosen.inputs)))


def _as_feature(name: str, kind: str, unit: str) -> Column:
    return Column(name, name, kind, unit, feature=True)  # type: ignore[arg-type]


def _as_parquet(table: pa.Table) -> bytes:
    file = io.BytesIO()
    pq.write_table(table, file)
    return file.getvalue()
