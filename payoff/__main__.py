"""`python -m payoff …`: the same actions as the pages, from the command line."""

from __future__ import annotations

import argparse
import importlib
import os
import sys

from payoff import __version__

COMMANDS = ("inspect", "map", "score", "onnx", "value", "case", "scenarios", "train", "fit", "verify", "providers")


READER_GONE = 141
"""What a shell says of a command whose reader closed the pipe: 128 and SIGPIPE."""


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
    try:
        status = int(args.run(args))
        sys.stdout.flush()
    except BrokenPipeError:
        _write_nowhere()
        return READER_GONE
    return status


def _write_nowhere() -> None:
    # Whoever read the output has had enough, as `head` has: what is still buffered must not fail once more when Python ends.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())


if __name__ == "__main__":
    sys.exit(main())
