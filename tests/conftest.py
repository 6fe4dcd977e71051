"""What every test stands on: hypothesis draws the same examples in every run and in every order of tests."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("suite", derandomize=True, deadline=None)
settings.load_profile("suite")
