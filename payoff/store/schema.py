"""The table scenarios are kept in, as the newest migration leaves it."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import JSON, Column, Connection, DateTime, Dialect, Integer, MetaData, String, Table, Text, TypeDecorator, inspect, text

HEAD = "0001"
"""The newest migration."""
VERSIONS = "alembic_version"


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite, which keeps no zones, holds it without."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData()
scenarios = Table(
    "scenarios",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("domain", Text, nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("result", JSON, nullable=False),
    Column("app_version", String(32), nullable=False),
    Column("data_sha256", String(64), nullable=False),
    Column("model_sha256", String(64), nullable=False),
    Column("created", Moment, nullable=False),
    Column("saved", Moment, nullable=False, index=True),
    Column("deleted", Moment),
    Column("content", JSON, nullable=False),
)


def read_version(connection: Connection) -> str | None:
    """The migration the tables stand at; None where there are none yet."""
    if not inspect(connection).has_table(VERSIONS):
        return None
    return connection.execute(text(f"SELECT version_num FROM {VERSIONS}")).scalar()
