"""What is wrong with a case file."""

from __future__ import annotations

from payoff.domains.keys import KeysError


class CaseFileError(KeysError):
    """A case file cannot be used; the message names the key and says what it should hold."""
