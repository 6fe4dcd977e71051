"""Scenarios on both databases: kept to the last digit, found, renamed, deleted and restored, and never lost to a second writer."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from payoff.store.record import ConflictError, MissingScenarioError, StoreError
from payoff.store.scenarios import (
    add_scenario,
    copy_scenario,
    delete_scenario,
    erase_scenario,
    find_scenario,
    list_scenarios,
    read_scenario,
    rename_scenario,
    restore_scenario,
    save_scenario,
)


def test_an_empty_store_lists_nothing(store):
    assert list_scenarios(store) == ()


def test_a_scenario_is_read_as_it_was_saved_to_the_last_digit(store, draft):
    figures = [math.pi * 10.0**power for power in range(-12, 13)]
    content = {"domain": "credit", "worth": {"figures": figures}, "note": "naïve 你好 \u0000 <b>", "steps": {"done": [True, False]}}
    saved = add_scenario(store, draft(content=content, result={"npv": 0.1 + 0.2}))
    found = read_scenario(store, saved.entry.key)
    assert found.content == content
    assert found.entry.result == {"npv": 0.1 + 0.2}
    assert found.entry == saved.entry
    assert found.entry.revision == 1


def test_times_are_utc(store, draft):
    entry = add_scenario(store, draft()).entry
    assert entry.saved.tzinfo == UTC
    assert abs(datetime.now(UTC) - entry.saved) < timedelta(minutes=1)


def test_keys_cannot_be_guessed(store, draft):
    keys = {add_scenario(store, draft()).entry.key for _ in range(20)}
    assert len(keys) == 20
    assert {len(key) for key in keys} == {32}
    assert all(key.isalnum() for key in keys)


def test_the_list_is_filtered_by_domain_author_and_text_whatever_its_case(store, draft):
    for domain, title, author in (("credit", "Board ÄPFEL", "Ada"), ("retail", "Plan", "Ada"), ("credit", "Plan", "Bo")):
        add_scenario(store, draft(domain=domain, title=title, author=author))
    assert [entry.title for entry in list_scenarios(store)] == ["Plan", "Plan", "Board ÄPFEL"]
    assert [entry.author for entry in list_scenarios(store, domain="credit")] == ["Bo", "Ada"]
    assert [entry.domain for entry in list_scenarios(store, author="Ada", text="plan")] == ["retail"]
    assert [entry.title for entry in list_scenarios(store, text="äpfel")] == ["Board ÄPFEL"]
    assert list_scenarios(store, text="%") == ()


def test_saving_again_raises_the_revision(store, draft):
    entry = add_scenario(store, draft()).entry
    again = save_scenario(store, entry.key, draft(title="Higher volume"), revision=entry.revision).entry
    assert (again.revision, again.title, again.created) == (2, "Higher volume", entry.created)
    assert again.saved >= entry.saved


def test_the_second_to_save_is_told_what_the_first_saved_and_nothing_is_lost(store, draft):
    key = add_scenario(store, draft()).entry.key
    save_scenario(store, key, draft(author="Ada", title="Hers"), revision=1)
    with pytest.raises(ConflictError, match="Ada saved this scenario as revision 2") as caught:
        save_scenario(store, key, draft(author="Bo", title="His"), revision=1)
    assert caught.value.theirs.entry.title == "Hers"
    assert read_scenario(store, key).entry.title == "Hers"


def test_of_many_at_once_exactly_one_saves_over_and_the_rest_are_told(store, draft):
    key = add_scenario(store, draft()).entry.key

    def save(number: int) -> str:
        try:
            return save_scenario(store, key, draft(title=f"Plan {number}"), revision=1).entry.title
        except ConflictError as conflict:
            return add_scenario(store, draft(title=f"Copy {number}")).entry.title if conflict.theirs.entry.revision == 2 else ""

    with ThreadPoolExecutor(8) as pool:
        titles = sorted(pool.map(save, range(16)))
    assert [title.split()[0] for title in titles] == ["Copy"] * 15 + ["Plan"]
    assert sorted(entry.title for entry in list_scenarios(store)) == titles
    assert {title.split()[1] for title in titles} == {str(number) for number in range(16)}


def test_renaming_keeps_the_content(store, draft):
    entry = add_scenario(store, draft(content={"domain": "credit", "months": 36})).entry
    renamed = rename_scenario(store, entry.key, title="  For the\nboard ", note="Second round", revision=1)
    assert (renamed.entry.title, renamed.entry.note, renamed.entry.revision) == ("For the board", "Second round", 2)
    assert renamed.content == {"domain": "credit", "months": 36}


def test_a_copy_is_a_scenario_of_its_own(store, draft):
    first = add_scenario(store, draft())
    second = copy_scenario(store, first.entry.key, title="Copy", author="Bo")
    assert second.entry.key != first.entry.key
    assert (second.content, second.entry.author, second.entry.revision) == (first.content, "Bo", 1)


def test_a_deleted_scenario_leaves_every_list_and_comes_back_as_it_was(store, draft):
    first = add_scenario(store, draft())
    key = first.entry.key
    delete_scenario(store, key, revision=1)
    assert list_scenarios(store) == ()
    for read in (read_scenario, find_scenario):
        with pytest.raises(MissingScenarioError, match="was deleted"):
            read(store, key)
    with pytest.raises(MissingScenarioError):
        save_scenario(store, key, draft(), revision=1)
    assert restore_scenario(store, key) == first
    assert [entry.key for entry in list_scenarios(store)] == [key]


def test_deleting_what_somebody_saved_meanwhile_is_a_conflict(store, draft):
    key = add_scenario(store, draft()).entry.key
    save_scenario(store, key, draft(title="Newer"), revision=1)
    with pytest.raises(ConflictError):
        delete_scenario(store, key, revision=1)
    assert [entry.title for entry in list_scenarios(store)] == ["Newer"]


def test_erased_is_gone_for_good(store, draft):
    key = add_scenario(store, draft()).entry.key
    delete_scenario(store, key, revision=1)
    erase_scenario(store, key)
    with pytest.raises(MissingScenarioError):
        restore_scenario(store, key)
    with pytest.raises(MissingScenarioError):
        erase_scenario(store, key)


def test_the_start_of_a_key_is_enough_while_it_is_one_scenarios_only(store, draft):
    first, second = (add_scenario(store, draft(title=title)).entry for title in ("One", "Two"))
    common = next(length for length in range(23) if first.key[: length + 1] != second.key[: length + 1])
    assert find_scenario(store, first.key[: common + 1]).entry.title == "One"
    with pytest.raises(StoreError, match="give more of it"):
        find_scenario(store, first.key[:common])
    with pytest.raises(MissingScenarioError):
        find_scenario(store, "no such key")


@pytest.mark.parametrize("changes", [
    {"title": " \n"}, {"title": "x" * 201}, {"author": ""}, {"note": "x" * 4001}, {"content": {"x": math.nan}},
])  # fmt: skip
def test_what_cannot_be_kept_is_refused_with_a_reason(store, draft, changes):
    with pytest.raises(StoreError, match=r"characters|cannot be saved"):
        add_scenario(store, draft(**changes))
    assert list_scenarios(store) == ()


def test_marks_no_database_holds_are_left_out_of_texts(store, draft):
    entry = add_scenario(store, draft(title="A\u0000b\ud800c\u202ed", note="one\ntwo\u0007")).entry
    assert (entry.title, entry.note) == ("Abcd", "one\ntwo")
