"""A store opened: connections that fail with words, and its tables brought up to date on first use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from payoff.core.message import say
from payoff.store.place import VARIABLE, name_place, read_place, store_place
from payoff.store.record import StoreError
from payoff.store.schema import HEAD, read_version

PATIENCE = 30
"""Seconds to wait while somebody else writes."""
_WRITES = "writes"


class Store:
    """One database of scenarios, whose tables are there and current; `file` is empty where it is none."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.place = name_place(engine.url)
        self.file = self.place if engine.dialect.name == "sqlite" else ""

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read from; StoreError where the database cannot be reached."""
        with _words(self.place), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction to write in, alone where the database is SQLite; kept as a whole or not at all."""
        with _words(self.place), self.engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
            yield connection


def open_store(place: str | None = None) -> Store:
    """The store at `place`, by default where PAYOFF_STORE says; StoreError says why it cannot be used."""
    return _open(read_place(place or store_place()))


@cache
def _open(url: URL) -> Store:
    if url.drivername == "sqlite":
        _make_folder(Path(str(url.database)).parent)
    store = Store(_make_engine(url))
    with store.reading() as connection:
        current = read_version(connection) == HEAD
    if not current:
        with _words(store.place):
            _migrate(store)
    return store


def _migrate(store: Store) -> None:
    # Alembic takes as long to import as the rest of the store; whose tables are current does without it.
    from payoff.store.migrate import migrate

    migrate(lambda: store.engine.connect().execution_options(**{_WRITES: True}), store.place)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(_say_unwritable(str(folder), str(error.strerror))) from error


def _make_engine(url: URL) -> Engine:
    if url.drivername != "sqlite":
        return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": PATIENCE})
    engine = create_engine(url, connect_args={"timeout": PATIENCE})

    # Python's driver would begin transactions by itself, and too late: two that read first could then never both write.
    @event.listens_for(engine, "connect")
    def leave_transactions_to_us(connection: Any, _: object) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(_WRITES) else "BEGIN")

    return engine


@contextmanager
def _words(place: str) -> Iterator[None]:
    """What the database says, as a StoreError that names the place."""
    try:
        yield
    except DBAPIError as error:
        reason = str(error.orig).strip().splitlines()[0] if error.orig and str(error.orig).strip() else type(error).__name__
        if "readonly" in reason or "unable to open" in reason:
            raise StoreError(_say_unwritable(place, reason)) from error
        raise StoreError(say("The store of scenarios at {place} cannot be used: {reason}.", place=place, reason=reason)) from error
    except (SQLAlchemyError, UnicodeError) as error:
        raise StoreError(say("The store of scenarios at {place} cannot be used: {reason}.", place=place, reason=error)) from error


def _say_unwritable(place: str, reason: str) -> str:
    return say(
        "Scenarios cannot be saved at {place}: {reason}. Set {variable} to a file in a folder that may be written to, or to a PostgreSQL "
        "database.",
        place=place, reason=reason, variable=VARIABLE,
    )  # fmt: skip
