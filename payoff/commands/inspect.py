"""`payoff inspect`: how any CSV, Excel or Parquet file is read, and why, before anything is done with it."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from payoff.commands.arguments import add_reading
from payoff.intake.decisions import ColumnReading, Decision
from payoff.workflow.inspect import FAILURES, Inspection, as_json, inspect_file
from payoff.workflow.read_words import read_options

SHOWN = 20
NAME_WIDTH = 28


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Add this command to the command line."""
    parser = subparsers.add_parser("inspect", help="show how a file is read, and why", description=__doc__)
    parser.add_argument("input", type=Path, metavar="FILE", help="CSV, TSV, Excel (.xlsx) or Parquet")
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    add_reading(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 a table, 1 a table with rows rejected, 2 no table."""
    try:
        inspection = inspect_file(args.input, read_options(args.read))
    except FAILURES as error:
        print(error, file=sys.stderr)
        return 2
    text = json.dumps(as_json(inspection), indent=2, ensure_ascii=False) if args.json else "\n".join(describe(inspection))
    sys.stdout.write(text.encode("utf-8", errors="replace").decode("utf-8") + "\n")
    return 1 if inspection.rows_rejected else 0


def describe(inspection: Inspection) -> list[str]:
    """The report as lines of text: how the file was read, its columns, its problems, what was left out."""
    lines = [
        f"{printable(inspection.name)}: {inspection.rows:,} rows of {len(inspection.columns):,} columns, "
        f"{inspection.rows_rejected:,} rejected, {len(inspection.asides):,} lines set aside, {inspection.seconds:.2f} s.",
        "",
        *(_say_decision(decision) for decision in inspection.decisions),
        "",
        *(line for column in inspection.columns for line in _say_column(column)),
    ]
    if inspection.problems:
        lines += ["", *(f"{p.severity} {p.count:,}×: {printable(p.message)} {p.fix}" for p in inspection.problems)]
    if inspection.asides:
        lines += ["", *(f"set aside, {a.reason}{_at(a.line)}: {printable(a.record)}" for a in inspection.asides[:SHOWN])]
    if inspection.rejects:
        lines += ["", *(f"rejected{_at(r.line)}: {printable(r.reason)}" for r in inspection.rejects[:SHOWN])]
    return lines


def _at(line: int | None) -> str:
    return "" if line is None else f", line {line}"


def printable(text: str) -> str:
    """`text` from a file with what would steer a terminal made visible."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def _say_decision(decision: Decision) -> str:
    count = f" ({decision.count:,}×)" if decision.count else ""
    shown = f", e.g. {' | '.join(printable(example) for example in decision.examples)}" if decision.examples else ""
    other = f"; or: {decision.otherwise}" if decision.otherwise else ""
    topic = decision.topic.replace("_", " ")
    return f"{topic}{count}: read as {printable(decision.read_as)}, because {printable(decision.because)}{other}{shown}"


def _say_column(column: ColumnReading) -> list[str]:
    name = printable(column.name).ljust(NAME_WIDTH)
    kind = column.kind.replace("_", "/") + (f" in {printable(column.unit)}" if column.unit else "")
    missing = f", {column.missing:,} missing" if column.missing else ""
    unreadable = f", {column.unreadable:,} unreadable" if column.unreadable else ""
    lines = [f"{name} {kind:<18} {_say_values(column)}{missing}{unreadable} ({printable(column.because)})"]
    return lines + [f"    {_say_decision(decision)}" for decision in column.decisions if decision.because != column.because]


def _say_values(column: ColumnReading) -> str:
    if column.kind == "number" and isinstance(column.low, float) and isinstance(column.high, float):
        return f"{column.low:,.10g} to {column.high:,.10g}"
    if column.top and not column.never_repeats:
        return ", ".join(f"{printable(value)} {count:,}" for value, count in column.top[:3])
    if column.kind == "text" and column.distinct is not None:
        return f"{column.distinct:,} different values"
    return f"{column.low} to {column.high}" if column.low is not None else ""
