"""CDNOW: purchases made into one row per customer at a cut date, with what the customer bought in the 180 days after it.

Run as `python -m payoff.training.sources.retail ORIGINAL`; data/README.md says where the original comes from.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from payoff.paths import DATA
from payoff.training.sources.original import SourceError, write_rows, write_split

SEED = 1997
TRAINING_SHARE = 0.6
CUT = pd.Timestamp("1997-10-01")
LATER_CUT = pd.Timestamp("1998-01-01")
HORIZON = pd.Timedelta(days=180)
RECENT = pd.Timedelta(days=90)


def read_orders(path: Path) -> pd.DataFrame:
    """Orders (customer_id, date, units, spend), one per customer and day; SourceError if the file reads otherwise."""
    purchases = pd.read_csv(path, sep=r"\s+", skiprows=1, names=["customer_id", "date", "units", "spend"])
    if purchases.isna().any(axis=None) or not (purchases[["units", "spend"]] >= 0).all(axis=None):
        raise SourceError(f"{path.name} should hold customer, date, number of CDs and dollars in each line, none of them negative.")
    purchases["date"] = pd.to_datetime(purchases["date"].astype(str), format="%Y%m%d")
    # Models of repeat buying count days with a purchase: two baskets of one day are one order.
    return purchases.groupby(["customer_id", "date"], as_index=False)[["units", "spend"]].sum()


def describe_customers(orders: pd.DataFrame, cut: pd.Timestamp) -> pd.DataFrame:
    """One row per customer known before `cut`: history strictly before it, outcome in [cut, cut + 180 days).

    SourceError if the orders end before the outcome window does.
    """
    if orders["date"].max() < cut + HORIZON - pd.Timedelta(days=1):
        raise SourceError(f"The orders end on {orders['date'].max():%Y-%m-%d}, before the 180 days after {cut:%Y-%m-%d} are over.")
    past = orders[orders["date"] < cut]
    table = _describe_history(past, cut)
    recent = past[past["date"] >= cut - RECENT].groupby("customer_id")["spend"].agg(["size", "sum"])
    after = orders[(orders["date"] >= cut) & (orders["date"] < cut + HORIZON)].groupby("customer_id")["spend"].agg(["size", "sum"])
    table[["orders_90d", "spend_90d"]] = recent.reindex(table.index, fill_value=0).to_numpy()
    table[["orders_180d", "revenue_180d"]] = after.reindex(table.index, fill_value=0).to_numpy()
    table["bought"] = np.where(table["orders_180d"] > 0, "yes", "no")
    counts = ["orders_90d", "orders_180d"]
    return table.astype(dict.fromkeys(counts, int)).round(2).reset_index()


def _describe_history(past: pd.DataFrame, cut: pd.Timestamp) -> pd.DataFrame:
    customers = past.sort_values(["customer_id", "date"]).groupby("customer_id")
    table = customers.agg(
        orders=("date", "size"),
        units=("units", "sum"),
        spend=("spend", "sum"),
        average_order=("spend", "mean"),
        largest_order=("spend", "max"),
        first_order=("spend", "first"),
    )
    table["recency_days"] = (cut - customers["date"].last()).dt.days
    table["tenure_days"] = (cut - customers["date"].first()).dt.days
    return table


def split_customers(customers: pd.Series) -> np.ndarray:
    """Which customers train, (n,) bool: TRAINING_SHARE of them, drawn with SEED."""
    known = np.sort(customers.unique())
    drawn = np.random.default_rng(SEED).permutation(known)[: round(TRAINING_SHARE * len(known))]
    return customers.isin(drawn).to_numpy()


def write_data(original: Path, folder: Path) -> None:
    """Write retail.csv, retail_drift.csv (the same customers a quarter later) and training/retail.csv below `folder`."""
    orders = read_orders(original)
    now, later = describe_customers(orders, CUT), describe_customers(orders, LATER_CUT)
    trains = split_customers(now["customer_id"])
    held_out = later["customer_id"].isin(now.loc[~trains, "customer_id"])
    write_split(now, trains, folder, name="retail")
    write_rows(later[held_out], folder / "retail_drift.csv")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python -m payoff.training.sources.retail ORIGINAL")
    write_data(Path(sys.argv[1]), DATA)
