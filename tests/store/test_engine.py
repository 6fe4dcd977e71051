"""Opening a store: made on first use by one process at a time, and refused in words where it cannot be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from payoff.store import migrate
from payoff.store.engine import Store, _open, open_store
from payoff.store.place import name_place, read_place
from payoff.store.record import Draft, StoreError
from payoff.store.scenarios import add_scenario, list_scenarios, read_scenario
from payoff.store.schema import HEAD, metadata

ROOT = Path(__file__).parents[2]
OPEN = """
import sys
from payoff.store.engine import open_store
from payoff.store.record import Draft
from payoff.store.scenarios import add_scenario
store = open_store(sys.argv[1])
add_scenario(store, Draft("credit", sys.argv[2], "Ada", "", {}, {}, "0"))
"""


def test_processes_that_open_an_empty_store_at_once_all_find_its_tables(place):
    opened = [subprocess.Popen([sys.executable, "-c", OPEN, place, str(n)], cwd=ROOT, stderr=subprocess.PIPE) for n in range(4)]
    said = [process.communicate(timeout=60)[1].decode() for process in opened]
    assert said == [""] * 4
    assert sorted(entry.title for entry in list_scenarios(open_store(place))) == ["0", "1", "2", "3"]


KILLED = """
import sys
from payoff.store.engine import open_store
from payoff.store.record import Draft
from payoff.store.scenarios import add_scenario
store = open_store(sys.argv[1])
while True:
    print(add_scenario(store, Draft("credit", "Plan", "Ada", "", {"figures": [0.1] * 5000}, {}, "0")).entry.key, flush=True)
"""


def test_what_a_killed_process_saved_is_there_and_whole(place):
    process = subprocess.Popen([sys.executable, "-c", KILLED, place], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    told = [process.stdout.readline().strip() for _ in range(5)]
    process.kill()
    told += process.communicate(timeout=60)[0].split()
    store = open_store(place)
    assert {*told} <= {entry.key for entry in list_scenarios(store)}
    assert all(read_scenario(store, entry.key).content == {"figures": [0.1] * 5000} for entry in list_scenarios(store))
    assert add_scenario(store, read_draft(store, told[0])).entry.revision == 1


def read_draft(store: Store, key: str) -> Draft:
    found = read_scenario(store, key)
    return Draft(found.entry.domain, "Again", "Bo", "", found.content, {}, "0")


def test_a_name_no_database_can_hold_finds_nothing(store):
    with pytest.raises(StoreError):
        read_scenario(store, "\ud800")
    with pytest.raises(StoreError):
        list_scenarios(store, author="\ud800")


def test_migrations_lead_to_the_tables_the_code_knows(store):
    found = inspect(store.engine)
    for table in metadata.sorted_tables:
        columns = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
        assert columns == {column.name: column.nullable for column in table.columns}
        assert {index["name"] for index in found.get_indexes(table.name)} == {index.name for index in table.indexes}


def test_the_newest_migration_is_the_one_the_code_names():
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).with_name("migrations")))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_opened_again_nothing_changes(place, draft):
    add_scenario(open_store(place), draft())
    _open.cache_clear()
    assert len(list_scenarios(open_store(place))) == 1


def test_a_store_of_a_newer_release_is_left_alone(place):
    store = open_store(place)
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    _open.cache_clear()
    with pytest.raises(StoreError, match="newer release of Payoff"):
        open_store(place)


def test_a_folder_that_may_not_be_written_to_is_named_with_the_way_out():
    with pytest.raises(StoreError, match=r"/proc/nowhere.*Set PAYOFF_STORE"):
        open_store("/proc/nowhere/payoff.sqlite")


def test_a_file_that_may_only_be_read_says_so_when_saving(tmp_path, draft):
    file = tmp_path / "payoff.sqlite"
    add_scenario(open_store(str(file)), draft())
    reader = Store(create_engine(f"sqlite:///file:{file}?mode=ro&uri=true"))
    assert len(list_scenarios(reader)) == 1
    with pytest.raises(StoreError, match=r"cannot be saved at .*readonly.*PAYOFF_STORE"):
        add_scenario(reader, draft())


def test_a_file_that_is_no_database_is_named(tmp_path):
    file = tmp_path / "letters.txt"
    file.write_text("not a database at all, but long enough to be looked at" * 40, encoding="utf-8")
    with pytest.raises(StoreError, match=r"letters\.txt cannot be used: file is not a database"):
        open_store(str(file))


def test_a_server_that_is_not_there_is_named_without_its_password():
    with pytest.raises(StoreError, match=r"postgresql\+psycopg://ada:\*\*\*@127\.0\.0\.1:1/payoff cannot be used"):
        open_store("postgresql://ada:secret@127.0.0.1:1/payoff")


@pytest.mark.parametrize(("place", "name"), [
    ("/data/payoff.sqlite", "/data/payoff.sqlite"), ("sqlite:////data/payoff.sqlite", "/data/payoff.sqlite"),
    ("postgres://ada:secret@db/payoff", "postgresql+psycopg://ada:***@db/payoff"),
    ("postgresql+psycopg://db/payoff?password=secret", "postgresql+psycopg://db/payoff"),
])  # fmt: skip
def test_a_place_is_a_path_or_an_address(place, name):
    assert name_place(read_place(place)) == name


@pytest.mark.parametrize("place", ["mysql://ada@db/payoff", "sqlite://", "://"])
def test_other_databases_are_refused_with_what_would_do(place):
    with pytest.raises(StoreError, match="PAYOFF_STORE"):
        open_store(place)
