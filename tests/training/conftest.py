"""A small lending world: two numbers and two categories, one of them with a value no row has."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from payoff.domains.manifest import Input
from payoff.training.fit import BOOSTING, LINEAR, Fitted, fit_family
from payoff.training.labelled import Labelled
from payoff.training.pipeline import build_boosting, build_linear
from payoff.training.tree_graph import export_boosting

INPUTS = (
    Input("age", "number", "years", 18, 120, seen_low=18, seen_high=80),
    Input("housing", "category", categories=("free", "rent", "own", "tent")),
    Input("amount", "number", "DM", 1, 100_000, seen_low=250, seen_high=20_000),
    Input("phone", "category", categories=("none", "registered")),
)


@pytest.fixture(scope="session")
def inputs() -> tuple[Input, ...]:
    return INPUTS


@pytest.fixture(scope="session")
def world() -> Labelled:
    """600 rows with holes; young tenants with large amounts default more."""
    rng = np.random.default_rng(7)
    n = 600
    age = rng.integers(18, 80, n).astype(float)
    amount = np.round(np.exp(rng.normal(8, 0.8, n)), 2)
    housing = rng.choice(["free", "rent", "own"], n)
    phone = rng.choice(["none", "registered"], n)
    margin = -1 - 0.04 * (age - 45) + 0.8 * (housing == "rent") + 0.7 * np.log(amount / 3000) - 0.5 * (phone == "registered")
    outcome = (rng.random(n) < 1 / (1 + np.exp(-margin))).astype(np.int64)
    frame = pd.DataFrame({"age": age, "housing": housing, "amount": amount, "phone": phone})
    frame.loc[::17, "age"] = np.nan
    frame.loc[::23, "housing"] = None
    return Labelled(frame, outcome, Path("data/training/tiny.csv"), "0" * 64)


@pytest.fixture(scope="session")
def linear(world: Labelled) -> Fitted:
    return fit_family(LINEAR, {"C = 1": build_linear(INPUTS, strength=1.0)}, world, INPUTS)


@pytest.fixture(scope="session")
def boosting(world: Labelled) -> Fitted:
    return fit_family(BOOSTING, {"40 trees": build_boosting(INPUTS, trees=40, leaves=16, rate=0.1)}, world, INPUTS)


@pytest.fixture(scope="session")
def boosting_model(boosting: Fitted) -> bytes:
    return export_boosting(boosting)
