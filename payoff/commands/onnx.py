"""`python -m payoff onnx`: what a stranger's ONNX model is, and what it answers for each row of a file, run in a process of its own."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from payoff.commands.arguments import add_json
from payoff.commands.inspect import printable
from payoff.core.message import say
from payoff.scoring.foreign_model import ForeignModel
from payoff.scoring.foreign_scorer import describe_foreign
from payoff.scoring.sandbox_limits import Limits
from payoff.workflow.foreign_event import Span
from payoff.workflow.foreign_file import (
    FAILURES,
    Asked,
    Wired,
    add_answer,
    choose_answer,
    name_answers,
    read_model,
    score_wired,
    wire_file,
    write_answers,
    write_left_out,
)
from payoff.workflow.wiring import WiringError, list_names

SHOWN = 8


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Add this command to the command line."""
    parser = subparsers.add_parser("onnx", help="run an ONNX model from anyone on a file", description=__doc__)
    parser.add_argument("model", type=Path, metavar="MODEL", help="an .onnx file; without INPUT it is only checked and described")
    parser.add_argument("input", type=Path, nargs="?", metavar="INPUT", help="CSV, TSV, Excel (.xlsx) or Parquet")
    parser.add_argument("-o", "--output", type=Path, metavar="OUTPUT", help="a .csv or .parquet file; without it the mapping is only shown")
    parser.add_argument("--columns", default="", metavar="A,B,…", help="columns for all the model asks for, in its order")
    parser.add_argument("--column", action="append", default=[], metavar="PLACE=COLUMN", help="the column for one place; may be repeated")
    parser.add_argument(
        "--codes", action="append", default=[], metavar="COLUMN=WORD:NUMBER,…",
        help="the numbers a model was given for words (default: 0, 1, 2 … in the order of the alphabet)",
    )  # fmt: skip
    parser.add_argument("--event", metavar="ANSWER", help="which answer is the event's probability (default: the likeliest)")
    parser.add_argument("--rejects", type=Path, metavar="FILE", help="CSV for rows that cannot be scored, with line number and reason")
    parser.add_argument("--seconds", type=float, default=Limits.seconds, metavar="S", help="longest wait for an answer (default: 60)")
    parser.add_argument("--memory", type=int, default=Limits.memory >> 20, metavar="MB", help="most memory for the model (default: 2048)")
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Describe or score; 0 done, 1 done with rows left out, 2 nothing done."""
    try:
        asked = _asked(args)
        if args.input is None:
            file = read_model(args.model)
            model = describe_foreign(file.content, file.name, asked.limits)
            _print(args, asdict(model), describe_model(model))
            return 0
        wired = wire_file(args.model, args.input, asked)
        if args.output is None:
            _print(args, _as_json(wired), describe_wiring(wired))
            return 0
        return _score(args, wired, asked)
    except FAILURES as error:
        print(error, file=sys.stderr)
        return 2


def _score(args: argparse.Namespace, wired: Wired, asked: Asked) -> int:
    scores = score_wired(wired, asked.limits)
    answer = choose_answer(scores, asked.event)
    write_answers(add_answer(scores, wired.tidy, answer), args.output)
    if args.rejects is not None:
        write_left_out(scores, wired.tidy, args.rejects)
    rejected = len(scores.rejects) + len(wired.tidy.rejects)
    told = {"rows": len(scores.kept), "rejected": rejected, "answer": printable(answer.name), "kind": answer.span.kind}
    others = [printable(name) for name in name_answers(scores) if name != answer.name]
    lines: list[str] = [say("{rows:,} rows scored, {rejected:,} rejected; {answer} is taken as the {kind}.", **told)]
    lines += [say("Other answers: {names}.", names=", ".join(others[:SHOWN]))] if others else []
    lines += [say_span(answer.span)] if answer.span.kind == "score" else []
    lines += _say_guessed(wired, asked)
    lines += [printable(reject.reason) for reject in scores.rejects[:1]]
    _print(args, {**told, "outside": answer.span.outside, "others": others}, lines)
    return 1 if rejected else 0


def describe_model(model: ForeignModel) -> Sequence[str]:
    """The model as lines of text: what it is, asks for and answers."""
    made = printable(model.producer) or say("an unnamed tool")
    kept = ", ".join(model.guards) or say("nothing but the clock")
    return [
        say("{name}: {size:,} bytes, made by {producer}.", name=printable(model.name), size=model.size, producer=made),
        say("Operator sets: {sets}.", sets=", ".join(f"{domain} {version}" for domain, version in model.opsets.items())),
        say("Operators: {operators}.", operators=", ".join(f"{name} {count}×" for name, count in model.operators.items())),
        *(
            say("Asks for {name}: {type}, {width} per row.", name=printable(item.name), type=item.type, width=item.width or "?")
            for item in model.inputs
        ),
        *(say("Answers {name}: {type}.", name=printable(item.name), type=item.type) for item in model.outputs),
        say("It runs in a process of its own; the system limits: {kept}.", kept=kept),
    ]


def describe_wiring(wired: Wired) -> Sequence[str]:
    """Which column fills each place, with the numbers for its words."""
    lines: list[str] = []
    for slot, wire in zip(wired.slots, wired.wiring, strict=True):
        codes = ", ".join(f"{printable(word)}:{code:g}" for word, code in list((wire.codes or {}).items())[:SHOWN])
        column = printable(wire.column) if wire.column else say("(nothing)")
        lines.append(f"{printable(slot.name)} = {column}" + (f" ({codes})" if codes else ""))
    return [*lines, say("Nothing was scored: give an output with -o once the columns are right.")]


def say_span(span: Span) -> str:
    """Why an answer is not a probability, and what can be done."""
    return say(
        "{outside:,} answers lie outside 0 to 1 (they reach from {low:.4g} to {high:.4g}), so they are a score: calibrate them first.",
        outside=span.outside, low=span.low, high=span.high,
    )  # fmt: skip


def _say_guessed(wired: Wired, asked: Asked) -> list[str]:
    """Which columns fill the places that neither the model nor the person names: nothing but their order speaks for them."""
    pairs = [(slot.name, wire.column or "") for slot, wire in zip(wired.slots, wired.wiring, strict=True) if not slot.named]
    guessed = [f"{printable(place)} = {printable(column)}" for place, column in pairs if place not in asked.by_slot]
    if asked.columns or not guessed:
        return []
    taken = list_names(guessed)
    return [say("The model names no columns: {columns}, in the file's order; say --columns where that is wrong.", columns=taken)]


def _as_json(wired: Wired) -> dict[str, Any]:
    pairs = zip(wired.slots, wired.wiring, strict=True)
    return {"wiring": [{"place": slot.name, "column": wire.column, "codes": wire.codes} for slot, wire in pairs]}


def _print(args: argparse.Namespace, values: dict[str, Any], lines: Sequence[str]) -> None:
    print(json.dumps(values, indent=2, ensure_ascii=False) if args.json else "\n".join(lines))


def _asked(args: argparse.Namespace) -> Asked:
    return Asked(
        columns=tuple(name.strip() for name in args.columns.split(",") if name.strip()),
        by_slot=dict(_split(text, "--column", "x1=age") for text in args.column),
        codes={column: _read_codes(codes) for column, codes in (_split(text, "--codes", "home=own:0,rent:1") for text in args.codes)},
        event=args.event,
        limits=Limits(args.memory << 20, args.seconds, max(1, int(args.seconds))),
    )


def _split(text: str, option: str, example: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name and equals and value):
        raise WiringError(say("{option} {text}: write it like {option} {example}.", option=option, text=text, example=example))
    return name, value


def _read_codes(text: str) -> dict[str, float]:
    codes = {}
    for part in text.split(","):
        word, _, number = part.rpartition(":")
        try:
            codes[word] = float(number)
        except ValueError:
            raise WiringError(say("--codes: {part!r} gives no number; write it like home=own:0,rent:1.", part=part)) from None
    return codes
