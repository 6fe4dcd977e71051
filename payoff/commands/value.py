"""`python -m payoff value`: what a scored file says the model is worth, at which threshold, and how sure that is."""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from payoff.commands.arguments import add_domain, add_json, add_mapping, add_settings, add_threshold, read_changes, read_handling
from payoff.commands.inspect import printable
from payoff.core.message import say
from payoff.core.value import UnreasonableValuesError
from payoff.domains.own_terms import OwnTermsError, ScoreColumn, read_terms
from payoff.domains.term_sheet import TermSheetError, Words
from payoff.intake.problems import IntakeError
from payoff.intake.source import read_source
from payoff.mapping.mapping import MappingError
from payoff.workflow.decide import Capacity, Decision, Judgement, Question, QuestionError, Today, decide, judge, prepare_case
from payoff.workflow.own_scores import score_own
from payoff.workflow.read_words import ReadWordError
from payoff.workflow.score import Scored
from payoff.workflow.scored_file import ScoredFile, read_scored
from payoff.workflow.summary import summary

WORDS_FOR_CALL = {"deploy": "Deploy", "dont": "Don't deploy", "not_proven": "Not proven"}


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Add this command to the command line."""
    parser = subparsers.add_parser("value", help="what the model is worth on a scored file", description=__doc__)
    add_domain(parser, optional=True)
    parser.add_argument("scored", type=Path, metavar="SCORED", help="CSV, Excel or Parquet with the original columns and a probability")
    parser.add_argument("--terms", type=Path, metavar="TERMS", help="your own terms (TOML) in place of a domain")
    parser.add_argument("--probability", metavar="COLUMN", help="column of the probability, or of the score that the terms describe")
    add_mapping(parser)
    add_settings(parser)
    add_threshold(parser, default="the Bayes threshold of the average row")
    parser.add_argument("--capacity", type=int, metavar="N", help="most rows that can be acted on")
    today = parser.add_mutually_exclusive_group()
    today.add_argument("--today-column", metavar="COLUMN", help="column that holds today's decisions")
    today.add_argument("--today-rate", type=float, metavar="SHARE", help="share of rows that today's rule acts on")
    parser.add_argument("--seed", type=int, default=0, help="seed of the resamples (default: 0)")
    parser.add_argument("--resamples", type=int, default=1000, metavar="N", help="resamples behind the verdict (default: 1000)")
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the summary; 0 done, 2 when the file or the question cannot be used."""
    try:
        question = _read_question(args)
        rows = _read_rows(args)
        case = prepare_case(rows)
        decision, judgement = decide(case, question), judge(case, question)
    except (IntakeError, QuestionError, TermSheetError, OwnTermsError, MappingError, ReadWordError, UnreasonableValuesError) as error:
        print(error, file=sys.stderr)
        return 2
    if args.json:
        told = {"probabilities": rows.origin, "rows_rejected": rows.rows_rejected} if isinstance(rows, Scored) else {}
        print(json.dumps(summary(decision, judgement) | told, indent=2))
    else:
        if isinstance(rows, Scored):
            print("\n".join(_say_file(rows)) + "\n")
        print("\n".join(describe(decision, judgement, case.sheet.words)))
    return 0


def _read_rows(args: argparse.Namespace) -> Scored | ScoredFile:
    """The scored file, under the domain's term sheet or under the person's own terms."""
    if (args.domain is None) == (args.terms is None):
        raise QuestionError(say("Say what is decided: either a domain before the file, or --terms with a file of your own terms."))
    if args.terms is None:
        return read_scored(args.scored, args.domain, probability=args.probability, handling=read_handling(args))
    terms = read_terms(args.terms)
    if args.probability is not None:
        terms = replace(terms, score=replace(terms.score or ScoreColumn(""), column=args.probability))
    return score_own(read_source(args.scored, args.scored.name), terms).scored


def _say_file(scored: Scored) -> list[str]:
    """Where the probabilities come from, and what a reader of the file should know; notes are left to `inspect`."""
    told = [f"{p.severity} {p.count:,}×: {p.message} {p.fix}" for p in scored.problems if p.severity != "note"]
    left_out = f"{scored.rows_rejected:,} of {scored.rows_read:,} rows left out. " if scored.rows_rejected else ""
    return [f"{left_out}{scored.origin}", *(printable(line) for line in told)]


def describe(decision: Decision, judgement: Judgement, words: Words) -> list[str]:
    """The summary as lines of text; money is of this file."""
    money = f"{decision.basis}, {decision.currency}"
    cells = {name.upper(): getattr(decision.confusion, name) for name in ("tp", "fp", "tn", "fn")}
    lines = [
        _say_verdict(decision, judgement, words),
        "",
        f"{decision.rows:,} {words.rows} with {'expected outcome' if decision.basis == 'expected' else 'known outcome'}; "
        f"{words.act} {_say_threshold(decision.threshold.used)} ({decision.threshold.kind}): {decision.confusion.acted:,.0f} {words.rows}.",
        "",
        f"{'Policy':<12}{'acted on':>12}{f'value ({money})':>28}",
        *(f"{rung.key:<12}{rung.acted:>12,.0f}{rung.value:>28,.0f}" for rung in decision.ladder.rungs),
        "",
        f"{'Outcome':<12}{words.rows:>12}{f'value ({money})':>28}",
        *(f"{name:<12}{cell.count:>12,.0f}{cell.money:>28,.0f}" for name, cell in cells.items()),
    ]
    if decision.capacity is not None:
        lines += ["", _say_capacity(decision.capacity, decision.currency)]
    return lines + _say_missing({**decision.missing, **judgement.missing})


def _say_threshold(used: float) -> str:
    """From which probability on; where the values leave none, whether all are acted on or none."""
    return f"from {used:.4f}" if math.isfinite(used) else "none" if used > 0 else "all"


def _say_missing(missing: Mapping[str, str]) -> list[str]:
    """One line per reason, with everything it keeps from being shown."""
    names = {reason: [name.replace("_", " ") for name, why in missing.items() if why == reason] for reason in missing.values()}
    return [line for reason, absent in names.items() for line in ("", f"Not shown: {', '.join(absent)}. {reason}")]


def _say_verdict(decision: Decision, judgement: Judgement, words: Words) -> str:
    verdict = judgement.verdict
    if verdict is None:
        return f"No verdict. {judgement.missing['verdict']}"
    baseline = {"none": words.act_none, "all": words.act_all, "today": "today's rule"}[judgement.baseline]
    gap = verdict.difference
    sentence = (
        f"{WORDS_FOR_CALL[verdict.call]}: worth {gap.mean:,.0f} {decision.currency} more than {baseline} "
        f"on these {decision.rows:,} {words.rows} ({gap.low:,.0f} to {gap.high:,.0f}), "
        f"better in {gap.probability:.0%} of {verdict.resamples} resamples."
    )
    if verdict.extra_outcomes is not None:
        sentence += f" About {verdict.extra_outcomes:,} more outcomes would settle it."
    return sentence


def _say_capacity(limit: Capacity, currency: str) -> str:
    return (
        f"With capacity {limit.most:,}: {limit.acted:,} acted on, worth {limit.gain:,.0f} {currency} above doing nothing; "
        f"one more would bring {limit.shadow_price:,.2f} {currency} (expected)."
    )


def _read_question(args: argparse.Namespace) -> Question:
    if args.resamples < 2:
        raise QuestionError(f"--resamples must be at least 2; {args.resamples} is not.")
    today = None if args.today_column is None and args.today_rate is None else Today(args.today_column, args.today_rate)
    return Question(read_changes(args.set), args.threshold, today, args.capacity, args.seed, args.resamples)
