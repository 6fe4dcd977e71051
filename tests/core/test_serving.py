"""Servers by hand: price per thousand, reservation, electricity, and when a faster one pays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.serving import HOURS, SECONDS, Server, cheaper_from, draw_power, price_per_thousand, reserve_servers

SMALL = Server(10.0, 0.36, 100.0)


def test_a_thousand_rows_cost_their_seconds() -> None:
    # 10 rows/s half busy: 200 s for a thousand, at 0.36 / 3600 a second.
    assert price_per_thousand(SMALL, 0.5) == pytest.approx(0.02)


def test_the_measured_price_of_a_tenth_of_a_dollar_an_hour() -> None:
    # 4.1e6 rows/s and 5.3e4 rows/s at 0.10 an hour, fully busy.
    assert price_per_thousand(Server(5.3e4, 0.10, 0.0), 1.0) == pytest.approx(5.3e-7, rel=0.02)


def test_idle_servers_cost_what_busy_ones_do() -> None:
    capacity = 10.0 * SECONDS * HOURS
    reserved = reserve_servers(SMALL, np.array([1.0, 0.5 * capacity, 0.51 * capacity, 1.6 * capacity]), most_busy=0.5, least=1)
    assert np.asarray(reserved.servers).tolist() == [1, 1, 2, 4]
    assert np.asarray(reserved.yearly).tolist() == pytest.approx([0.36 * HOURS * n for n in (1, 1, 2, 4)])


def test_electricity_and_carbon_of_a_server_all_year() -> None:
    power = draw_power(SMALL, 2, pue=1.5, per_kwh=0.1, grams=400.0)
    assert power.kwh == pytest.approx(2 * 0.1 * 8760 * 1.5)
    assert power.money == pytest.approx(262.8)
    assert power.carbon == pytest.approx(1051.2)


def test_a_faster_server_pays_beyond_what_its_price_buys_of_the_other() -> None:
    found = cheaper_from(SMALL, Server(1000.0, 1.1, 0.0), most_busy=0.5)
    assert found.value == pytest.approx(3 * 10 * 0.5 * SECONDS * HOURS)
    assert "never pays" in str(cheaper_from(SMALL, Server(20.0, 3.6, 0.0), most_busy=0.5).reason)
    assert "costs nothing" in str(cheaper_from(Server(10.0, 0.0, 0.0), Server(1000.0, 1.1, 0.0), most_busy=0.5).reason)
    assert "no more by the hour" in str(cheaper_from(SMALL, Server(20.0, 0.1, 0.0), most_busy=0.5).reason)


@settings(max_examples=40, deadline=None)
@given(st.floats(1, 1e12), st.floats(0.05, 1.0))
def test_no_reserved_server_is_busier_than_allowed(calls: float, most: float) -> None:
    assert float(np.asarray(reserve_servers(SMALL, calls, most_busy=most).busy)) <= most * (1 + 1e-9)
