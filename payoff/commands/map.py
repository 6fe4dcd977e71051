"""`python -m payoff map`: which column of a stranger's file stands for which of a domain's, written down to be used again."""

from __future__ import annotations

import argparse
import math
import sys
from dataclasses import replace
from pathlib import Path

from payoff.commands.arguments import add_domain, add_reading
from payoff.commands.inspect import printable
from payoff.mapping.mapping import unmapped_columns
from payoff.mapping.propose import Proposal
from payoff.workflow.inspect import FAILURES as READING_FAILURES
from payoff.workflow.mapping import open_stranger, propose_mapping, read_target
from payoff.workflow.mapping_file import write_mapping
from payoff.workflow.read_words import read_options
from payoff.workflow.score_file import FAILURES as SCORING_FAILURES

FAILURES = (*READING_FAILURES, *SCORING_FAILURES)
NAME_WIDTH = 24


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Add this command to the command line."""
    parser = subparsers.add_parser("map", help="propose which column is whose", description=__doc__)
    add_domain(parser)
    parser.add_argument("input", type=Path, metavar="FILE", help="CSV, TSV, Excel (.xlsx) or Parquet")
    parser.add_argument("-o", "--output", type=Path, metavar="MAP", help="write the mapping as TOML, for `payoff score --mapping`")
    parser.add_argument("--model", metavar="NAME", help="a folder of models/ (default: the domain's own)")
    add_reading(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 every needed column has a proposal, 1 some have none, 2 no table."""
    try:
        target = read_target(args.domain, model=args.model)
        proposals, _ = propose_mapping(open_stranger(args.input), target, read_options(args.read))
        if args.output is not None:
            args.output.write_bytes(write_mapping(replace(proposals.mapping, read=tuple(args.read))))
    except FAILURES as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(_describe(proposal) for proposal in proposals.columns))
    unmapped = unmapped_columns(proposals.mapping, target.contract)
    if unmapped:
        print(f"\nNothing in the file was found for {', '.join(unmapped)}; without them it cannot be scored.", file=sys.stderr)
    return 1 if unmapped else 0


def _describe(proposal: Proposal) -> str:
    needed = "needed" if proposal.required else "optional"
    if proposal.source is None:
        return f"{proposal.column.ljust(NAME_WIDTH)} —  ({needed}: {printable(proposal.why)})"
    factor = "" if proposal.factor == 1 else f" × {proposal.factor:g}"
    words = "".join(f"\n    {printable(theirs)} → {ours}" for theirs, ours in proposal.words.items())
    words += "".join(f"\n    {_say_low(low)} → {ours}" for low, ours in proposal.ranges)
    said = f"{printable(proposal.source)}{factor}  {proposal.confidence:.0%}  ({printable(proposal.why)})"
    return f"{proposal.column.ljust(NAME_WIDTH)} ←  {said}{words}"


def _say_low(low: float) -> str:
    return "below the next" if low == -math.inf else f"from {low:,.10g}"
