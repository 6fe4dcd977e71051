"""Which number turns a file's unit into ours: years into months, thousands into ones, percent into fractions."""

from __future__ import annotations

from payoff.intake.units import Unit, read_unit

SCALES = (
    {"hours": 1.0, "minutes": 1 / 60, "seconds": 1 / 3600},
    {"days": 1.0, "weeks": 7.0, "months": 365.25 / 12, "years": 365.25},
    {"kg": 1.0, "g": 0.001, "lb": 0.45359237},
    {"m": 1.0, "cm": 0.01, "km": 1000.0},
)
"""Units of one kind, each with its size."""

DIGITS = 12


def convert(theirs: Unit | None, ours: str) -> float | None:
    """What a number in `theirs` is multiplied by to be in `ours`; None where one cannot become the other, or nothing is known."""
    if theirs is None:
        return None
    wanted = Unit("%", 0.01) if ours.startswith("%") else read_unit(ours)
    if wanted is None:
        # Ours is a share without a unit: their percent become fractions.
        return theirs.multiple if theirs.name == "%" and not ours else None
    if theirs.name == wanted.name or (wanted.is_currency and (theirs.is_currency or theirs.name == "")):
        return theirs.multiple / wanted.multiple
    scale = next((s for s in SCALES if theirs.name in s and wanted.name in s), None)
    return None if scale is None else round(theirs.multiple * scale[theirs.name] / scale[wanted.name], DIGITS)


def likely_factors(ours: str) -> tuple[float, ...]:
    """Factors worth trying where a file names no unit: what people use instead of `ours`."""
    wanted = read_unit(ours)
    if wanted is None:
        return ()
    if wanted.is_currency:
        return (1e3, 1e6)
    scale = next((s for s in SCALES if wanted.name in s), {})
    return tuple(round(size / scale[wanted.name], DIGITS) for name, size in scale.items() if name != wanted.name)
