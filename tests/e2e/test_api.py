"""The interface for programs, on the server that serves the pages."""

import json
import urllib.request

import pytest

from payoff.paths import DATA


def ask(address: str, content: bytes, kind: str) -> dict:
    request = urllib.request.Request(address, content, {"Content-Type": kind})
    with urllib.request.urlopen(request, timeout=60) as answer:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        return json.load(answer)


def test_a_program_gets_a_verdict_from_the_server_of_the_pages(address):
    scored = ask(f"{address}/api/v1/score?domain=credit", (DATA / "credit.csv").read_bytes(), "text/csv")
    request = {"domain": "credit", "rows": scored["rows"], "resamples": 100}
    valued = ask(f"{address}/api/v1/value", json.dumps(request).encode(), "application/json")
    assert (valued["rows"], valued["basis"]) == (400, "measured")
    assert valued["value_above_best_trivial"] == pytest.approx(12_730, abs=1)
