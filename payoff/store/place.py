"""Which database scenarios are kept in: PAYOFF_STORE, or a file of this user's."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from payoff.core.message import say
from payoff.store.record import StoreError

VARIABLE = "PAYOFF_STORE"
"""An URL (`postgresql+psycopg://…`, `sqlite:///…`) or the path of an SQLite file."""
FILE = "payoff.sqlite"
_POSTGRES = {"postgres", "postgresql", "postgresql+psycopg"}


def store_place() -> str:
    """What PAYOFF_STORE says or, where it says nothing, a file in this user's data folder."""
    return os.environ.get(VARIABLE) or str(user_data_path("payoff", appauthor=False) / FILE)


def read_place(place: str) -> URL:
    """`place` as a URL; a path without a scheme is an SQLite file. StoreError says what else it might be."""
    if "://" not in place:
        return URL.create("sqlite", database=str(Path(place).expanduser()))
    try:
        url = make_url(place)
    except ArgumentError as error:
        raise StoreError(say("{variable} is not a database address: {place}.", variable=VARIABLE, place=place)) from error
    if url.drivername in _POSTGRES:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername != "sqlite" or not url.database:
        wanted = say(
            "{variable} should name an SQLite file or a PostgreSQL database (postgresql+psycopg://user@host/name); it names {driver}.",
            variable=VARIABLE, driver=url.drivername,
        )  # fmt: skip
        raise StoreError(wanted)
    return url


def name_place(url: URL) -> str:
    """The place as people may see it: the file, or the address without its password and options."""
    return str(url.database) if url.drivername == "sqlite" else url.set(query={}).render_as_string(hide_password=True)
