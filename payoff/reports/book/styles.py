"""How cells look, by role, and the number format that suits a figure's size."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from payoff.domains.term_sheet import Assumption
from payoff.reports import palette

Role = Literal[
    "title",
    "heading",
    "lead",
    "badge",
    "head",
    "head_right",
    "label",
    "text",
    "right",
    "unit",
    "note",
    "input",
    "figure",
    "total",
    "big",
    "static",
    "wrong",
]

_HEAD = {"bold": True, "font_color": palette.INK, "bg_color": palette.PALE, "bottom": 1, "bottom_color": palette.LEAVE, "text_wrap": True,
         "valign": "vcenter"}  # fmt: skip
ROLES: Mapping[Role, Mapping[str, object]] = {
    "title": {"bold": True, "font_size": 18, "font_color": palette.INK, "valign": "vcenter"},
    "heading": {"bold": True, "font_size": 18, "font_color": palette.INK, "valign": "vcenter", "text_wrap": True},
    "lead": {"font_size": 13, "font_color": palette.INK, "text_wrap": True, "valign": "top", "bold": True},
    "badge": {"bold": True, "font_size": 13, "font_color": palette.PAPER, "align": "center", "valign": "vcenter"},
    "head": _HEAD,
    "head_right": {**_HEAD, "align": "right"},
    "label": {"font_color": palette.INK, "valign": "top", "text_wrap": True},
    "text": {"font_color": palette.INK, "text_wrap": True, "valign": "top"},
    "right": {"font_color": palette.MUTED, "valign": "top", "align": "right"},
    "unit": {"font_color": palette.MUTED, "text_wrap": True, "valign": "top", "align": "left", "indent": 1},
    "note": {"font_color": palette.MUTED, "text_wrap": True, "valign": "top", "font_size": 9},
    "input": {"font_color": palette.INPUT_INK, "bg_color": palette.INPUT, "border": 1, "border_color": palette.LEAVE, "valign": "top"},
    "figure": {"font_color": palette.INK, "valign": "top"},
    "total": {"bold": True, "font_color": palette.INK, "top": 1, "top_color": palette.LEAVE},
    "big": {"bold": True, "font_size": 16, "font_color": palette.INK, "align": "left", "valign": "vcenter"},
    "static": {"font_color": palette.MUTED, "valign": "top"},
    "wrong": {"font_color": palette.UNCERTAIN, "bold": True},
}

PERCENT = "0.0%"
WHOLE = "#,##0"
CENTS = "#,##0.00"
POWERS = "0.000E+00;-0.000E+00;0"
"""Figures of more than twelve digits."""


def money_format(*largest: float) -> str:
    """Whole money where it runs to a hundred or more, else as many places as its size asks for."""
    size = max((abs(value) for value in largest), default=0.0)
    if size >= 1e12:
        return POWERS
    if size >= 100 or size == 0:
        return WHOLE
    return CENTS if size >= 0.1 else "0.000000"


def assumption_format(assumption: Assumption, value: float) -> str:
    """Percentages for shares and rates, otherwise as many places as the value needs."""
    if assumption.high <= 1 and (assumption.unit.startswith("of ") or assumption.unit == "per year"):
        return "0.0##%"
    return number_format(value)


def number_format(value: float) -> str:
    """Thousands apart, and the places that `value` itself has."""
    if value and abs(value) < 1e-4:
        return "0.00E+00"
    text = f"{value:.6f}".rstrip("0").partition(".")[2]
    return f"#,##0.{'0' * max(2, len(text))}" if text else WHOLE
