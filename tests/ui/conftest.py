"""The credit sample, scored, decided and judged once for all tests of what is shown."""

from __future__ import annotations

import pytest

from payoff.ui.headline import Headline, read_headline


@pytest.fixture(scope="session")
def credit() -> Headline:
    return read_headline("credit")
