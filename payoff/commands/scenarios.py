"""`payoff scenarios`: the cases that were saved, listed, shown, handed on as files, taken in and deleted."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

from payoff.core.contributions import CENTS
from payoff.core.message import reason, say
from payoff.core.value import UnreasonableValuesError
from payoff.core.wording import UNDEFINED, exact_money, percent
from payoff.domains.keys import KeysError
from payoff.domains.term_sheet import TermSheetError
from payoff.intake.problems import IntakeError
from payoff.store.engine import Store, open_store
from payoff.store.record import Entry, StoreError
from payoff.store.scenarios import (
    add_scenario,
    delete_scenario,
    erase_scenario,
    find_scenario,
    list_scenarios,
    restore_scenario,
)
from payoff.workflow.case_difference import NotComparableError, compare_cases
from payoff.workflow.decide import QuestionError
from payoff.workflow.difference_sentences import name_change, say_difference, say_order, show_side
from payoff.workflow.scenario import NOBODY, headline_of, open_case, read_scenario, write_scenario

REFUSED = (StoreError, KeysError, TermSheetError, QuestionError, IntakeError, UnreasonableValuesError, NotComparableError)
SHORT = 8
"""Characters of a key that a list shows: enough to tell scenarios apart, and the start of a key is enough to name one."""


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Add this command to the command line."""
    parser = subparsers.add_parser("scenarios", help="list, show, compare, export, import and delete saved cases", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = _add(actions, "list", _list, "the scenarios that are kept, the last saved first")
    listing.add_argument("--domain", default="", metavar="DOMAIN", help="only of this domain")
    listing.add_argument("--author", default="", metavar="NAME", help="only by this author")
    listing.add_argument("--text", default="", metavar="TEXT", help="only with this in title, author or note")
    _add(actions, "show", _show, "one scenario's figures", keys=("key",))
    _add(actions, "compare", _compare, "why the second is worth more or less than the first", keys=("first", "second"))
    export = _add(actions, "export", _export, "write a scenario as a TOML file", keys=("key",), plain=False)
    export.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to (default: standard output)")
    importing = _add(actions, "import", _import, "save a scenario or a case file as a new scenario", plain=False)
    importing.add_argument("file", type=Path, metavar="FILE", help="a TOML file")
    importing.add_argument("--author", default="", metavar="NAME", help="who saves it (default: the file's author, else this user)")
    deleting = _add(actions, "delete", _delete, "take a scenario out of every list", keys=("key",), plain=False)
    deleting.add_argument("--for-good", action="store_true", help="so that restore cannot bring it back")
    _add(actions, "restore", _restore, "bring back what was deleted", keys=("key",), plain=False)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do what the action says; 0 done, 2 when the store, the scenario or the file cannot be used."""
    try:
        print("\n".join(args.act(open_store(), args)))
    except REFUSED as error:
        print(reason(error), file=sys.stderr)
        return 2
    return 0


def _add(
    actions: argparse._SubParsersAction, name: str, act: Callable[[Store, argparse.Namespace], list[str]], about: str, *,
    keys: tuple[str, ...] = (), plain: bool = True,
) -> argparse.ArgumentParser:  # fmt: skip
    parser: argparse.ArgumentParser = actions.add_parser(name, help=about, description=about)
    for key in keys:
        parser.add_argument(key, metavar="KEY", help="a scenario's key, or enough of its start")
    if plain:
        parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    parser.set_defaults(act=act)
    return parser


def _list(store: Store, args: argparse.Namespace) -> list[str]:
    entries = list_scenarios(store, domain=args.domain, author=args.author, text=args.text)
    if args.json:
        return [json.dumps([_as_plain(entry) for entry in entries], indent=2)]
    if not entries:
        return [f"No scenario at {store.place}."]
    lines = [f"{'Key':<{SHORT + 2}}{'Saved (UTC)':<18}{'Domain':<12}{'Author':<16}{'Net present value':>22}  Title"]
    return lines + [_say_line(entry) for entry in entries]


def _show(store: Store, args: argparse.Namespace) -> list[str]:
    entry = find_scenario(store, args.key).entry
    if args.json:
        return [json.dumps(_as_plain(entry), indent=2)]
    found = headline_of(entry.result)
    reach = UNDEFINED if found.low is None else f"{exact_money(found.low, found.currency)} to {exact_money(found.high, found.currency)}"
    rows = {
        "Title": entry.title, "Key": entry.key, "Author": entry.author, "Domain": entry.domain,
        "Saved": f"{entry.saved:%Y-%m-%d %H:%M} UTC, revision {entry.revision}",
        "Net present value": exact_money(found.npv, found.currency), "In 90 of 100 draws": reach, "Loses money in": percent(found.loss),
        "Value per case": exact_money(found.value_per_case, found.currency), "Rate of return": percent(found.irr),
        "File": entry.data_sha256 or UNDEFINED, "Model": entry.model_sha256 or UNDEFINED, "Version": entry.app_version, "Note": entry.note,
    }  # fmt: skip
    return [_plain(f"{name:<20}{value}") for name, value in rows.items() if value]


def _compare(store: Store, args: argparse.Namespace) -> list[str]:
    one, other = (find_scenario(store, key) for key in (args.first, args.second))
    difference = compare_cases(open_case(one), open_case(other))
    parts = [
        {"kind": part.change.kind, "name": part.change.name, "cents": part.cents, "least": part.low, "most": part.high}
        for part in difference.parts
    ]
    if args.json:
        first, second = (cents / CENTS for cents in difference.cents)
        return [json.dumps({"currency": difference.currency, "first": first, "second": second, "parts": parts}, indent=2)]
    lines = [say_difference(difference, first=one.entry.title, second=other.entry.title), ""]
    for part in difference.parts:
        sides = [show_side(part.change, side, difference.file) for side in (part.change.first, part.change.second)]
        adds = exact_money(part.cents / CENTS, difference.currency)
        lines.append(f"{name_change(part.change, difference.file):<40}{sides[0]:>26} -> {sides[1]:<26}{adds:>22}")
    return [_plain(line) for line in (*lines, "", say_order(difference))]


def _export(store: Store, args: argparse.Namespace) -> list[str]:
    scenario = find_scenario(store, args.key)
    text = write_scenario(scenario)
    if args.output is None:
        return [text.rstrip("\n")]
    try:
        args.output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StoreError(say("{path} cannot be written: {reason}.", path=args.output, reason=error.strerror)) from error
    return [f"{scenario.entry.title}: written to {args.output}."]


def _import(store: Store, args: argparse.Namespace) -> list[str]:
    try:
        content = args.file.read_bytes()
    except OSError as error:
        raise StoreError(say("{path} cannot be read: {reason}.", path=args.file, reason=error.strerror)) from error
    draft = read_scenario(content, args.file.name, args.file.parent)
    author = args.author or (draft.author if draft.author != NOBODY else getpass.getuser())
    entry = add_scenario(store, replace(draft, author=author)).entry
    return [f"{entry.title}: saved as {entry.key}."]


def _delete(store: Store, args: argparse.Namespace) -> list[str]:
    if args.for_good:
        key = _find_any(store, args.key)
        erase_scenario(store, key)
        return [f"{key}: deleted for good."]
    entry = find_scenario(store, args.key).entry
    delete_scenario(store, entry.key, revision=entry.revision)
    return [f"{entry.title}: deleted. Take it back with: python -m payoff scenarios restore {entry.key}"]


def _restore(store: Store, args: argparse.Namespace) -> list[str]:
    return [f"{restore_scenario(store, args.key).entry.title}: restored."]


def _find_any(store: Store, key: str) -> str:
    """The whole key; what was deleted before is known by its whole key only."""
    try:
        return find_scenario(store, key).entry.key
    except StoreError:
        return key


def _say_line(entry: Entry) -> str:
    found = headline_of(entry.result)
    known = f"{entry.key[:SHORT]:<{SHORT + 2}}{entry.saved:%Y-%m-%d %H:%M}  {entry.domain:<12}{entry.author:<16}"
    return _plain(f"{known}{exact_money(found.npv, found.currency):>22}  {entry.title}")


def _as_plain(entry: Entry) -> dict[str, object]:
    return {**asdict(entry), "created": entry.created.isoformat(), "saved": entry.saved.isoformat()}


def _plain(text: str) -> str:
    """Text for a terminal that knows ASCII signs only."""
    return text.replace("\u00a0", " ").replace("\u2212", "-")
