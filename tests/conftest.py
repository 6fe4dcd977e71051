"""What every test stands on: one thread of arithmetic each, for test processes share the processors, and hypothesis as sure as the rest."""

from __future__ import annotations

import os

from hypothesis import settings

# Threads that wait for one another spin; with more of them than processors a fit takes minutes. The servers under test inherit this.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

# The same examples in every run and in every order of tests.
settings.register_profile("suite", derandomize=True, deadline=None)
settings.load_profile("suite")
