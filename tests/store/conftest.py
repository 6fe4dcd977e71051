"""Stores to test on: a new SQLite file, and a new database of a real PostgreSQL server; every test runs on both."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from payoff.store.engine import Store, open_store
from payoff.store.record import Draft
from tests.store.postgres import find_binaries, serve_postgres

NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a running server."""
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    with serve_postgres(binaries) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of either kind."""
    if request.param == "sqlite":
        return str(tmp_path / "scenarios.sqlite")
    server, name = request.getfixturevalue("postgres"), f"payoff_{next(NUMBERS)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server.replace("/payoff?", f"/{name}?")


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    opened = open_store(place)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def draft() -> Callable[..., Draft]:
    """Make a scenario to save; what is not given is the same every time."""

    def make(**changes: object) -> Draft:
        given = {
            "domain": "credit", "title": "As planned", "author": "Ada", "note": "", "content": {"domain": "credit", "months": 60},
            "result": {"npv": 420_123.45}, "app_version": "0.1.0", "data_sha256": "d" * 64, "model_sha256": "e" * 64,
        }  # fmt: skip
        return Draft(**{**given, **changes})

    return make
