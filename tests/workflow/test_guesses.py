"""What a stranger's columns are taken for, and that the person is told why."""

from __future__ import annotations

import numpy as np
import pytest

from payoff.intake.source import read_source
from payoff.intake.tidy import Tidy, read_tidy
from payoff.workflow.guess_money import guess_currency, money_candidates, usual_factor
from payoff.workflow.guess_outcome import guess_event, guess_outcome, known_outcome, lone_outcomes, outcome_candidates, outcome_values
from payoff.workflow.guess_score import guess_score, score_candidates


def tidy(text: str, name: str = "file.csv") -> Tidy:
    return read_tidy(read_source(text.encode(), name))


def column(name: str, cells) -> Tidy:
    return tidy("\n".join([f"row;{name}", *(f"r{at};{cell}" for at, cell in enumerate(cells))]))


SPREAD = np.linspace(0, 1, 21)
PERCENT = SPREAD * 100


@pytest.mark.parametrize(
    ("name", "cells", "scale", "riskier", "why"),
    [
        ("pd", [f"{v:.3f}" for v in SPREAD], "probability", "higher", "between 0 and 1"),
        ("Ausfallwahrscheinlichkeit", [f"{v:.1f} %".replace(".", ",") for v in PERCENT], "probability", "higher", "written in percent"),
        ("PD_in_Prozent", [f"{v:.2f}".replace(".", ",") for v in PERCENT], "percent", "higher", "speaks of a probability"),
        ("score", [f"{v * 100:.0f}" for v in SPREAD], "score", "higher", "points that rank"),
        ("credit score", [f"{300 + v * 550:.0f}" for v in SPREAD], "score", "lower", "where credit scores do"),
        ("logit", [f"{v * 8 - 4:.3f}" for v in SPREAD], "log odds", "higher", "both sides of 0"),
        ("Bonitätsindex", [f"{v * 500:.0f}" for v in SPREAD], "score", "lower", "points that rank"),
    ],
)
def test_scale_and_direction_follow_from_values_and_name(name, cells, scale, riskier, why):
    guess = guess_score(column(name, cells), name, None)
    assert (guess.scale, guess.riskier, guess.correction) == (scale, riskier, "none")
    assert why in guess.because[0]


def test_outcomes_settle_the_direction_and_offer_a_correction():
    table = tidy("\n".join(["score,bad", *(f"{at},{int(at < 500)}" for at in range(1000))]))
    guess = guess_score(table, "score", known_outcome(table, "bad", "1"))
    assert (guess.scale, guess.riskier, guess.correction) == ("score", "lower", "isotonic")
    assert guess.because[1] == "In this file the event is rarer where the value is higher (area under the curve 0.00)."
    few = tidy("\n".join(["score,bad", *(f"{at},{int(at > 20)}" for at in range(40))]))
    assert guess_score(few, "score", known_outcome(few, "bad", "1")).correction == "platt"


def test_columns_that_speak_of_a_score_or_an_outcome_come_first():
    rows = [f"{at};{at * 10};{'ja' if at % 3 else 'nein'};0,{10 + at};{'m' if at % 2 else 'w'}" for at in range(40)]
    table = tidy("\n".join(["Nr;Betrag;Ausgefallen;Risikoscore;Geschlecht", *rows]))
    assert score_candidates(table)[0] == "Risikoscore"
    assert outcome_candidates(table)[:2] == ["Ausgefallen", "Geschlecht"]
    assert guess_outcome(table, "Risikoscore") == "Ausgefallen"


@pytest.mark.parametrize(
    ("cells", "values", "event"),
    [
        (["ja", "nein", "nein", "k.A."], [("ja", 1), ("nein", 2)], "ja"),
        (["1", "0", "0", ""], [("1", 1), ("0", 2)], "1"),
        (["paid", "late", "paid", "late", "paid"], [("late", 2), ("paid", 3)], "late"),
        (["是", "否", "是"], [("否", 1), ("是", 2)], "是"),
    ],
)
def test_values_of_an_outcome_are_listed_as_written(cells, values, event):
    table = column("Ergebnis", cells)
    found = outcome_values(table, "Ergebnis")
    assert [(value.text, value.count) for value in found] == values
    assert guess_event(found) == event
    known = known_outcome(table, "Ergebnis", event)
    assert np.nansum(known) == dict(values)[event]
    assert np.isnan(known).sum() == len(cells) - sum(dict(values).values())


def test_a_column_of_names_is_no_outcome():
    table = column("customer", [f"c{at}" for at in range(60)])
    assert outcome_candidates(table) == []
    assert guess_outcome(table, None) is None


def test_columns_of_money_come_first_and_numbering_last():
    rows = [f"{at};{at * 7 % 50};{at % 9};{at * 100},00 €" for at in range(1, 41)]
    table = tidy("\n".join(["Nr;Alter;Marge;Volumen", *rows]))
    assert money_candidates(table) == ["Volumen", "Marge", "Alter", "Nr"]
    assert guess_currency(table) == "€"
    assert guess_currency(column("x", ["1", "2"])) == "€"
    assert guess_currency(column("x", ["CHF 1", "CHF 2", "CHF 3"])) == "CHF"


def test_classes_called_one_and_two_are_told_apart_by_how_rare_they_are():
    assert guess_event(outcome_values(column("label", ["1", "1", "2", "1"]), "label")) == "2"
    assert guess_event(outcome_values(column("label", ["2", "1", "2"]), "label")) == "1"


def test_a_tick_is_an_outcome_and_its_empty_cells_are_known():
    table = tidy("id,value,churned\n" + "".join(f"{at},{at * 3},{'x' if at % 4 == 0 else ''}\n" for at in range(40)))
    assert guess_outcome(table, "value") == "churned"
    assert known_outcome(table, "churned", "x").sum() == 10
    assert "left" not in outcome_candidates(column("left", ["yes", "", ""]))


def test_shares_come_before_other_numbers_and_two_classes_last():
    rows = [f"{at % 2},{at / 50},{at * 9},1" for at in range(1, 41)]
    assert score_candidates(tidy("\n".join(["bad,p,size,const", *rows])))[:2] == ["p", "size"]


def test_the_header_tells_the_multiple_and_the_currency():
    table = tidy("No;Loss in k$\n" + "".join(f"{at};-{at},5\n" for at in range(1, 30)))
    assert guess_currency(table) == "$"
    assert usual_factor(table, "Loss in k$") == -1000


@pytest.mark.parametrize(
    ("name", "cells", "lone"),
    [
        ("defaulted", ["no"] * 9, {"defaulted": "no"}),
        ("state", ["charged off", ""] * 5, {"state": "charged off"}),
        ("defaulted", ["no", "yes"] * 5, {}),
        ("defaulted", ["x", ""] * 5, {}),
        ("country", ["PT"] * 9, {}),
    ],
)
def test_an_outcome_that_never_changes_is_told_from_one_that_is_ticked_or_is_none(name, cells, lone):
    assert lone_outcomes(column(name, cells)) == lone
