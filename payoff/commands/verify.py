"""`python -m payoff verify`: re-check every bundle, hash, contract and parity rows."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict

from payoff.commands.arguments import add_json, add_models
from payoff.scoring.bundle import BundleError
from payoff.workflow.models import verify_models


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Add this command to the command line."""
    parser = subparsers.add_parser("verify", help="check every model: hash, contract, parity rows", description=__doc__)
    add_models(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 when every check passed, 1 with the names of those that did not, 2 when there is nothing to check."""
    try:
        verifications = verify_models(args.models)
    except BundleError as error:
        print(error, file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps([asdict(v) | {"passed": v.passed} for v in verifications], indent=2))
    else:
        for v in verifications:
            for check in v.checks:
                print(f"{v.bundle}: {check.name} {'ok' if check.passed else 'FAILED'}: {check.detail}")
    failed = [f"{v.bundle} ({check.name})" for v in verifications for check in v.checks if not check.passed]
    if failed:
        print(f"Failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0
