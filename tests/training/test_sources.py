"""From the originals to the committed rows, on small originals."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from payoff.training.sources import campaign, retail
from payoff.training.sources.original import SourceError

PURCHASES = """ customer_id  date number_of_cds  dollar_value
 00001 19970101  1   10.00
 00001 19970101  2   20.00
 00001 19970930  1   40.00
 00001 19971001  1   50.00
 00002 19970331  3   30.00
 00002 19980330  1   99.00
 00002 19980630  1    1.00
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "original.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_history_ends_before_the_cut_and_the_outcome_starts_on_it(tmp_path: Path):
    customers = retail.describe_customers(retail.read_orders(write(tmp_path, PURCHASES)), retail.CUT).set_index("customer_id")
    first = customers.loc[1]
    # Two purchases of one day are one order of 30; the one on the cut belongs to the outcome.
    assert (first["orders"], first["units"], first["spend"], first["first_order"], first["largest_order"]) == (2, 4, 70, 30, 40)
    assert (first["recency_days"], first["tenure_days"], first["orders_90d"], first["spend_90d"]) == (1, 273, 1, 40)
    assert (first["orders_180d"], first["revenue_180d"], first["bought"]) == (1, 50, "yes")


def test_a_purchase_on_the_180th_day_comes_too_late(tmp_path: Path):
    customers = retail.describe_customers(retail.read_orders(write(tmp_path, PURCHASES)), retail.CUT).set_index("customer_id")
    assert (customers.loc[2, "orders_180d"], customers.loc[2, "bought"]) == (0, "no")


def test_an_outcome_window_that_is_not_over_is_refused(tmp_path: Path):
    orders = retail.read_orders(write(tmp_path, PURCHASES))
    with pytest.raises(SourceError, match="before the 180 days"):
        retail.describe_customers(orders, pd.Timestamp("1998-02-01"))


def test_months_are_dated_by_the_order_of_the_rows():
    months = pd.Series(["may", "nov", "jan", "apr", "apr", "feb"])
    assert campaign.date_months(months).tolist() == ["2008-05", "2008-11", "2009-01", "2009-04", "2009-04", "2010-02"]


def test_a_word_that_is_no_month_is_refused():
    with pytest.raises(SourceError, match="no month"):
        campaign.date_months(pd.Series(["may", "mai"]))
