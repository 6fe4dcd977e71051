"""What a program gets from the interface, over HTTP."""

import csv
import io
import json
import tomllib

import pandas as pd
import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from payoff.api.routes import PREFIX
from payoff.paths import DATA
from payoff.workflow.case_answer import answer_case
from payoff.workflow.case_file import CASES, read_case_file
from payoff.workflow.case_summary import summarise_case
from payoff.workflow.score import sample_source, score_upload
from tests.api.conftest import open_client

CSV = {"Content-Type": "text/csv"}


@pytest.fixture(scope="module")
def document(client):
    return client.get(f"{PREFIX}/openapi.json").json()


def fits(document, name: str, content: object) -> list[str]:
    """What in `content` is not as the schema called `name` says."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    return [error.message for error in Draft202012Validator(schema).iter_errors(content)]


def test_the_description_is_valid_openapi(document):
    validate(document)


def test_every_address_is_described_and_every_description_has_an_address(client, document):
    told = {(path, method) for path, methods in document["paths"].items() for method in methods}
    routes = {(route.path.removeprefix(PREFIX), m.lower()) for route in client.app.routes for m in route.methods - {"HEAD"}}
    assert told == routes - {("/openapi.json", "get"), ("/docs", "get")}


def test_the_manual_names_every_address_and_loads_nothing(client, document):
    page = client.get(f"{PREFIX}/docs").text
    assert [path for path in document["paths"] if f"{PREFIX}{path}<" not in page] == []
    assert [sign for sign in ("<script", "http://", "https://", "src=") if sign in page] == []


def test_a_table_of_rows_is_scored_as_the_command_line_scores_it(client, credit, document):
    answer = client.post(f"{PREFIX}/score?domain=credit", content=credit, headers=CSV)
    found = answer.json()
    expected = score_upload(sample_source("credit"), "credit").probability[:20]
    assert answer.status_code == 200
    assert [row["probability"] for row in found["rows"]] == pytest.approx(expected.tolist(), abs=1e-12)
    assert fits(document, "Scored", found) == []


def test_rows_in_json_score_like_the_same_rows_in_a_file(client, credit, document):
    rows = list(csv.DictReader(io.StringIO(credit.decode())))
    request = {"domain": "credit", "rows": rows, "model": "credit-challenger", "decision": {"threshold": 0.5}}
    assert fits(document, "ScoreRequest", request) == []
    by_json = client.post(f"{PREFIX}/score", json=request).json()
    by_file = client.post(f"{PREFIX}/score?domain=credit&model=credit-challenger&threshold=0.5", content=credit, headers=CSV).json()
    assert by_json == by_file
    assert {row["decision"] for row in by_json["rows"] if row["probability"] >= 0.5} == {"decline"}


def test_scored_rows_come_back_as_csv_or_parquet_when_asked(client, credit):
    plain = client.post(f"{PREFIX}/score?domain=credit&format=csv", content=credit, headers=CSV)
    packed = client.post(f"{PREFIX}/score?domain=credit&format=parquet", content=credit, headers=CSV)
    assert plain.headers["content-type"] == "text/csv; charset=utf-8"
    first, second = pd.read_csv(io.BytesIO(plain.content)), pd.read_parquet(io.BytesIO(packed.content))
    assert first["expected_value"].tolist() == pytest.approx(second["expected_value"].tolist())


def test_rejected_rows_are_listed_with_their_reasons(client, credit):
    broken = credit + b"1001,no checking account\n"
    found = client.post(f"{PREFIX}/score?domain=credit", content=broken, headers=CSV).json()
    assert (found["rows_read"], found["rows_rejected"], found["rejects"][0]["row"]) == (21, 1, 21)


def test_a_scored_set_is_valued_and_its_worth_carries_into_a_case(client, document):
    scored = client.post(f"{PREFIX}/score?domain=credit&format=csv", content=(DATA / "credit.csv").read_bytes(), headers=CSV).content
    valued = client.post(f"{PREFIX}/value?domain=credit&settings.lgd=0.6&resamples=50", content=scored, headers=CSV).json()
    assert fits(document, "Value", valued) == []
    assert valued["worth"]["total"] == pytest.approx(valued["value_above_best_trivial"])
    case = {"domain": "credit", "data": "rows.csv", "worth": valued["worth"], "origin": valued["origin"], "draws": 1000}
    found = client.post(f"{PREFIX}/case", json=case | {"decision": {"settings": {"lgd": 0.6}}})
    assert found.json()["value_per_case"]["value"] == pytest.approx(valued["worth"]["total"] / 400)
    changed = client.post(f"{PREFIX}/case", json=case | {"decision": {"settings": {"lgd": 0.7}}})
    assert (changed.status_code, "decision was changed" in changed.json()["detail"]) == (422, True)


def test_a_case_is_evaluated_as_its_file_is(client, document):
    content = tomllib.loads((CASES / "credit.toml").read_text())
    assert fits(document, "CaseRequest", content) == []
    file = read_case_file(CASES / "credit.toml")
    answer = answer_case(file, CASES)
    found = client.post(f"{PREFIX}/case", json=content).json()
    expected = json.loads(json.dumps(summarise_case(answer.result, answer.risk, file.steps)))
    assert found == {"title": file.title, **expected}


def test_a_case_comes_back_as_a_report_when_asked(client):
    answer = client.post(f"{PREFIX}/case?language=zh", json={"domain": "fraud", "format": "html", "draws": 1000})
    assert answer.headers["content-type"].startswith("text/html")
    assert "净现值" in answer.text


def test_a_case_reads_no_file_of_the_server(client):
    answer = client.post(f"{PREFIX}/case", json={"domain": "credit", "data": "/etc/passwd"})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert "no file is read here" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("path", "request_", "told"),
    [
        ("score", {"domain": "loans", "rows": [{"a": 1}]}, "There is no domain called 'loans'"),
        ("score", {"domain": "credit"}, "rows must be a list"),
        ("score", {"domain": "credit", "rows": [{"a": {}}]}, "a cell is a text"),
        ("score", {"domain": "credit", "rows": [{"a": 1, "b": 2}]}, "duration_months"),
        ("score", {"domain": "credit", "rows": [{"a": 1}], "model": "../credit"}, "There is no model called"),
        ("score", {"domain": "credit", "rows": [{"a": 1}], "colour": "red"}, "colour"),
        ("value", {"domain": "credit", "rows": [{"a": 1}], "resamples": 1}, "resamples must be a whole number"),
        ("value", {"domain": "credit", "rows": [{"a": 1}], "decision": {"threshold": "high"}}, "decision.threshold must be a number"),
        ("case", {"domain": "credit", "months": 0}, "months"),
        ("case", {"domain": "credit", "assumptions": {"volume": -1}}, "volume"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_words(client, document, path, request_, told):
    answer = client.post(f"{PREFIX}/{path}", json=request_)
    assert answer.status_code == 422
    assert told in answer.json()["detail"]
    assert fits(document, "Problem", answer.json()) == []


def test_a_file_that_cannot_be_read_names_its_problems_in_the_readers_language(client):
    address, empty = f"{PREFIX}/score?domain=credit", b"a,b\n"
    english = client.post(address, content=empty, headers=CSV).json()
    chinese = client.post(address, content=empty, headers=CSV | {"Accept-Language": "zh-CN,en;q=0.5"}).json()
    assert english["problems"][0]["kind"] == chinese["problems"][0]["kind"]
    assert (english["detail"].isascii(), chinese["detail"].isascii()) == (True, False)


def test_what_is_no_json_and_no_table_is_refused(client):
    assert client.post(f"{PREFIX}/score", content=b"{", headers={"Content-Type": "application/json"}).status_code == 400
    assert client.post(f"{PREFIX}/score", content=b"[]", headers={"Content-Type": "application/json"}).status_code == 400
    assert client.post(f"{PREFIX}/score", content=b"a", headers={"Content-Type": "text/plain"}).status_code == 415


def test_a_token_is_asked_for_where_one_is_set():
    client = open_client(PAYOFF_API_TOKEN="secret")
    asked = client.get(f"{PREFIX}/domains")
    assert (asked.status_code, asked.headers["www-authenticate"]) == (401, "Bearer")
    assert client.get(f"{PREFIX}/domains", headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert client.get(f"{PREFIX}/domains", headers={"Authorization": "Bearer secret"}).status_code == 200
    assert client.get(f"{PREFIX}/health").status_code == 200


def test_a_client_that_asks_too_often_is_told_when_to_come_back():
    client = open_client(PAYOFF_API_RATE="2/hour")
    answers = [client.get(f"{PREFIX}/domains") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[2].headers["retry-after"]) <= 3600


def test_a_request_beyond_the_limit_is_refused_whatever_length_it_claims(credit):
    client = open_client(PAYOFF_API_MB="1")
    answer = client.post(f"{PREFIX}/score?domain=credit", content=iter([b"x" * (1 << 20), b"y"]), headers=CSV)
    assert answer.status_code == 413


def test_domains_name_their_columns_and_assumptions(client, document):
    found = client.get(f"{PREFIX}/domains").json()
    assert fits(document, "Domains", found) == []
    assert {domain["key"] for domain in found} >= {"credit", "medical", "retail", "campaign", "fraud"}


def test_providers_name_the_one_in_use(client):
    found = client.get(f"{PREFIX}/providers").json()
    assert found["auto"] in [row["name"] for row in found["providers"] if not row["missing"]]
