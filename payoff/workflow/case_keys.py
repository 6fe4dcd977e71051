"""Keys of a case file, each checked as it is read; what is wrong names the key."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from payoff.core.message import say


class CaseFileError(ValueError):
    """A case file cannot be used; the message names the key and says what it should hold."""


class Keys:
    """One table of the file, called `where` in messages; a key outside `known` is an error."""

    def __init__(self, table: Any, where: str, *, known: set[str] | None = None) -> None:
        if not isinstance(table, dict):
            raise CaseFileError(f"{where} must be a table, [{where}].")
        self.where = where
        self._table: Mapping[str, Any] = table
        if known is not None:
            self.refuse_strange(known)

    def __contains__(self, name: str) -> bool:
        return name in self._table

    def refuse_strange(self, known: set[str]) -> None:
        """CaseFileError where there is a key outside `known`."""
        if strange := sorted(set(self._table) - known):
            may = ", ".join(sorted(known))
            raise CaseFileError(f"{self.where or 'The file'} holds {', '.join(strange)}, which a case does not know; it may hold {may}.")

    def names(self) -> list[str]:
        """The keys that are there, in the file's order."""
        return list(self._table)

    def below(self, name: str, *, known: set[str] | None = None, short: str = "") -> Keys:
        """The table under `name`, empty when absent; `short` lets a bare value stand for a table that holds only that key."""
        entry = self._table.get(name, {})
        if short and not isinstance(entry, dict):
            entry = {short: entry}
        return Keys(entry, self.key(name), known=known)

    def text(self, name: str, default: str | None = None) -> str:
        """Text in quotes."""
        found = self._table.get(name, default)
        if not isinstance(found, str):
            raise self._wrong(name, "text in quotes", found)
        return found

    def number(self, name: str, default: float | None = None) -> float:
        """A finite number."""
        found = self._table.get(name, default)
        if isinstance(found, bool) or not isinstance(found, int | float) or not math.isfinite(found):
            raise self._wrong(name, "a number", found)
        return float(found)

    def whole(self, name: str, default: int, *, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        found = self._table.get(name, default)
        if isinstance(found, bool) or not isinstance(found, int) or not least <= found <= most:
            raise self._wrong(name, f"a whole number from {least:,} to {most:,}", found)
        return found

    def choice(self, name: str, choices: tuple[str, ...]) -> Any:
        """One of `choices`, the first being the default."""
        found = self._table.get(name, choices[0])
        if found not in choices:
            raise self._wrong(name, f"one of {', '.join(dict.fromkeys(choices))}", found)
        return found

    def numbers(self, name: str, *, most: int) -> list[float]:
        """A list of at most `most` numbers."""
        found = self._table.get(name, [])
        if not isinstance(found, list) or len(found) > most or not all(type(part) in (int, float) for part in found):
            raise CaseFileError(say("{key} must be a list of at most {most:,} numbers.", key=self.key(name), most=most))
        return [float(part) for part in found]

    def key(self, name: str) -> str:
        """A key as the file's reader would look for it: "assumptions.volume"."""
        return f"{self.where}.{name}" if self.where else name

    def _wrong(self, name: str, wanted: str, found: object) -> CaseFileError:
        end = " and must be given." if found is None else f"; {found!r} is not."
        return CaseFileError(f"{self.key(name)} must be {wanted}{end}")
