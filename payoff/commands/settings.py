"""Assumptions changed on the command line: `--set lgd=0.6`."""

from __future__ import annotations

from collections.abc import Iterable

from payoff.domains.term_sheet import TermSheetError


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
