"""Prior shift."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.prior import shift_prior

SHARE = st.floats(0.01, 0.99)


def test_from_fourteen_to_five_percent():
    assert shift_prior(np.array([0.1, 0.5]), old=0.14, new=0.05) == pytest.approx([0.03467742, 0.24431818], abs=1e-7)


@given(p=st.floats(0, 1), old=SHARE, new=SHARE)
@settings(max_examples=60, deadline=None)
def test_shifting_there_and_back_changes_nothing(p, old, new):
    there = shift_prior(np.array([p]), old=old, new=new)
    assert shift_prior(there, old=new, new=old) == pytest.approx([p], abs=1e-9)


def test_certainty_stays_and_an_impossible_share_is_refused():
    assert shift_prior(np.array([0.0, 1.0]), old=0.5, new=0.1).tolist() == [0, 1]
    with pytest.raises(ValueError, match="old share"):
        shift_prior(np.array([0.1]), old=0.0, new=0.1)
