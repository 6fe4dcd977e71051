"""The errors a page shows in words."""

from payoff.workflow.errors import EXPECTED

__all__ = ["EXPECTED"]
