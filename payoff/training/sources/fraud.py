"""Synthetic card payments from a seeded generator: no payment, customer or merchant in them is real.

Run as `python -m payoff.training.sources.fraud`; it needs no original, and data/README.md says how the payments are made.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from payoff.paths import DATA
from payoff.training.sources.original import take_first, write_split

SEED = 2022
PAYMENTS = 20_000
TRAINING_SHARE = 0.6
START = np.datetime64("2026-01-01")
DAYS = 90
FRAUD_SHARE = 0.015
UNREPORTED = 0.08
"""Share of the frauds that nobody reported: they carry the label no."""
DISPUTED = 0.0005
"""Share of the honest payments that were charged back all the same: they carry the label yes."""

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Merchant:
    """A merchant category: its share of honest and of fraudulent payments and the median payment in euros."""

    honest: float
    fraud: float
    median: float


MERCHANTS: Mapping[str, Merchant] = {
    "electronics": Merchant(0.08, 0.24, 110.0),
    "fashion": Merchant(0.14, 0.14, 55.0),
    "fuel": Merchant(0.10, 0.03, 48.0),
    "gift cards": Merchant(0.02, 0.16, 60.0),
    "groceries": Merchant(0.30, 0.06, 34.0),
    "online services": Merchant(0.16, 0.17, 18.0),
    "restaurants": Merchant(0.15, 0.04, 29.0),
    "travel": Merchant(0.05, 0.16, 190.0),
}

HONEST_HOURS = np.array([1, 1, 1, 1, 1, 2, 4, 7, 10, 12, 13, 14, 15, 14, 13, 13, 14, 16, 16, 14, 11, 8, 5, 2], dtype=float)
FRAUD_HOURS = np.array([9, 9, 9, 8, 7, 5, 4, 4, 5, 6, 6, 7, 7, 7, 7, 7, 7, 7, 8, 8, 8, 9, 9, 9], dtype=float)


def make_payments(rows: int = PAYMENTS, seed: int = SEED) -> pd.DataFrame:
    """`rows` payments in time order, with the outcome as the business would have recorded it (columns as in the term sheet)."""
    rng = np.random.default_rng(seed)
    fraud = rng.random(rows) < FRAUD_SHARE
    # A third of the frauds imitate the customer: nothing about them but the amount and the merchant stands out.
    blatant = fraud & (rng.random(rows) > 1 / 3)
    merchant = _draw_merchants(rng, fraud)
    usual = np.array([MERCHANTS[name].median for name in merchant])
    ratio = np.exp(np.where(fraud, rng.normal(0.75, 0.9, rows), rng.normal(0.0, 0.75, rows)))
    hour = np.where(blatant, _draw_hours(rng, FRAUD_HOURS, rows), _draw_hours(rng, HONEST_HOURS, rows))
    day = np.sort(rng.integers(0, DAYS, rows))
    table = pd.DataFrame(
        {
            "payment_id": np.arange(1, rows + 1),
            "paid_on": (START + day).astype(str),
            "amount": np.maximum(np.round(usual * ratio, 2), 0.5),
            "hour": hour,
            "merchant_category": merchant,
            "country_match": _yes(rng.random(rows) > np.where(blatant, 0.45, 0.05)),
            "known_device": _yes(rng.random(rows) > np.where(blatant, 0.70, 0.12)),
            "account_age_days": np.floor(np.where(blatant, rng.exponential(500, rows), rng.exponential(1100, rows))).astype(int),
            "payments_24h": rng.poisson(np.where(blatant, 3.0, 0.9)),
            "amount_to_usual": np.round(ratio * np.exp(rng.normal(0, 0.3, rows)), 2),
        }
    )
    # One in 25 accounts has no history to compare the amount with.
    table.loc[rng.random(rows) < 0.04, "amount_to_usual"] = np.nan
    table["fraud"] = _yes(_record(rng, fraud))
    return table


def _draw_merchants(rng: np.random.Generator, fraud: npt.NDArray[np.bool_]) -> npt.NDArray[np.str_]:
    names = np.array(list(MERCHANTS))
    honest = rng.choice(names, len(fraud), p=_shares(np.array([m.honest for m in MERCHANTS.values()])))
    return np.where(fraud, rng.choice(names, len(fraud), p=_shares(np.array([m.fraud for m in MERCHANTS.values()]))), honest)


def _draw_hours(rng: np.random.Generator, weights: Numbers, rows: int) -> npt.NDArray[np.int64]:
    return rng.choice(24, rows, p=_shares(weights))


def _record(rng: np.random.Generator, fraud: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The label as it reaches the business: some frauds are never reported, some honest payments are disputed."""
    noise = rng.random(len(fraud))
    return np.where(fraud, noise >= UNREPORTED, noise < DISPUTED)


def _shares(weights: Numbers) -> Numbers:
    return weights / weights.sum()


def _yes(flags: npt.NDArray[np.bool_]) -> npt.NDArray[np.str_]:
    return np.where(flags, "yes", "no")


def write_data(folder: Path) -> None:
    """Write training/fraud.csv (the first 60 % of the payments in time) and fraud.csv (the rest) below `folder`."""
    table = make_payments()
    write_split(table, take_first(len(table), TRAINING_SHARE), folder, name="fraud")


if __name__ == "__main__":
    if len(sys.argv) != 1:
        sys.exit("Usage: python -m payoff.training.sources.fraud")
    write_data(DATA)
