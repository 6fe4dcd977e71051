"""Term sheets, found by their file: a module here that defines TERM_SHEET, or the own terms beside a model fitted on them."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from payoff.core.message import say
from payoff.domains.own_terms import TERMS_FILE, OwnTerms, OwnTermsError, build_sheet, read_terms
from payoff.domains.term_sheet import TermSheet, TermSheetError
from payoff.paths import MODELS


@cache
def shipped_domains() -> dict[str, TermSheet]:
    """The domains that come with a sample and a model, by key, in the order of their places."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        sheet = getattr(importlib.import_module(f"{__name__}.{module.name}"), "TERM_SHEET", None)
        if isinstance(sheet, TermSheet):
            found[sheet.key] = sheet
    return {sheet.key: sheet for sheet in sorted(found.values(), key=lambda sheet: (sheet.place, sheet.key))}


def load_domains(models: Path = MODELS) -> dict[str, TermSheet]:
    """Every domain by key: the shipped ones, then those of models fitted on a person's own file whose terms can be read."""
    found = dict(shipped_domains())
    for file in sorted(models.glob(f"*/{TERMS_FILE}")):
        if file.parent.suffix == ".partial":
            continue
        try:
            found.setdefault(file.parent.name, read_own_domain(file.parent))
        except TermSheetError:
            # Told to whoever asks for this domain by name; the others must not suffer from it.
            continue
    return found


def as_sheet(domain: str | TermSheet) -> TermSheet:
    """A term sheet itself, or the one called so; TermSheetError lists those that exist."""
    return domain if isinstance(domain, TermSheet) else read_domain(domain)


def read_domain(key: str, models: Path = MODELS) -> TermSheet:
    """The domain called `key`; TermSheetError lists those that exist, or says why its terms cannot be read."""
    if (sheet := shipped_domains().get(key)) is not None:
        return sheet
    if key == Path(key).name and (models / key / TERMS_FILE).is_file():
        return read_own_domain(models / key)
    raise TermSheetError(say("There is no domain called {key}; there are {domains}.", key=repr(key), domains=", ".join(load_domains(models))))


def read_fitted_terms(key: str, models: Path = MODELS) -> OwnTerms | None:
    """The terms beside the model `key` that was fitted on them, under the name of its folder; None where there are none."""
    file = models / key / TERMS_FILE
    if key in shipped_domains() or key != Path(key).name or not file.is_file():
        return None
    return replace(read_terms(file), key=key)


def read_own_domain(folder: Path) -> TermSheet:
    """The term sheet of the terms beside a model in `folder`, whose name is the domain's; TermSheetError when they cannot be used."""
    file = folder / TERMS_FILE
    try:
        state = file.stat()
        return _read_own_domain(file, state.st_mtime_ns, state.st_size)
    except (OwnTermsError, OSError) as error:
        reason = error.args[0] if isinstance(error, OwnTermsError) else error.strerror
        raise TermSheetError(say("The terms of {key} cannot be used: {reason}", key=repr(folder.name), reason=reason)) from error


@lru_cache(maxsize=64)
def _read_own_domain(file: Path, changed: int, size: int) -> TermSheet:
    """Read again whenever the file has changed."""
    return build_sheet(replace(read_terms(file), key=file.parent.name))
