"""Reading it otherwise: each decision turned round with one press, and everything else that can be told about a file or a column."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from payoff.core.message import Message, say
from payoff.intake.decisions import ColumnOptions, Decision, ReadOptions, name_topic
from payoff.ui.brought import Brought
from payoff.ui.format import strong
from payoff.ui.language import _, speaking
from payoff.ui.show import note
from payoff.workflow.reread import read_other_way, say_other_way

Reread = Callable[[Brought, ReadOptions], None]

MOST_TURNS = 12
"""Decisions offered with a button of their own; the controls below reach all of them."""

FOUND = say("as found")
ENCODINGS = ("utf-8", "cp1252", "utf-16", "gb18030", "big5", "cp932", "cp949", "cp1251", "latin-1")
SEPARATORS: Mapping[str, Message] = {
    ",": say("comma"), ";": say("semicolon"), "\t": say("tab"), "|": say("vertical bar"), " ": say("space"),
}  # fmt: skip
QUOTES: Mapping[str, Message] = {'"': say("double"), "'": say("single")}
DECIMALS: Mapping[str, Message] = {".": say("a point"), ",": say("a comma")}
DATES: Mapping[str, Message] = {"DMY": say("day, month, year"), "MDY": say("month, day, year"), "YMD": say("year, month, day")}
KINDS: Mapping[str, Message] = {
    "number": say("number"), "date": say("date"), "yes_no": say("yes or no"), "category": say("category"), "text": say("text"),
}  # fmt: skip
PERCENT: Mapping[str, Message] = {"fractions": say("fractions"), "as written": say("as written")}


def show_overrides(file: Brought, decisions: list[Decision], reread: Reread) -> None:
    """Buttons that turn a decision round, then the file's and one column's controls."""
    _show_turns(file, decisions, reread)
    if file.options != ReadOptions() and st.button(_("Read it as it was found"), icon=":material/undo:", key=f"{_key(file)}.found"):
        reread(file, ReadOptions())
    whole, column = st.columns(2, gap="large")
    with whole:
        _show_file_controls(file, reread)
    with column:
        _show_column_controls(file, reread)


def _show_turns(file: Brought, decisions: list[Decision], reread: Reread) -> None:
    turns = [(decision, told) for decision in decisions if (told := read_other_way(decision, file.options)) is not None]
    for at, (decision, told) in enumerate(turns[:MOST_TURNS]):
        text, button = st.columns([3, 2], vertical_alignment="center")
        with text:
            st.text(_say_decision(decision))
        if button.button(_capital(_(say_other_way(decision, file.options))), key=f"{_key(file)}.turn.{at}", width="stretch"):
            reread(file, told)


def _say_decision(decision: Decision) -> str:
    told = {"topic": _(name_topic(decision.topic)), "read_as": _(decision.read_as), "because": _(decision.because)}
    if decision.column is None:
        return _("{topic}: {read_as}, because {because}", **told)
    return _("{column}, {topic}: {read_as}, because {because}", column=decision.column, **told)


def _show_file_controls(file: Brought, reread: Reread) -> None:
    key, options = f"{_key(file)}.file", file.options
    with st.form(key, border=True):
        st.markdown(strong(_("The whole file")))
        said: dict[str, Any] = {}
        if file.source.format == "csv":
            said["encoding"] = _pick(_("Encoding"), dict.fromkeys(ENCODINGS), options.encoding, f"{key}.encoding")
            said["separator"] = _pick(_("Separator"), SEPARATORS, options.separator, f"{key}.separator")
            said["quote"] = _pick(_("Quotation mark"), QUOTES, options.quote, f"{key}.quote")
        if file.source.format == "xlsx":
            sheet = st.text_input(_("Sheet"), options.sheet or "", key=f"{key}.sheet", help=_("Its name; empty: the fullest."))
            said["sheet"] = sheet or None
        if file.source.format != "parquet":
            said["header_line"] = st.number_input(
                _("Line that names the columns"), 0, None, options.header_line, placeholder=_(FOUND), key=f"{key}.header",
                help=_("0 when none does."),
            )  # fmt: skip
        said["decimal"] = _pick(_("Decimal mark"), DECIMALS, options.decimal, f"{key}.decimal")
        said["dates"] = _pick(_("Order in dates"), DATES, options.dates, f"{key}.dates")
        said["also_missing"] = _texts(_("Also means not known"), options.also_missing, f"{key}.missing")
        said["kept"] = _texts(_("Is a value, whatever it looks like"), options.kept, f"{key}.kept")
        said["summary_rows"] = _keep(_("Totals and subtotals are rows"), options.summary_rows == "keep", f"{key}.summary")
        said["unit_row"] = _keep(_("A row of units is a row"), options.unit_row == "keep", f"{key}.units")
        drop = st.checkbox(_("Leave out rows that repeat an earlier one"), options.duplicates == "drop", key=f"{key}.duplicates")
        said["duplicates"] = "drop" if drop else "keep"
        if st.form_submit_button(_("Read the file again"), icon=":material/refresh:"):
            reread(file, replace(options, **said))


def _show_column_controls(file: Brought, reread: Reread) -> None:
    key = f"{_key(file)}.column"
    with st.container(border=True):
        st.markdown(strong(_("One column")))
        name = st.selectbox(_("Column"), file.columns, key=f"{key}.name")
        said = file.options.columns.get(name, ColumnOptions())
        inner = f"{key}.{hashlib.sha256(name.encode()).hexdigest()[:8]}"
        with st.form(inner, border=False):
            told: dict[str, Any] = {
                "kind": _pick(_("Kind"), KINDS, said.kind, f"{inner}.kind"),
                "decimal": _pick(_("Decimal mark"), DECIMALS, said.decimal, f"{inner}.decimal"),
                "dates": _pick(_("Order in dates"), DATES, said.dates, f"{inner}.dates"),
                "percent": _pick(_("Percent"), PERCENT, said.percent, f"{inner}.percent"),
                "unit": st.text_input(_("Unit or currency"), said.unit or "", key=f"{inner}.unit", help=_("Empty: as found.")) or None,
                "also_missing": _texts(_("Also means not known"), said.also_missing, f"{inner}.missing"),
                "kept": _texts(_("Is a value, whatever it looks like"), said.kept, f"{inner}.kept"),
            }
            if st.form_submit_button(_("Read the column again"), icon=":material/refresh:"):
                reread(file, replace(file.options, columns={**file.options.columns, name: replace(said, **told)}))
    note(_("The same can be told on the command line: --read decimal=comma, --read kind@ZIP=text …"))


def _pick(label: str, names: Mapping[str, Message | None], chosen: str | None, key: str) -> str | None:
    codes: list[str | None] = list(dict.fromkeys([None, *names, chosen]))
    call = speaking(lambda code: FOUND if code is None else names.get(code) or code)
    found: str | None = st.selectbox(label, codes, index=codes.index(chosen), format_func=call, key=key)
    return found


def _texts(label: str, said: tuple[str, ...], key: str) -> tuple[str, ...]:
    text = st.text_input(label, ", ".join(said), key=key, placeholder="999, k.A.")
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _keep(label: str, kept: bool, key: str) -> str:
    return "keep" if st.checkbox(label, kept, key=key) else "set aside"


def _key(file: Brought) -> str:
    """Changes with the reading, so that every control shows what holds now."""
    return f"read.{file.digest[:8]}.{hashlib.sha256(repr(file.options).encode()).hexdigest()[:8]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
