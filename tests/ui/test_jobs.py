"""Long work beside the page."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from payoff.ui.jobs import Cancelled, Job


@pytest.fixture
def executor():
    with ThreadPoolExecutor(1) as pool:
        yield pool


def test_a_job_returns_what_its_work_returned(executor):
    job = Job(lambda report: 7, executor)
    assert job.wait(10)
    assert job.result() == 7


def test_a_job_tells_how_far_it_is(executor):
    go_on, reported = threading.Event(), threading.Event()

    def work(report):
        report(0.4)
        reported.set()
        go_on.wait(10)
        return

    job = Job(work, executor)
    assert reported.wait(10)
    assert job.progress == 0.4
    assert job.remaining() > 0
    assert not job.done
    go_on.set()
    assert job.wait(10)


def test_a_cancelled_job_stops_at_its_next_report(executor):
    begun = threading.Event()

    def work(report):
        begun.set()
        while True:
            report(0.1)

    job = Job(work, executor)
    assert begun.wait(10)
    job.cancel()
    assert job.wait(10)
    with pytest.raises(Cancelled):
        job.result()


def test_a_job_raises_what_its_work_raised(executor):
    job = Job(lambda report: 1 / 0, executor)
    job.wait(10)
    with pytest.raises(ZeroDivisionError):
        job.result()


def test_before_there_is_a_pace_no_time_is_promised(executor):
    job = Job(lambda report: None, executor)
    job.wait(10)
    assert job.remaining() is None
