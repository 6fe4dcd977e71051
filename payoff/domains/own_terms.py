"""A person's own terms, whole: the record, the term sheet made from it, and its file."""

from __future__ import annotations

from payoff.domains.own_record import (
    AMOUNTS,
    BENEFITS,
    CORRECTIONS,
    COSTS,
    SCALES,
    Amount,
    Correction,
    OwnTerms,
    OwnTermsError,
    OwnWords,
    Riskier,
    Scale,
    ScoreColumn,
    check_terms,
)
from payoff.domains.own_sheet import OWN, build_sheet
from payoff.domains.terms_file import TERMS_FILE, read_terms, write_terms

__all__ = [
    "AMOUNTS", "BENEFITS", "CORRECTIONS", "COSTS", "OWN", "SCALES", "TERMS_FILE", "Amount", "Correction", "OwnTerms", "OwnTermsError", "OwnWords",
    "Riskier", "Scale", "ScoreColumn", "build_sheet", "check_terms", "read_terms", "write_terms",
]  # fmt: skip
