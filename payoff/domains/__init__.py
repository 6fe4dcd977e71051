"""Term sheets, found by their file name: every module here that defines TERM_SHEET is a domain."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from payoff.domains.term_sheet import TermSheet, TermSheetError


@cache
def load_domains() -> dict[str, TermSheet]:
    """Every domain by key, in the order of their places."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        sheet = getattr(importlib.import_module(f"{__name__}.{module.name}"), "TERM_SHEET", None)
        if isinstance(sheet, TermSheet):
            found[sheet.key] = sheet
    return {sheet.key: sheet for sheet in sorted(found.values(), key=lambda sheet: (sheet.place, sheet.key))}


def as_sheet(domain: str | TermSheet) -> TermSheet:
    """A term sheet itself, or the one called so; TermSheetError lists those that exist."""
    return domain if isinstance(domain, TermSheet) else read_domain(domain)


def read_domain(key: str) -> TermSheet:
    """The domain called `key`; TermSheetError lists those that exist."""
    domains = load_domains()
    if key not in domains:
        raise TermSheetError(f"There is no domain called {key!r}; there are {', '.join(domains)}.")
    return domains[key]
