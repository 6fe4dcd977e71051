"""Scenarios saved, found, changed and deleted; a change names the revision it was made on, so that no other is lost."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from payoff.core.message import say
from payoff.store.engine import Store
from payoff.store.record import ConflictError, Draft, Entry, MissingScenarioError, Scenario, StoreError
from payoff.store.schema import scenarios

KEY_BYTES = 16
"""Of chance in a key: nobody finds one by trying. Written in hexadecimal, so that a command takes no key for an option."""
MOST_TEXT = 200
MOST_NOTE = 4_000
MOST_BYTES = 2_000_000
"""Of one scenario; a thousand resamples take some 20,000."""

_ENTRY = [column for column in scenarios.c if column.name not in {"content", "deleted"}]
_LIVE = scenarios.c.deleted.is_(None)


def list_scenarios(store: Store, *, domain: str = "", author: str = "", text: str = "") -> tuple[Entry, ...]:
    """Those not deleted, the last saved first; `text` is looked for in title, author and note, whatever its case."""
    conditions: list[ColumnElement[bool]] = [_LIVE]
    if domain:
        conditions.append(scenarios.c.domain == domain)
    if author:
        conditions.append(scenarios.c.author == author)
    with store.reading() as connection:
        rows = connection.execute(select(*_ENTRY).where(*conditions).order_by(scenarios.c.saved.desc(), scenarios.c.key)).all()
    wanted = text.casefold()
    # SQLite folds the case of ASCII only, so the text is looked for here.
    return tuple(entry for entry in map(_as_entry, rows) if wanted in f"{entry.title}\n{entry.author}\n{entry.note}".casefold())


def read_scenario(store: Store, key: str) -> Scenario:
    """The scenario called `key`; MissingScenarioError where there is none or it was deleted."""
    with store.reading() as connection:
        return _read(connection, key)


def find_scenario(store: Store, start: str) -> Scenario:
    """The one scenario whose key begins with `start`; StoreError where several do."""
    begins = scenarios.c.key.startswith(start, autoescape=True)
    with store.reading() as connection:
        keys = connection.execute(select(scenarios.c.key).where(begins, _LIVE)).scalars().all()
    # LIKE looks at the case of letters in one database and not in the other.
    keys = [key for key in keys if key.startswith(start)]
    if len(keys) > 1 and start not in keys:
        raise StoreError(say("{start} begins the keys of {count} scenarios: give more of it.", start=start, count=len(keys)))
    return read_scenario(store, start if start in keys or not keys else keys[0])


def add_scenario(store: Store, draft: Draft) -> Scenario:
    """Save `draft` as a scenario of its own."""
    draft, now = check_draft(draft), datetime.now(UTC)
    values = asdict(draft) | {"key": secrets.token_hex(KEY_BYTES), "revision": 1, "created": now, "saved": now}
    with store.writing() as connection:
        connection.execute(insert(scenarios).values(**values))
        return _read(connection, values["key"])


def save_scenario(store: Store, key: str, draft: Draft, *, revision: int) -> Scenario:
    """Save `draft` over revision `revision` of `key`; ConflictError where somebody saved a later one meanwhile."""
    return _change(store, key, asdict(check_draft(draft)), revision=revision)


def rename_scenario(store: Store, key: str, *, title: str, note: str, revision: int) -> Scenario:
    """Another title and note."""
    return _change(store, key, {"title": _line(title), "note": _text(note)}, revision=revision)


def copy_scenario(store: Store, key: str, *, title: str, author: str = "") -> Scenario:
    """A second scenario with the same content, by `author` where one is given."""
    found = read_scenario(store, key)
    entry = found.entry
    draft = Draft(
        entry.domain, title, author or entry.author, entry.note, found.content, entry.result, entry.app_version, entry.data_sha256,
        entry.model_sha256,
    )  # fmt: skip
    return add_scenario(store, draft)


def delete_scenario(store: Store, key: str, *, revision: int) -> None:
    """Take the scenario out of every list; `restore_scenario` brings it back."""
    with store.writing() as connection:
        _update(connection, key, {"deleted": datetime.now(UTC)}, revision=revision)


def restore_scenario(store: Store, key: str) -> Scenario:
    """Bring a deleted scenario back as it was."""
    with store.writing() as connection:
        connection.execute(update(scenarios).where(scenarios.c.key == key).values(deleted=None))
        return _read(connection, key)


def erase_scenario(store: Store, key: str) -> None:
    """Delete a scenario for good, deleted before or not; MissingScenarioError where there is none."""
    with store.writing() as connection:
        if connection.execute(delete(scenarios).where(scenarios.c.key == key)).rowcount == 0:
            raise _missing(key)


def check_draft(draft: Draft) -> Draft:
    """`draft` with its texts trimmed; StoreError where one is empty, too long, or the whole too large."""
    try:
        size = len(json.dumps(draft.content, allow_nan=False)) + len(json.dumps(draft.result, allow_nan=False))
    except (TypeError, ValueError) as error:
        raise StoreError(say("This scenario cannot be saved: {reason}.", reason=error)) from error
    if size > MOST_BYTES:
        raise StoreError(say("This scenario takes {size:,} bytes; at most {most:,} can be saved.", size=size, most=MOST_BYTES))
    return replace(draft, title=_line(draft.title), author=_line(draft.author), note=_text(draft.note))


def _change(store: Store, key: str, values: Mapping[str, Any], *, revision: int) -> Scenario:
    with store.writing() as connection:
        _update(connection, key, {**values, "revision": revision + 1, "saved": datetime.now(UTC)}, revision=revision)
        return _read(connection, key)


def _update(connection: Connection, key: str, values: Mapping[str, Any], *, revision: int) -> None:
    """Change the row if it still stands at `revision`; the database looks and writes in one step."""
    same = (scenarios.c.key == key, scenarios.c.revision == revision, _LIVE)
    if connection.execute(update(scenarios).where(*same).values(**values)).rowcount == 0:
        theirs = _read(connection, key)
        message = say(
            "{author} saved this scenario as revision {revision} while you worked on revision {mine}.",
            author=theirs.entry.author, revision=theirs.entry.revision, mine=revision,
        )  # fmt: skip
        raise ConflictError(message, theirs)


def _read(connection: Connection, key: str) -> Scenario:
    row = connection.execute(select(*_ENTRY, scenarios.c.content).where(scenarios.c.key == key, _LIVE)).one_or_none()
    if row is None:
        raise _missing(key)
    return Scenario(_as_entry(row), row.content)


def _as_entry(row: Row) -> Entry:
    return Entry(**{column.name: getattr(row, column.name) for column in _ENTRY})


def _missing(key: str) -> MissingScenarioError:
    return MissingScenarioError(say("There is no scenario {key} here: it was deleted, or it is kept in another store.", key=key))


def _line(text: str) -> str:
    """One line of text; StoreError where nothing is left or it is too long."""
    line = " ".join(_text(text).split())
    if not 0 < len(line) <= MOST_TEXT:
        raise StoreError(say("A scenario needs a title and an author, each of 1 to {most} characters.", most=MOST_TEXT))
    return line


def _text(text: str) -> str:
    """Text without what no database can hold: control characters and halves of characters."""
    kept = "".join(mark for mark in text if mark in "\n\t" or (mark.isprintable() and not "\ud800" <= mark <= "\udfff"))
    if len(kept) > MOST_NOTE:
        raise StoreError(say("A note holds at most {most:,} characters; this one has {length:,}.", most=MOST_NOTE, length=len(kept)))
    return kept.strip()
