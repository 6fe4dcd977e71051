"""`python -m payoff providers`: which execution providers are installed, which is used, and which nodes each takes."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict

from payoff.commands.arguments import add_json, add_models
from payoff.scoring.bundle import BundleError
from payoff.workflow.providers import ProviderReport, report_providers


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Add this command to the command line."""
    parser = subparsers.add_parser("providers", help="which execution providers are there, and what each takes", description=__doc__)
    add_models(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0, or 2 when a bundle is damaged."""
    try:
        report = report_providers(args.models)
    except BundleError as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(asdict(report), indent=2) if args.json else "\n".join(describe(report)))
    return 0


def describe(report: ProviderReport) -> list[str]:
    """The report as lines of text."""
    lines = ["Providers"]
    lines += [f"  {row.name:<10} {'ready' if not row.missing else f'not usable: {row.missing}'}" for row in report.providers]
    reason = f" ({report.automatic.reason})" if report.automatic.reason else ""
    lines += ["", f"auto uses {report.automatic.used}{reason}", "", "Nodes of each model by provider"]
    for model, providers in report.nodes.items():
        lines += [f"  {model}, asked for {name}: {_words(taken)}" for name, taken in providers.items()]
    return lines


def _words(taken: Mapping[str, int] | str) -> str:
    return taken if isinstance(taken, str) else ", ".join(f"{provider} {count}" for provider, count in taken.items())
