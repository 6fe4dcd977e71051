"""What stands around a number."""

import numpy as np
import pyarrow as pa

from payoff.intake.amounts import draft_amounts


def test_a_control_character_within_a_cell_makes_it_no_amount():
    cells = pa.array(["1 kg", "2 kg", "3 kg", "4 kg", "5 kg", "0\x1f:"])
    draft = draft_amounts(cells, np.ones(6, dtype=np.int64))
    assert draft.digits.to_pylist() == ["1", "2", "3", "4", "5", None]
