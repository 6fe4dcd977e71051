"""The pool keeps order, keeps little in flight, and lets a small job pass a large one."""

from __future__ import annotations

import itertools
import threading

import pytest

from payoff.scoring.pool import QUEUED, cores, map_in_order


def test_results_come_in_the_order_of_the_items():
    gates = [threading.Event() for _ in range(4)]

    def work(place: int) -> int:
        # Each waits for the one after it, as far as the pool lets them run together.
        if place % 2 == 0 and cores() > 1:
            gates[place + 1].wait(5)
        gates[place].set()
        return place

    assert list(map_in_order(work, range(4))) == [0, 1, 2, 3]


def test_an_endless_job_holds_only_a_few_items():
    taken = itertools.count()
    results = map_in_order(lambda item: item, taken)
    assert [next(results) for _ in range(100)] == list(range(100))
    results.close()
    assert next(taken) <= 100 + cores() + QUEUED


def test_one_thread_at_a_time_when_asked():
    running, most = threading.Semaphore(1), []

    def work(item: int) -> int:
        most.append(running.acquire(blocking=False))
        running.release()
        return item

    assert list(map_in_order(work, range(200), threads=1)) == list(range(200))
    assert all(most)


def test_a_small_job_finishes_while_a_large_one_runs():
    step = threading.Semaphore(0)
    large = map_in_order(lambda item: step.acquire(timeout=10) and item, range(10_000))
    feeder = threading.Thread(target=lambda: [next(large) for _ in range(50)])
    feeder.start()
    small: list[int] = []
    client = threading.Thread(target=lambda: small.extend(map_in_order(lambda item: item * 2, range(3))))
    client.start()
    for _ in range(50 + 2 * (cores() + QUEUED)):
        step.release()
    client.join(10)
    feeder.join(10)
    large.close()
    assert small == [0, 2, 4]


def test_an_error_in_one_item_reaches_the_caller_and_ends_the_job():
    def work(item: int) -> int:
        if item == 5:
            raise ValueError("item 5")
        return item

    results = map_in_order(work, itertools.count())
    with pytest.raises(ValueError, match="item 5"):
        list(results)
