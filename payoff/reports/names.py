"""What assumptions are called in tables and on axes."""

from __future__ import annotations

from payoff.core.message import say
from payoff.domains.case_sheet import VALUE, CaseSheet

VALUE_LABEL = say("Value per case")


def full_name(name: str, sheet: CaseSheet) -> str:
    """An assumption's label, or that of the value per case."""
    return VALUE_LABEL if name == VALUE else sheet.get(name).label
