"""A measured figure with its target: what every module here returns from `measure()`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measurement; `target` is in the same unit and says which way is good ("at most 1.5"), empty where there is none."""

    name: str
    value: float
    unit: str
    target: str = ""
    passed: bool | None = None
    """None where there is no target."""
