"""What a reader has loaded."""

from __future__ import annotations

from payoff.ui.state import MOST_COMMON, MOST_KEPT, Common, key_of, put_in_use
from payoff.workflow.decide import Question, Today


def test_an_answer_is_worked_out_once(credit):
    data, calls = credit.data.fresh(), []
    for _ in range(3):
        data.once("key", lambda: calls.append(1))
    assert calls == [1]


def test_only_so_many_answers_are_kept(credit):
    data = credit.data.fresh()
    for number in range(MOST_KEPT + 5):
        data.once(number, lambda number=number: number)
    recomputed = []
    data.once(0, lambda: recomputed.append(0))
    data.once(MOST_KEPT + 4, lambda: recomputed.append(1))
    assert recomputed == [0]


def test_two_readers_of_the_sample_share_rows_but_not_answers(credit):
    one, other = credit.data.fresh(), credit.data.fresh()
    one.once("mine", lambda: 1)
    assert one.scored is other.scored
    assert other.once("mine", lambda: 2) == 2


def test_questions_that_differ_in_anything_have_keys_of_their_own():
    questions = [
        Question(),
        Question(settings={"lgd": 0.5}),
        Question(threshold=0.3),
        Question(today=Today(rate=0.2)),
        Question(capacity=5),
    ]
    assert len({key_of(question) for question in questions}) == len(questions)


def test_data_is_named_in_links_by_its_fingerprint_and_the_sample_by_its_name(credit):
    assert credit.data.tag == "sample"


def test_what_follows_from_the_sample_alone_is_worked_out_once_for_all_its_readers(credit):
    one, other, calls = credit.data.fresh(), credit.data.fresh(), []
    for reader in (one, other, one):
        reader.common.once(("common", "sample"), lambda: calls.append(1))
    assert calls == [1]


def test_files_of_readers_have_nothing_in_common(credit):
    one, other = put_in_use(credit.data.scored, ""), put_in_use(credit.data.scored, "")
    assert one.common.once("case", lambda: "mine") == "mine"
    assert other.common.once("case", lambda: "yours") == "yours"


def test_of_the_common_answers_the_one_not_asked_for_longest_makes_room():
    common, calls = Common(), []
    for asked in (*range(MOST_COMMON), 0, MOST_COMMON, 0, 1):
        common.once(asked, lambda asked=asked: calls.append(asked))
    assert calls == [*range(MOST_COMMON), MOST_COMMON, 1]
