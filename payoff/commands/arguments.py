"""Arguments that several commands take, described and read alike."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from payoff.domains import load_domains
from payoff.domains.term_sheet import TermSheetError
from payoff.paths import MODELS
from payoff.workflow.flow import Handling
from payoff.workflow.mapping_file import read_mapping
from payoff.workflow.read_words import read_options


def add_domain(parser: argparse.ArgumentParser, *, optional: bool = False) -> None:
    """The domain, by key; `optional` where something else may stand for it."""
    parser.add_argument("domain", nargs="?" if optional else None, help=f"one of {', '.join(load_domains())}")


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Assumptions that differ from the defaults; read_changes reads them."""
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="change an assumption; may be repeated")


def add_threshold(parser: argparse.ArgumentParser, *, default: str) -> None:
    """The probability from which to act; `default` says what holds without it."""
    parser.add_argument("--threshold", type=float, metavar="T", help=f"probability from which to act (default: {default})")


def add_models(parser: argparse.ArgumentParser) -> None:
    """Where the bundles are."""
    parser.add_argument("--models", type=Path, default=MODELS, metavar="FOLDER", help="where the bundles are (default: models)")


def add_json(parser: argparse.ArgumentParser) -> None:
    """Output for programs."""
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")


def add_reading(parser: argparse.ArgumentParser) -> None:
    """How the file is to be read where the reader would decide otherwise; read_options reads it."""
    parser.add_argument(
        "--read", action="append", default=[], metavar="WORD",
        help="read it so: decimal=comma, date=dmy, missing=999:keep, header=3, kind@ZIP=text …; may be repeated",
    )  # fmt: skip


def add_mapping(parser: argparse.ArgumentParser) -> None:
    """Whose column is whose and how the file is read; read_handling reads both."""
    parser.add_argument("--mapping", type=Path, metavar="FILE", help="whose column is whose, as `payoff map` writes it (TOML)")
    add_reading(parser)


def read_handling(args: argparse.Namespace) -> Handling:
    """What the command line says about the file, on top of what its mapping says; MappingError and ReadWordError say what is wrong."""
    mapping = None if args.mapping is None else read_mapping(args.mapping, args.mapping.name)
    said = () if mapping is None else mapping.read
    return Handling(read_options((*said, *args.read)), mapping)


def read_changes(texts: Iterable[str]) -> dict[str, float]:
    """NAME=VALUE texts as numbers by name; TermSheetError shows how to write one that cannot be read."""
    return dict(_read_change(text) for text in texts)


def _read_change(text: str) -> tuple[str, float]:
    name, separator, value = text.partition("=")
    try:
        return name.strip(), float(value)
    except ValueError:
        what = "has no value" if not separator else f"gives {value!r}, which is not a number"
        raise TermSheetError(f"--set {text} {what}; write it like --set lgd=0.6") from None
