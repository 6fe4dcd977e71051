"""A stranger's model on a stranger's file, from path to path: looked at, wired, scored, and written with the answer beside each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from payoff.core.message import say
from payoff.core.value import Array
from payoff.intake.problems import IntakeError
from payoff.intake.source import read_source
from payoff.intake.tidy import Tidy, read_tidy
from payoff.scoring.foreign_model import ForeignModel, ForeignModelError
from payoff.scoring.foreign_scorer import AnswerColumn, describe_foreign
from payoff.scoring.sandbox_limits import Limits
from payoff.workflow.foreign_event import Span, label_answer, propose_event, read_span
from payoff.workflow.foreign_score import ForeignScores, ModelFile, score_foreign
from payoff.workflow.output import REJECTS_HEADER, open_partial, write_rejects
from payoff.workflow.table_file import Format, write_table
from payoff.workflow.wiring import Codes, Slot, Wiring, WiringError, change_wiring, list_names, list_slots, propose_wiring, usable_columns

FAILURES = (ForeignModelError, WiringError, IntakeError, OSError)
"""What this raises with a message for the person who asked."""

FORMATS: Mapping[str, Format] = {".csv": "csv", ".parquet": "parquet", ".pq": "parquet"}


@dataclass(frozen=True)
class Asked:
    """What a person says beyond the two files; what is not said is proposed."""

    columns: tuple[str, ...] = ()
    """A column for every slot, in the model's order."""
    by_slot: Mapping[str, str] = field(default_factory=dict)
    codes: Codes = field(default_factory=dict)
    event: str | None = None
    """Name of the answer that is the event's probability."""
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, eq=False)
class Wired:
    """A model and a file, with the column that fills each place."""

    file: ModelFile
    model: ForeignModel
    tidy: Tidy
    slots: tuple[Slot, ...]
    wiring: Wiring


@dataclass(frozen=True, eq=False)
class Answer:
    """One of a model's answers, chosen as the event's."""

    name: str
    """As name_answer writes it; a stranger's text."""
    numbers: Array
    span: Span


def read_model(path: Path) -> ModelFile:
    """The model at `path`; OSError when it cannot be read."""
    return ModelFile(path.read_bytes(), path.name)


def wire_file(model_path: Path, path: Path, asked: Asked) -> Wired:
    """Both files read and wired as asked; one of FAILURES says why that cannot be done."""
    file = read_model(model_path)
    model = describe_foreign(file.content, file.name, asked.limits)
    tidy = read_tidy(read_source(path, path.name), keep_lines=True)
    slots = list_slots(model, len(asked.columns) or len(usable_columns(tidy.table, tidy.columns)))
    if asked.columns and len(asked.columns) != len(slots):
        told = {"found": len(asked.columns), "wanted": len(slots), "slots": list_names([slot.name for slot in slots])}
        raise WiringError(say("{found} columns are named, and the model asks for {wanted}: {slots}.", **told))
    said = dict(zip((slot.name for slot in slots), asked.columns, strict=False)) | dict(asked.by_slot)
    proposed = propose_wiring(slots, tidy.table, tidy.columns)
    return Wired(file, model, tidy, slots, change_wiring(slots, proposed, tidy.table, columns=said, codes=asked.codes))


def score_wired(wired: Wired, limits: Limits | None = None) -> ForeignScores:
    """Run the model on the file."""
    return score_foreign(wired.file, wired.tidy, wired.slots, wired.wiring, limits=limits)


def choose_answer(scores: ForeignScores, event: str | None) -> Answer:
    """The answer called `event`, or the one proposed; WiringError lists those there are."""
    names = name_answers(scores)
    if event is not None and event not in names:
        raise WiringError(say("The model answers nothing called {event!r}; it answers {names}.", event=event, names=list_names(names)))
    at = names.index(event) if event is not None else propose_event(scores.columns, scores.numbers, scores.model.classes)
    return Answer(names[at], scores.numbers[:, at], read_span(scores.numbers[:, at]))


def name_answers(scores: ForeignScores) -> list[str]:
    """A name for each answer: the output's, and the class in brackets where it has several."""
    return [_name(column, scores.model.classes) for column in scores.columns]


def add_answer(scores: ForeignScores, tidy: Tidy, answer: Answer) -> pa.Table:
    """The rows that were scored, yes and no in the file's own words, with the answer under answer_column's name."""
    triples = zip(tidy.columns, tidy.table.columns, tidy.cells.columns, strict=True)
    columns = [_as_written(typed, cells) if reading.kind == "yes_no" else typed for reading, typed, cells in triples]
    table = pa.table(columns, names=tidy.table.column_names).take(pa.array(scores.kept))
    return table.append_column(answer_column(tidy, answer), pa.array(answer.numbers))


def answer_column(tidy: Tidy, answer: Answer) -> str:
    """A free name for the answer's column: "probability", or "score" where it cannot be one."""
    name: str = answer.span.kind
    while name in tidy.table.column_names:
        name = f"payoff_{name}"
    return name


def write_answers(table: pa.Table, path: Path) -> None:
    """Write `table` in the format its name asks for, whole or not at all; WiringError for another ending."""
    if path.suffix.lower() not in FORMATS:
        raise WiringError(say("{name!r} should end in .csv or .parquet.", name=path.name))
    with open_partial(path) as file:
        file.write(write_table(table, FORMATS[path.suffix.lower()]))


def write_left_out(scores: ForeignScores, tidy: Tidy, path: Path) -> None:
    """Write the rows that could not be read or scored, each with line and reason."""
    with open_partial(path) as file:
        file.write((",".join(REJECTS_HEADER) + "\n").encode())
        write_rejects(file, sorted((*tidy.rejects, *scores.rejects), key=lambda reject: reject.row))


def _name(column: AnswerColumn, classes: Sequence[str]) -> str:
    label = label_answer(column, classes)
    return f"{column.output}[{label}]" if label else column.output


def _as_written(typed: pa.ChunkedArray, cells: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.if_else(typed.is_valid(), pc.cast(cells, pa.string()), pa.scalar(None, pa.string()))
