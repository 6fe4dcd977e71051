"""Choosing which columns of a file fill a stranger's model, and the numbers it was given for their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from payoff.core.message import say
from payoff.intake.decisions import ColumnReading
from payoff.intake.tidy import Tidy
from payoff.scoring.foreign_model import ForeignModel
from payoff.ui.format import bare, count
from payoff.ui.language import _, speaking
from payoff.ui.show import note
from payoff.workflow.wiring import Slot, Wire, Wiring, list_slots, propose_wiring, usable_columns, wire_column

_SHOWN = 3


def pick_wiring(model: ForeignModel, tidy: Tidy) -> tuple[tuple[Slot, ...], Wiring]:
    """The places of the model and what the reader lets fill them; proposed at first."""
    st.subheader(_("Which columns does it take?"), anchor=False)
    slots = list_slots(model, len(usable_columns(tidy.table, tidy.columns)))
    proposed = propose_wiring(slots, tidy.table, tidy.columns)
    places: list[Slot] = []
    wires: list[Wire] = []
    for at in range(len(model.inputs)):
        mine = [(slot, wire) for slot, wire in zip(slots, proposed, strict=True) if slot.input == at]
        picked = _pick_one(mine[0], model, tidy) if len(mine) == 1 and mine[0][0].named else _pick_several(mine, model, tidy)
        places += [slot for slot, _wire in picked]
        wires += [wire for _slot, wire in picked]
    return tuple(places), _pick_codes(places, wires)


def _pick_one(pair: tuple[Slot, Wire], model: ForeignModel, tidy: Tidy) -> list[tuple[Slot, Wire]]:
    """One column for an input that names one value."""
    slot, proposed = pair
    options = [None, *tidy.table.column_names]
    name, choice, seen = st.columns([2, 3, 3], vertical_alignment="center")
    name.text(slot.name)
    with choice:
        column = st.selectbox(
            _("Column for input {n}", n=slot.input + 1), options, index=options.index(proposed.column), label_visibility="collapsed",
            format_func=speaking(lambda found: say("(choose a column)") if found is None else found),
            key=_key(model, tidy, f"one.{slot.input}"),
        )  # fmt: skip
    seen.text(_say_reading(column, tidy.columns))
    return [(slot, wire_column(slot, column, tidy.table) if column is not None else Wire())]


def _pick_several(pairs: Sequence[tuple[Slot, Wire]], model: ForeignModel, tidy: Tidy) -> list[tuple[Slot, Wire]]:
    """Columns in order for an input of several values, which no model names."""
    first = pairs[0][0]
    item = model.inputs[first.input]
    proposed = [wire.column for _slot, wire in pairs if wire.column is not None]
    st.text(item.name)
    wanted = _("any number of columns") if item.width is None else _("{n} columns", n=count(item.width))
    chosen = st.multiselect(
        _("Columns for input {n}, in the model's own order: it takes {wanted}", n=first.input + 1, wanted=wanted),
        tidy.table.column_names, default=list(dict.fromkeys(proposed)), max_selections=item.width, placeholder=_("Choose columns"),
        key=_key(model, tidy, f"several.{first.input}"),
    )  # fmt: skip
    note(_("The model does not say which columns it was made with: the file's order is proposed. Check it against how it was trained."))
    slots = [slot for slot, _wire in pairs] if item.width is not None else [_numbered(first, at) for at in range(max(1, len(chosen)))]
    columns = [*chosen, *[None] * (len(slots) - len(chosen))]
    return [
        (slot, wire_column(slot, column, tidy.table) if column is not None else Wire()) for slot, column in zip(slots, columns, strict=True)
    ]


def _numbered(slot: Slot, at: int) -> Slot:
    name = slot.name.rpartition("[")[0] or slot.name
    return replace(slot, place=at, name=f"{name}[{at + 1}]", named=False)


def _pick_codes(slots: Sequence[Slot], wires: Sequence[Wire]) -> Wiring:
    """The numbers for words, one table per column, each once."""
    worded = {wire.column: wire.codes for wire in wires if wire.codes is not None and wire.column is not None}
    if not worded:
        return tuple(wires)
    changed: dict[str, dict[str, float]] = {}
    with st.expander(_("Numbers for words ({n} columns)", n=count(len(worded))), icon=":material/pin:"):
        note(_("The model was given a number for each word. Proposed is 0, 1, 2 … in the order of the alphabet, as encoders count."))
        for at, (column, codes) in enumerate(worded.items()):
            st.text(column)
            table = pd.DataFrame({"word": list(codes), "number": list(codes.values())})
            edited = st.data_editor(
                table, hide_index=True, disabled=["word"], key=f"onnx.codes.{at}.{hash(tuple(codes))}",
                column_config={
                    "word": st.column_config.TextColumn(_("Word")),
                    "number": st.column_config.NumberColumn(_("Number"), required=True),
                },
            )  # fmt: skip
            changed[column] = dict(zip(edited["word"], edited["number"].astype(float), strict=True))
    return tuple(replace(wire, codes=changed[wire.column]) if wire.codes is not None and wire.column else wire for wire in wires)


def _say_reading(column: str | None, columns: Sequence[ColumnReading]) -> str:
    """What the chosen column holds, to compare with what the model was made with."""
    found = next((reading for reading in columns if reading.name == column), None)
    if found is None:
        return ""
    if found.kind == "number" and isinstance(found.low, float) and isinstance(found.high, float):
        return _("{low} to {high}", low=bare(found.low, 4), high=bare(found.high, 4))
    return ", ".join(value for value, _times in found.top[:_SHOWN])


def _key(model: ForeignModel, tidy: Tidy, part: str) -> str:
    """A widget's key for one model on one file: another file starts from its own proposal."""
    return f"onnx.{part}.{model.sha256[:8]}.{hash((tidy.name, *tidy.table.column_names))}"
