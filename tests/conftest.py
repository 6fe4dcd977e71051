"""What every test stands on: one thread of arithmetic each, the same drawn examples every time, and one browser for the whole run."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

# Threads that wait for one another spin; with more of them than processors a fit takes minutes. The servers under test inherit this.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

# The same examples in every run and in every order of tests.
settings.register_profile("suite", derandomize=True, deadline=None)
settings.load_profile("suite")


class OneBrowser(LoadFileScheduling):
    """A file's tests stay in one process, and so do all browser tests: they share a server and wait more than they work."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return "tests/e2e" if file.startswith("tests/e2e/") else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneBrowser:
    return OneBrowser(config, log)
