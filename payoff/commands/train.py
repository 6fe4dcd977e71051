"""`python -m payoff train`: fit, certify and write a domain's models."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from payoff.commands.arguments import add_domain
from payoff.domains.term_sheet import TermSheetError
from payoff.paths import MODELS


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Add this command to the command line."""
    parser = subparsers.add_parser("train", help="fit a domain's models from data/training and write their bundles", description=__doc__)
    add_domain(parser)
    parser.add_argument("--role", choices=("champion", "challenger", "both"), default="both", help="which bundles to write")
    parser.add_argument("-o", "--output", type=Path, default=MODELS, metavar="FOLDER", help="where the bundles go (default: models)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 when the bundles were written, 2 with the reason when not."""
    # Here and not above: scikit-learn takes a second to load, which the other commands need not wait for.
    from payoff.training.labelled import TrainingError
    from payoff.workflow.train import train_domain

    try:
        trained = train_domain(args.domain, which=args.role, folder=args.output, progress=lambda text: print(f"{text} …", file=sys.stderr))
    except (TrainingError, TermSheetError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    for bundle in trained:
        m = bundle.manifest
        auc, brier = m.metrics["auc"], m.metrics["brier"]
        print(
            f"{bundle.folder}: {m.family}, AUC {auc.value:.3f} ({auc.low:.3f} to {auc.high:.3f}), "
            f"Brier {brier.value:.3f} ({brier.low:.3f} to {brier.high:.3f}), "
            f"largest difference from scikit-learn {m.parity.worst:.1e} on {m.parity.rows:,} rows"
        )
    return 0
