"""A stranger's scored file, as a German office writes it, from upload to verdict; the next one, without outcomes, under the same terms."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
import pytest

from payoff.domains.own_terms import Amount, OwnTerms, ScoreColumn
from payoff.intake.source import read_source
from payoff.ui.format import count, money
from payoff.workflow.decide import Question, decide, judge, prepare_case
from payoff.workflow.own_scores import score_own

TERMS = OwnTerms(
    "Kredite", "€", outcome="Ausgefallen", event_value="ja", other_value="nein", acting=Amount(50.0), miss=Amount(column="Betrag"),
    score=ScoreColumn("Ausfallrisiko"),
)  # fmt: skip
CALLS = {"deploy": "Deploy", "dont": "Don't deploy", "not_proven": "Not proven"}


@pytest.fixture(scope="module")
def loans() -> pd.DataFrame:
    random = np.random.default_rng(1)
    risk, amount = random.beta(1, 4, 300), random.uniform(50, 900, 300)
    return pd.DataFrame({
        "Kredit-Nr.": [f"K{number}" for number in range(300)],
        "Betrag": [f"{value:.2f} €".replace(".", ",") for value in amount],
        "Ausfallrisiko": [f"{100 * p:.1f} %".replace(".", ",") for p in risk],
        "Ausgefallen": np.where(random.random(300) < risk, "ja", "nein"),
    })  # fmt: skip


@pytest.fixture(scope="module")
def office_csv(loans) -> bytes:
    """A title above, a total below, semicolons, decimal commas, Windows-1252, and one row that holds no number."""
    lines = loans.to_csv(sep=";", index=False).splitlines()
    text = ["Kreditliste Filiale Süd;;;", "", *lines, "K300;100,00 €;unklar;nein", "Summe;142.000,00 €;;", ""]
    return "\r\n".join(text).encode("cp1252")


def state_costs(visitor) -> None:
    visitor.choose("A miss costs", "a column")
    box = visitor.page.get_by_label("Money per row").first
    box.fill("50")
    box.press("Enter")
    visitor.settle()


def test_a_german_scored_file_leads_to_the_kernels_verdict_and_the_next_one_to_expected_money(visitor, loans, office_csv):
    case = prepare_case(score_own(read_source(office_csv, "Kredite.csv"), TERMS).scored)
    decision, verdict = decide(case, Question()), judge(case, Question()).verdict
    visitor.visit("/bring")
    visitor.upload("Kredite.csv", office_csv)
    visitor.shows("Rows", "301")
    visitor.sees("The cells are written in percent")
    state_costs(visitor)
    visitor.press("See what it is worth")
    visitor.sees(CALLS[verdict.call])
    visitor.shows("Rows to pick", count(decision.confusion.acted))
    visitor.shows("Worth above", money(decision.model_value, "€"))
    visitor.sees("the file's own scores")
    visitor.go_to("Case")
    visitor.sees("It adds up to the file")

    workbook = io.BytesIO()
    loans.drop(columns="Ausgefallen").to_excel(workbook, index=False)
    later = decide(prepare_case(score_own(read_source(workbook.getvalue(), "neu.xlsx"), TERMS).scored), Question())
    visitor.go_to("Your file")
    visitor.page.get_by_text("Bring another file").click()
    visitor.upload("neu.xlsx", workbook.getvalue())
    visitor.sees("the money will be expected, not measured")
    visitor.press("See what it is worth")
    visitor.sees("Expected only")
    visitor.shows("Worth above", money(later.model_value, "€"))

    visitor.press("Delete my data")
    visitor.press("Delete now")
    visitor.go_to("Your file")
    visitor.sees("Any table: CSV, Excel or Parquet")
    visitor.page.get_by_role("combobox", name="Decision").click()
    assert visitor.page.get_by_role("option", name="Kredite").count() == 0


ELSEWHERE = "http://elsewhere.example"


def test_words_of_a_file_and_of_its_terms_stay_words(visitor):
    """Markdown and HTML in headers, cells, the outcome and the terms reach every page on the way as the text they are."""
    header = f"![a]({ELSEWHERE}/a.png);score <img src={ELSEWHERE}/b.png>;**out** [x]({ELSEWHERE})"
    yes, no = f"![y]({ELSEWHERE}/y.png)", f"<a href={ELSEWHERE}>no</a>"
    rows = [f"=HYPERLINK({ELSEWHERE});{at / 100};{yes if at * 7 % 100 < at else no}" for at in range(100)]
    visitor.visit("/bring")
    visitor.upload("**h**.csv", "\n".join([header, *rows]).encode())
    visitor.sees("What do you have?")
    visitor.choose("How it turned out", f"**out** [x]({ELSEWHERE})")
    for label, word in (("What is the decision called?", f"![t]({ELSEWHERE}/t.png)"), ("Currency", "**$**")):
        box = visitor.page.get_by_role("textbox", name=label)
        box.fill(word)
        box.press("Enter")
        visitor.settle()
    visitor.page.get_by_text("Your own words").click()
    box = visitor.page.get_by_role("textbox", name="To act is to …", exact=True)
    box.fill(f"[act]({ELSEWHERE}) <b>")
    box.press("Enter")
    visitor.settle()
    box = visitor.page.get_by_label("Money per row").nth(2)
    box.fill("30")
    box.press("Enter")
    visitor.settle()
    visitor.press("See what it is worth")
    visitor.sees("Against which alternatives")
    for page in ("Case", "Score", "Models", "Overview", "Your file"):
        visitor.go_to(page)
        visitor.page.wait_for_timeout(500)
        visitor.settle()
        assert visitor.page.locator("a[href*='elsewhere.example'], img[src*='elsewhere.example']").count() == 0, page
        assert visitor.faults() == [], page
