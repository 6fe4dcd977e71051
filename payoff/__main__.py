"""`python -m payoff …`: the same actions as the pages, from the command line."""

from __future__ import annotations

import argparse
import importlib
import sys

from payoff import __version__

COMMANDS = ("inspect", "map", "score", "onnx", "value", "case", "scenarios", "train", "fit", "verify", "providers")


def build_parser() -> argparse.ArgumentParser:
    """The parser of every command."""
    parser = argparse.ArgumentParser(prog="payoff", description="Is a model worth money, at which rule, and how sure is that.")
    parser.add_argument("--version", action="version", version=f"payoff {__version__}")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in COMMANDS:
        importlib.import_module(f"payoff.commands.{name}").add_parser(subparsers)
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    args = build_parser().parse_args(arguments)
    return int(args.run(args))


if __name__ == "__main__":
    sys.exit(main())
