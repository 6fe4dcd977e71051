"""`python -m payoff score`: every row of a file with its probability, the decision and what that is expected to be worth."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import BinaryIO

from payoff.commands.arguments import add_domain, add_mapping, add_settings, add_threshold, read_changes, read_handling
from payoff.commands.progress import show_progress
from payoff.intake.problems import Problem
from payoff.scoring.providers import AUTO, NAMES
from payoff.workflow.decisions import Policy
from payoff.workflow.score_file import FAILURES, ScoreOptions, ScoreReport, score_file

STANDARD = "-"
SHOWN = 20


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Add this command to the command line."""
    parser = subparsers.add_parser("score", help="score every row of a file", description=__doc__)
    add_domain(parser)
    parser.add_argument("input", metavar="INPUT", help="CSV, Excel or Parquet; - reads standard input")
    parser.add_argument("-o", "--output", required=True, metavar="OUTPUT", help="a .csv or .parquet file; - writes CSV to standard output")
    parser.add_argument("--provider", choices=NAMES, default=AUTO, help="what runs the model (default: auto, the best one present)")
    parser.add_argument("--threads", type=int, metavar="N", help="batches scored at a time (default: one per core)")
    add_mapping(parser)
    parser.add_argument("--model", metavar="NAME", help="a folder of models/ (default: the domain's own)")
    add_threshold(parser, default="each row's Bayes threshold")
    add_settings(parser)
    parser.add_argument("--rejects", type=Path, metavar="FILE", help="CSV for rows that cannot be scored, with line number and reason")
    parser.add_argument("--quiet", action="store_true", help="neither progress nor summary; problems that stop the work are still said")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Score; 0 done, 1 done with rows rejected, 2 nothing done."""
    try:
        policy = Policy(args.threshold, read_changes(args.set))
        with show_progress(quiet=args.quiet) as progress:
            options = ScoreOptions(args.model, args.provider, args.threads, policy, args.rejects, progress, read_handling(args))
            report = score_file(_input(args.input), _output(args.output), args.domain, options=options)
    except BrokenPipeError:
        raise
    except FAILURES as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped; nothing was written.", file=sys.stderr)
        return 2
    if not args.quiet:
        print("\n".join(describe(report)), file=sys.stderr)
    return 1 if report.rows_rejected else 0


def describe(report: ScoreReport) -> list[str]:
    """The summary: one line, and one more for each problem."""
    scored = report.rows_read - report.rows_rejected
    ran = report.provider.used + (f" ({report.provider.reason})" if report.provider.reason else "")
    line = (
        f"{scored:,} rows scored, {report.rows_rejected:,} rejected, {scored / report.seconds:,.0f} rows/s on {ran}, model {report.model}."
    )
    return [line, *(_describe(problem) for problem in report.problems[:SHOWN])]


def _describe(problem: Problem) -> str:
    value = f" ({problem.value})" if problem.value else ""
    count = f" {problem.count:,}×" if problem.count else ""
    return f"  {problem.severity}{count}: {problem.message}{value} {problem.fix}"


def _input(name: str) -> Path | BinaryIO:
    return sys.stdin.buffer if name == STANDARD else Path(name)


def _output(name: str) -> Path | BinaryIO:
    return sys.stdout.buffer if name == STANDARD else Path(name)
