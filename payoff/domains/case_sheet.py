"""The case sheet: what a business case assumes beyond the decision, each number with its unit, plausible range, source and date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from payoff.core.message import Message, say
from payoff.core.spread import Spread
from payoff.domains.case_assumptions import ASSUMPTIONS, MONEY, OWNERS, RANGES, SELLING, WAYS
from payoff.domains.case_range import Range
from payoff.domains.term_sheet import Assumption, TermSheetError

VALUE = "value_per_case"
"""The value per case, which comes from the decision and not from this sheet, by the name it has among uncertain numbers."""

MOST_VALUE = 1e12


@dataclass(frozen=True)
class CaseSheet:
    """The assumptions of a case in one currency, and the range of each that is uncertain."""

    key: str
    currency: str
    assumptions: tuple[Assumption, ...]
    ranges: Mapping[str, Range]
    """By assumption; under VALUE, multiples of the value per case."""

    @property
    def moving(self) -> frozenset[str]:
        """Names of the assumptions that move the cash flow: all but those of selling."""
        return frozenset(a.name for a in self.assumptions if a.group not in (SELLING, WAYS))

    def get(self, name: str) -> Assumption:
        """The assumption called `name`; TermSheetError lists those there are."""
        known = {a.name: a for a in self.assumptions}
        if name not in known:
            raise TermSheetError(say("A case has no assumption called {name!r}; it has {known}.", name=name, known=', '.join(known)))
        return known[name]

    def settings(self, changes: Mapping[str, float]) -> dict[str, float]:
        """Defaults with `changes` applied; TermSheetError names an unknown assumption or a value out of range."""
        merged = {a.name: a.default for a in self.assumptions}
        for name, value in changes.items():
            a = self.get(name)
            if not a.low <= value <= a.high:
                raise TermSheetError(say("{name}: {label} must lie between {low:g} and {high:g} {unit}; {value:g} does not.", name=name, label=a.label, low=a.low, high=a.high, unit=a.unit, value=value))
            merged[name] = float(value)
        return merged

    def with_defaults(self, settings: Mapping[str, float], ranges: Mapping[str, Range | None]) -> CaseSheet:
        """The same sheet planned otherwise: a shipped case makes its own numbers the defaults."""
        planned = tuple(replace(a, default=settings[a.name]) for a in self.assumptions)
        return replace(self, assumptions=planned).with_ranges(ranges)

    def with_ranges(self, ranges: Mapping[str, Range | None]) -> CaseSheet:
        """The same sheet with some ranges stated otherwise; None takes a range away."""
        return replace(self, ranges={name: span for name, span in {**self.ranges, **ranges}.items() if span is not None})

    def value_assumption(self, planned: float) -> Assumption:
        """The value per case as if it were assumed, for the range that may be stated where no resamples measure it."""
        source = say("The decision, expected from the model's probabilities")
        unit = say("{currency} per case", currency=self.currency)
        return Assumption(VALUE, say("Value per case"), planned, -MOST_VALUE, MOST_VALUE, unit, source, "", "I", group=say("The decision"))

    def spreads(self, settings: Mapping[str, float], *, width: float = 1.0) -> dict[str, Spread]:
        """What each uncertain assumption may turn out to be around its value in `settings`; `width` stretches every range, 0 drops all."""
        stated = {name: span for name, span in self.ranges.items() if name != VALUE}
        found = {name: span.around(settings[name], self.get(name), width=width) for name, span in stated.items()}
        return {name: spread for name, spread in found.items() if spread is not None}


def case_sheet(key: str, currency: str) -> CaseSheet:
    """The sheet for cases of domain `key`, its money in `currency`."""
    in_currency = tuple(replace(a, unit=_in_currency(a.unit, currency), owner=OWNERS[a.group]) for a in ASSUMPTIONS)
    return CaseSheet(f"{key}_case", currency, in_currency, RANGES)




def _in_currency(unit: str, currency: str) -> str:
    """`unit` with the currency in the place kept for it."""
    if isinstance(unit, Message) and "currency" in unit.values:
        return Message(unit.template, {**unit.values, "currency": currency})
    return currency if unit == MONEY else unit
