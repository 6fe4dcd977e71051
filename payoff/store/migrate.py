"""The tables brought up to date on first use, by one process at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from payoff.core.message import say
from payoff.store.record import StoreError
from payoff.store.schema import HEAD, read_version

_LOCK = 7_298_465_120
"""PostgreSQL's advisory lock while tables change; any number that no other program takes."""


def migrate(connect: Callable[[], Connection], place: str) -> None:
    """Run what is missing, in one transaction; who comes second waits and finds it done.

    StoreError where a newer program made the tables.
    """
    with connect() as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        found = read_version(connection)
        if found == HEAD:
            return
        config = _config(connection)
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if found is not None and found not in known:
            raise StoreError(say(
                "The store at {place} was made by a newer release of Payoff (tables {found}); update this one.", place=place, found=found,
            ))  # fmt: skip
        command.upgrade(config, "head")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
