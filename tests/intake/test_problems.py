"""Problems add up: one per kind and column, the worst first."""

from __future__ import annotations

from dataclasses import replace

from payoff.intake.problems import ROWS_SHOWN, IntakeError, Problem, ProblemLog, shorten

TEXT = Problem("text_in_number", "rejected", "amount holds text.", "Write digits.", "amount", (1,), 1, "many")


def test_the_same_trouble_is_one_problem_with_the_first_example():
    log = ProblemLog()
    for row in range(30):
        log.add(replace(TEXT, rows=(row + 1,), value=f"v{row}"))
    (problem,) = log.problems()
    assert (problem.count, problem.rows, problem.value) == (30, tuple(range(1, ROWS_SHOWN + 1)), "v0")


def test_the_worst_come_first_and_then_the_most_frequent():
    log = ProblemLog()
    for kind, severity, count in (("a", "note", 9), ("b", "warning", 2), ("c", "warning", 5), ("d", "fatal", 0)):
        log.add(Problem(kind, severity, "m", "f", count=count))
    assert [p.kind for p in log.problems()] == ["d", "c", "b", "a"]


def test_an_error_says_all_its_problems():
    assert str(IntakeError([TEXT, replace(TEXT, message="age too.")])) == "amount holds text. Write digits.\nage too. Write digits."


def test_long_values_are_cut():
    assert len(shorten("x" * 1000)) == 120
    assert shorten("short") == "short"
