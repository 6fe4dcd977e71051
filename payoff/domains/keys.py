"""Keys of a TOML file that a person writes, each checked as it is read; what is wrong names the key."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from typing import Any

from payoff.core.message import say


class KeysError(ValueError):
    """A file a person wrote cannot be used; the message names the key and says what it should hold."""


class Keys:
    """One table of the file, called `where` in messages; a key outside `known` is an `error`."""

    def __init__(self, table: Any, where: str, *, known: set[str] | None = None, error: type[KeysError] = KeysError) -> None:
        if not isinstance(table, dict):
            raise error(say("{where} must be a table, [{where}].", where=where))
        self.where, self.error = where, error
        self._table: Mapping[str, Any] = table
        if known is not None:
            self.refuse_strange(known)

    def __contains__(self, name: str) -> bool:
        return name in self._table

    def refuse_strange(self, known: set[str]) -> None:
        """An error where there is a key outside `known`."""
        if strange := sorted(set(self._table) - known):
            where = self.where or say("The file")
            told = {"strange": ", ".join(strange), "known": ", ".join(sorted(known))}
            raise self.error(say("{where} holds {strange}, which is not known there; it may hold {known}.", where=where, **told))

    def names(self) -> list[str]:
        """The keys that are there, in the file's order."""
        return list(self._table)

    def holds_table(self, name: str) -> bool:
        """Whether a table stands under `name`, and not a bare value."""
        return isinstance(self._table.get(name), dict)

    def below(self, name: str, *, known: set[str] | None = None, short: str = "") -> Keys:
        """The table under `name`, empty when absent; `short` lets a bare value stand for a table that holds only that key."""
        entry = self._table.get(name, {})
        if short and not isinstance(entry, dict):
            entry = {short: entry}
        return Keys(entry, self.key(name), known=known, error=self.error)

    def rows(self, name: str, *, known: set[str]) -> list[Keys]:
        """The tables of the list under `name`, none when absent."""
        found = self._table.get(name, [])
        if not isinstance(found, list):
            raise self.wrong(name, say("a list of tables, [[{name}]]", name=self.key(name)), found)
        return [Keys(entry, f"{self.key(name)}[{at}]", known=known, error=self.error) for at, entry in enumerate(found, start=1)]

    def text(self, name: str, default: str | None = None) -> str:
        """Text in quotes."""
        found = self._table.get(name, default)
        if not isinstance(found, str):
            raise self.wrong(name, say("text in quotes"), found)
        return found

    def number(self, name: str, default: float | None = None, *, finite: bool = True) -> float:
        """A number, without end only where it need not be `finite`."""
        found = self._table.get(name, default)
        if isinstance(found, bool) or not isinstance(found, int | float) or (finite and not math.isfinite(found)):
            raise self.wrong(name, say("a number"), found)
        return float(found)

    def flag(self, name: str, default: bool) -> bool:
        """True or false."""
        found = self._table.get(name, default)
        if not isinstance(found, bool):
            raise self.wrong(name, say("true or false"), found)
        return found

    def whole(self, name: str, default: int, *, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        found = self._table.get(name, default)
        if isinstance(found, bool) or not isinstance(found, int) or not least <= found <= most:
            raise self.wrong(name, say("a whole number from {least} to {most}", least=f"{least:,}", most=f"{most:,}"), found)
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, empty when absent."""
        found = self._table.get(name, [])
        if not isinstance(found, list) or not all(isinstance(entry, str) for entry in found):
            raise self.wrong(name, say("a list of texts in quotes"), found)
        return tuple(found)

    def choice(self, name: str, choices: tuple[str, ...]) -> Any:
        """One of `choices`, the first being the default."""
        found = self._table.get(name, choices[0])
        if found not in choices:
            raise self.wrong(name, say("one of {choices}", choices=", ".join(dict.fromkeys(choices))), found)
        return found

    def numbers(self, name: str, *, most: int) -> list[float]:
        """A list of at most `most` numbers."""
        found = self._table.get(name, [])
        if not isinstance(found, list) or len(found) > most or not all(type(part) in (int, float) for part in found):
            raise self.error(say("{key} must be a list of at most {most:,} numbers.", key=self.key(name), most=most))
        return [float(part) for part in found]

    def points(self, name: str, *, most: int) -> tuple[tuple[float, float], ...]:
        """A list of pairs of finite numbers, the first rising and the second a probability; empty when absent."""
        found = self._table.get(name, [])
        wanted = say("a list of at most {most} pairs [score, probability], rising in score", most=most)
        if not isinstance(found, list) or len(found) > most or not all(_is_pair(point) for point in found):
            raise self.wrong(name, wanted, "this")
        if any(later[0] <= earlier[0] for earlier, later in itertools.pairwise(found)):
            raise self.wrong(name, wanted, "this")
        return tuple((float(at), float(value)) for at, value in found)

    def key(self, name: str) -> str:
        """A key as the file's reader would look for it: "assumptions.volume"."""
        return f"{self.where}.{name}" if self.where else name

    def wrong(self, name: str, wanted: str, found: object) -> KeysError:
        """The error that says what `name` must hold instead of `found`."""
        if found is None:
            return self.error(say("{key} must be {wanted} and must be given.", key=self.key(name), wanted=wanted))
        return self.error(say("{key} must be {wanted}; {found} is not.", key=self.key(name), wanted=wanted, found=repr(found)))


def _is_pair(point: object) -> bool:
    if not isinstance(point, list) or len(point) != 2 or not all(type(part) in (int, float) and math.isfinite(part) for part in point):
        return False
    return 0 <= point[1] <= 1
