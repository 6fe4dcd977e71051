"""`payoff train`: what cannot be trained ends with a sentence and status 2."""

from __future__ import annotations

from payoff.__main__ import main


def test_an_unknown_domain_lists_those_there_are(capsys):
    assert main(["train", "astrology"]) == 2
    assert "credit" in capsys.readouterr().err
