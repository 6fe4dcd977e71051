"""Pipelines start from raw columns and see what the product's encoder sees."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from payoff.domains.encoding import encode_table
from payoff.training.parity import perturb_rows
from payoff.training.pipeline import build_boosting, build_encoder


def test_scikit_learn_and_the_product_encode_alike(world, inputs, boosting_model):
    rows = perturb_rows(world.frame, inputs, model=boosting_model, count=2000)
    ours = encode_table(pa.Table.from_pandas(rows, preserve_index=False), inputs)
    theirs = build_encoder(inputs).fit(world.frame).transform(rows)
    assert theirs.dtype == np.float32
    np.testing.assert_array_equal(theirs, ours)


def test_a_column_empty_in_every_row_does_not_stop_boosting(world, inputs):
    frame = world.frame.assign(age=np.nan)
    model = build_boosting(inputs, trees=3, leaves=4, rate=0.1).fit(frame, world.outcome)
    with_ages = model.predict_proba(world.frame)[:, 1]
    np.testing.assert_array_equal(with_ages, model.predict_proba(frame)[:, 1])
