"""Scored files as offices elsewhere write them, taken as the page takes them: rows, prevalence and area under the curve are kept."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import roc_auc_score

from payoff.core.roc import area_under_curve
from payoff.domains.own_terms import Amount, OwnTerms, ScoreColumn
from payoff.intake.source import read_source
from payoff.intake.tidy import read_tidy
from payoff.workflow.decide import Question, decide, judge, prepare_case
from payoff.workflow.guess_money import guess_currency, money_candidates
from payoff.workflow.guess_outcome import guess_event, guess_outcome, known_outcome, outcome_values
from payoff.workflow.guess_score import guess_score, score_candidates
from payoff.workflow.own_scores import OwnScored, score_own

ROWS = 1200


@dataclass(frozen=True)
class World:
    """What every file below was made from."""

    risk: np.ndarray
    event: np.ndarray
    amount: np.ndarray

    @property
    def area(self) -> float:
        return float(roc_auc_score(self.event, self.risk))


@pytest.fixture(scope="module")
def world() -> World:
    random = np.random.default_rng(11)
    risk = np.round(random.beta(1.2, 5, ROWS), 4)
    return World(risk, (random.random(ROWS) < risk).astype(int), np.round(random.uniform(300, 15_000, ROWS), 2))


def marked(numbers, pattern: str, *, group: str = "", decimal: str = ".") -> list[str]:
    """Numbers in an office's spelling: `pattern` is a format with thousands by comma and decimals by point."""
    table = str.maketrans({",": group, ".": decimal})
    return [pattern.format(number).translate(table) for number in numbers]


def german(world: World) -> bytes:
    frame = pd.DataFrame({
        "Vertrag": [f"V-{at}" for at in range(ROWS)],
        "Kreditbetrag": [f"{a} €" for a in marked(world.amount, "{:,.2f}", group=".", decimal=",")],
        "Ausfallwahrscheinlichkeit": [f"{p} %" for p in marked(100 * world.risk, "{:.2f}", decimal=",")],
        "Ausgefallen": np.where(world.event, "Ja", "Nein"),
    })  # fmt: skip
    return ("Auswertung Q3;;;\n;;;\n" + frame.to_csv(sep=";", index=False) + "Gesamt;9.999.999,00 €;;\n").encode("cp1252")


def french(world: World) -> bytes:
    frame = pd.DataFrame({
        "Dossier": np.arange(ROWS), "Montant": [f"{a} €" for a in marked(world.amount, "{:,.2f}", group="\u202f", decimal=",")],
        "Probabilité de défaut": marked(world.risk, "{:.4f}", decimal=","), "Défaut": np.where(world.event, "oui", "non"),
    })  # fmt: skip
    return frame.to_csv(sep=";", index=False).encode("utf-8-sig")


def chinese(world: World) -> bytes:
    frame = pd.DataFrame({
        "客户编号": [f"K{at:05d}" for at in range(ROWS)], "贷款额": [f"{a}元" for a in marked(world.amount, "{:,.2f}", group=",")],
        "违约概率": marked(100 * world.risk, "{:.2f}"), "是否违约": np.where(world.event, "是", "否"),
    })  # fmt: skip
    return frame.to_csv(index=False).encode("gb18030")


def american(world: World) -> bytes:
    frame = pd.DataFrame({
        "Loan": np.arange(ROWS), "Amount": [f"${a}" for a in marked(world.amount, "{:,.2f}", group=",")],
        "FICO Score": np.round(850 - 550 * world.risk ** 0.5).astype(int), "Status": np.where(world.event, "Charged Off", "Fully Paid"),
    })  # fmt: skip
    return frame.to_csv(index=False).encode()


def workbook(world: World) -> bytes:
    out = io.BytesIO()
    odds = np.log(np.clip(world.risk, 1e-4, 1 - 1e-4) / (1 - np.clip(world.risk, 1e-4, 1 - 1e-4)))
    frame = pd.DataFrame({"id": np.arange(ROWS), "amount": world.amount, "logit": np.round(odds, 4), "target": world.event})
    frame.to_excel(out, index=False)
    return out.getvalue()


def parquet(world: World) -> bytes:
    out = io.BytesIO()
    good = pd.DataFrame({"amount": world.amount, "p_good": 1 - world.risk, "default": world.event.astype(bool)})
    good.to_parquet(out, index=False)
    return out.getvalue()


def utf16(world: World) -> bytes:
    frame = pd.DataFrame({"Importe": world.amount, "Riesgo": np.round(1000 * world.risk), "Impago": np.where(world.event, "sí", "no")})
    return frame.to_csv(sep="\t", index=False).encode("utf-16")


def take(content: bytes, name: str) -> tuple[OwnTerms, OwnScored]:
    """The file as the page takes it before anything is changed, a miss costing half of the first column of money."""
    source = read_source(content, name)
    tidy = read_tidy(source)
    column = score_candidates(tidy)[0]
    outcome = guess_outcome(tidy, column) or ""
    event = guess_event(outcome_values(tidy, outcome)) or ""
    guess = guess_score(tidy, column, known_outcome(tidy, outcome, event))
    money = next(name for name in money_candidates(tidy) if name != column)
    terms = OwnTerms(
        name, guess_currency(tidy), outcome=outcome, event_value=event, acting=Amount(50.0), miss=Amount(column=money, times=0.5),
        score=ScoreColumn(column, guess.scale, guess.riskier, guess.correction),
    )  # fmt: skip
    return terms, score_own(source, terms)


@pytest.mark.parametrize(
    ("make", "name", "scale", "riskier", "currency"),
    [
        (german, "Auswertung.csv", "probability", "higher", "€"), (french, "export.csv", "probability", "higher", "€"),
        (chinese, "违约.csv", "percent", "higher", "¥"), (american, "loans.csv", "score", "lower", "$"),
        (workbook, "scores.xlsx", "log odds", "higher", "€"), (parquet, "scores.parquet", "probability", "lower", "€"),
        (utf16, "datos.txt", "score", "higher", "€"),
    ],
)  # fmt: skip
def test_a_file_is_taken_as_it_was_made(world, make, name, scale, riskier, currency):
    terms, made = take(make(world), name)
    assert (terms.score.scale, terms.score.riskier, terms.currency) == (scale, riskier, currency)
    scored = made.scored
    assert (len(scored.probability), scored.rows_rejected) == (ROWS, 0)
    assert np.array_equal(scored.outcome, world.event)
    assert next(iter(scored.money.values())) == pytest.approx(world.amount)
    if terms.score.correction == "none":
        assert area_under_curve(scored.probability, scored.outcome).value == pytest.approx(world.area, abs=1e-3)
        assert scored.probability == pytest.approx(world.risk, abs=2e-4)
    else:
        # Cross-fitting ranks a little worse than the score that it learns from, and never better by more than chance.
        assert area_under_curve(scored.probability, scored.outcome).value == pytest.approx(world.area, abs=0.02)
        assert scored.probability.mean() == pytest.approx(world.event.mean(), abs=0.01)
    case = prepare_case(scored)
    assert decide(case, Question()).model_value > 0
    assert judge(case, Question(resamples=50)).verdict.call in {"deploy", "not_proven"}
