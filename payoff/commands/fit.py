"""`python -m payoff fit`: a labelled file of your own becomes a certified model, judged on rows it was not fitted on."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from payoff.commands.arguments import add_json, add_reading
from payoff.commands.inspect import printable
from payoff.commands.progress import show_progress
from payoff.commands.value import describe as describe_value
from payoff.core.message import say
from payoff.domains.own_terms import AMOUNTS, Amount, OwnTerms, OwnTermsError, OwnWords, read_terms
from payoff.intake.problems import IntakeError
from payoff.paths import MODELS
from payoff.workflow.decide import Decision, Judgement, Question, QuestionError, decide, judge, prepare_case
from payoff.workflow.read_words import ReadWordError, read_options
from payoff.workflow.summary import summary

if TYPE_CHECKING:
    from payoff.workflow.fit import Fit, Prepared

RANDOM = "none"
"""Said for --time: no split by time."""

COST_HELP = {
    "acting": "what acting on a row costs, whatever comes of it",
    "hit": "what acting brings where the event happens",
    "false_alarm": "what acting costs beside that where it does not",
    "miss": "what the event costs where nobody acted",
    "passing": "what a row rightly left alone brings",
}


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Add this command to the command line."""
    parser = subparsers.add_parser("fit", help="fit a model to a labelled file of your own", description=__doc__)
    parser.add_argument("input", type=Path, metavar="FILE", help="CSV, TSV, Excel (.xlsx) or Parquet")
    parser.add_argument("--target", metavar="COLUMN", help="the column that tells how a row turned out")
    parser.add_argument("--event", metavar="VALUE", help="its value when the event happened; every other value means it did not")
    parser.add_argument("--time", metavar="COLUMN", help="date to split by (default: the one that says when rows were); none: at random")
    parser.add_argument("--exclude", action="append", default=[], metavar="COLUMN", help="leave a column out; may be repeated")
    parser.add_argument("--keep", action="append", default=[], metavar="COLUMN", help="use a column that looks like a leak; repeatable")
    parser.add_argument("--seed", type=int, default=0, help="seed of a random split (default: 0)")
    parser.add_argument("-o", "--output", type=Path, metavar="models/NAME", help="the champion's folder; the challenger goes beside it")
    parser.add_argument("--terms", type=Path, metavar="FILE", help="what outcomes are worth, as TOML; the options below change it")
    parser.add_argument("--title", help="name of the decision (default: NAME)")
    parser.add_argument("--currency", help="sign or code of the money")
    for name in AMOUNTS:
        option = f"--{name.replace('_', '-')}"
        parser.add_argument(option, metavar="AMOUNT", help=f"{COST_HELP[name]}: a number, COLUMN or FACTOR*COLUMN")
    add_reading(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 with the bundles written, 2 with the reason when not."""
    # Here and not above: scikit-learn takes a second to load, which the other commands need not wait for.
    from payoff.training.labelled import TrainingError

    try:
        return _fit(args)
    except BrokenPipeError:
        raise
    except (TrainingError, OwnTermsError, IntakeError, ReadWordError, QuestionError, OSError) as error:
        print(printable_lines(str(error)), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped; nothing was written.", file=sys.stderr)
        return 2


def _fit(args: argparse.Namespace) -> int:
    from payoff.intake.source import read_source
    from payoff.intake.tidy import read_tidy
    from payoff.training.labelled import TrainingError
    from payoff.workflow.fit import FitRequest, fit_prepared, prepare_fit
    from payoff.workflow.fit_bundle import check_name, open_fit, score_held_out, write_fit
    from payoff.workflow.own_table import say_targets

    source = read_source(args.input, args.input.name)
    tidy = read_tidy(source, read_options(args.read))
    if not args.target or args.event is None:
        raise TrainingError(say_targets(tidy))
    if args.output is None:
        raise TrainingError(say("Say where the model goes: -o models/NAME; NAME is how the other commands call it."))
    name = check_name(args.output.name, args.output.parent)
    time = "" if args.time == RANDOM else args.time
    request = FitRequest(
        name, args.target, args.event, read_own_terms(args, name), time, tuple(args.exclude), tuple(args.keep), args.seed, tuple(args.read)
    )
    prepared = prepare_fit(tidy, request, sha256=source.sha256)
    if not args.json:
        print("\n".join(describe_prepared(prepared, rejected=len(tidy.rejects))), flush=True)
    with show_progress(quiet=args.json) as report:
        fit = fit_prepared(prepared, report=report)
    folder = write_fit(fit, args.output.parent)
    scored = score_held_out(fit, open_fit(fit, folder))
    case = prepare_case(scored)
    decision, judgement = decide(case, Question()), judge(case, Question())
    if args.json:
        print(json.dumps(as_json(fit, folder, decision=decision, judgement=judgement), indent=2, ensure_ascii=False))
    else:
        print("\n".join(describe_fit(fit, folder)))
        print("\n".join(["", *describe_value(decision, judgement, fit.sheet.words)]))
    return 0


def read_own_terms(args: argparse.Namespace, name: str) -> OwnTerms | None:
    """The terms of --terms with the options on top; None when no amount is named."""
    given = {amount: getattr(args, amount) for amount in AMOUNTS if getattr(args, amount) is not None}
    if args.terms is None and not given:
        return None
    terms = read_terms(args.terms) if args.terms is not None else OwnTerms(args.title or name, args.currency or "units", OwnWords())
    changes: dict[str, Any] = {amount: read_amount(f"--{amount.replace('_', '-')}", text) for amount, text in given.items()}
    changes |= {key: value for key, value in (("title", args.title), ("currency", args.currency)) if value}
    return replace(terms, **changes)


def read_amount(option: str, text: str) -> Amount:
    """A number, a column, or a factor times a column."""
    factor, star, column = text.partition("*")
    try:
        return Amount(0.0, column.strip(), float(factor)) if star else Amount(float(text))
    except ValueError:
        if star:
            raise OwnTermsError(say("{option} {text}: write a number, COLUMN, or FACTOR*COLUMN.", option=option, text=text)) from None
        return Amount(0.0, text.strip())


def describe_prepared(prepared: Prepared, *, rejected: int) -> list[str]:
    """What will be fitted on what, and every warning."""
    own, split = prepared.own, prepared.split
    events = int(own.outcome.sum())
    return [
        f"{len(own.outcome):,} rows with a known {printable(own.target)}, {events:,} of them {printable(own.event)} "
        f"({events / len(own.outcome):.2%}); {own.unlabelled:,} without are set aside, {rejected:,} could not be read.",
        f"Split: {printable(split.words)}",
        f"Inputs: {', '.join(printable(item.name) for item in prepared.chosen.inputs)}",
        *(f"Note: {printable(note)}" for note in prepared.chosen.notes),
        *(f"Left out: {printable(lost.column)}. {printable(lost.reason)}" for lost in prepared.left_out),
        *(f"Warning: {printable(leak.message)} {printable(leak.fix)}" for leak in prepared.leaks),
        *([f"Note: {prepared.priced}"] if prepared.priced else []),
    ]


def describe_fit(fit: Fit, folder: Path) -> list[str]:
    """Both models on the held-out rows, and what to do with them."""
    name = fit.prepared.request.name
    lines = [""]
    for manifest in fit.manifests:
        auc, brier = manifest.metrics["auc"], manifest.metrics["brier"]
        lines.append(
            f"{folder.parent / manifest.name}: {manifest.family}, AUC {auc.value:.3f} ({auc.low:.3f} to {auc.high:.3f}), "
            f"Brier {brier.value:.4f} ({brier.low:.4f} to {brier.high:.4f}) on {manifest.training.held_out_rows:,} held-out rows, "
            f"largest difference from scikit-learn {manifest.parity.worst:.1e} on {manifest.parity.rows:,} rows"
        )
    if folder.resolve().parent != MODELS.resolve():
        lines.append(f"The other commands look for models in {MODELS}; move both folders there to score and value by them.")
    return [*lines, f"Score the next file: python -m payoff score {name} FILE -o scored.csv"]


def as_json(fit: Fit, folder: Path, *, decision: Decision, judgement: Judgement) -> dict[str, Any]:
    """The same for programs."""
    prepared = fit.prepared
    return {
        "folder": str(folder),
        "rows": len(prepared.own.outcome),
        "events": int(prepared.own.outcome.sum()),
        "rows_without_outcome": prepared.own.unlabelled,
        "time": prepared.time or None,
        "split": {"by_time": prepared.split.by_time, "training": len(prepared.split.training), "held_out": len(prepared.split.held_out)},
        "inputs": [item.name for item in prepared.chosen.inputs],
        "left_out": [{"column": lost.column, "reason": str(lost.reason)} for lost in prepared.left_out],
        "warnings": [asdict(leak) for leak in prepared.leaks],
        "models": [
            {"name": m.name, "role": m.role, "family": m.family, "parity": asdict(m.parity)}
            | {"metrics": {measure: asdict(metric) for measure, metric in m.metrics.items()}}
            for m in fit.manifests
        ],
        "terms_assumed": bool(prepared.priced),
        "value": summary(decision, judgement),
    }


def printable_lines(text: str) -> str:
    """`text` with its line breaks, and otherwise harmless to a terminal."""
    return "\n".join(printable(line) for line in text.splitlines())
