"""An upload is scored in memory, with everything a page says about it."""

from __future__ import annotations

import csv
import io

import numpy as np
import pyarrow.parquet as pq
import pytest

from payoff.domains import read_domain
from payoff.domains.encoding import encode_table
from payoff.intake.problems import IntakeError
from payoff.intake.source import read_source
from payoff.paths import MODELS
from payoff.scoring.bundle import BundleError, read_bundle
from payoff.scoring.scorer import open_scorer
from payoff.workflow.decisions import Policy
from payoff.workflow.score import sample_source, score_upload, template_csv, write_scored


def score(path, **options):
    return score_upload(read_source(path, path.name), "credit", **options)


def test_the_sample_is_scored_whole_with_its_outcomes():
    source = sample_source("credit")
    scored = score_upload(source, "credit")
    assert (scored.rows_read, scored.rows_rejected, scored.rejects) == (400, 0, None)
    assert (scored.digest, scored.name) == (source.sha256, "credit.csv")
    assert scored.table.column_names == list(source.header)
    words = scored.table.column("default").to_pylist()
    np.testing.assert_array_equal(scored.outcome, [1.0 if word == "yes" else 0.0 for word in words])
    assert set(scored.money) == {"credit_amount", "duration_months"}
    assert scored.provider.used == "cpu"
    assert ((scored.probability >= 0) & (scored.probability <= 1)).all()


def test_the_probability_is_the_models_answer_for_the_row():
    scored = score_upload(sample_source("credit"), "credit")
    bundle = read_bundle(MODELS / scored.model)
    alone = open_scorer(bundle, "cpu").score(encode_table(scored.table.slice(7, 1), bundle.manifest.inputs))
    np.testing.assert_allclose(scored.probability[7], alone[0], rtol=0, atol=1e-7)


def test_rejected_rows_are_left_out_and_listed(write_loans):
    scored = score(write_loans({3: {"credit_amount": "lots"}, 9: {"duration_months": ""}, 20: {"purpose": "yacht"}}))
    assert (scored.rows_read, scored.rows_rejected, len(scored.probability), scored.table.num_rows) == (60, 2, 58, 58)
    assert scored.rejects.column("row").to_pylist() == [3, 9]
    assert scored.rejects.column("line").to_pylist() == [4, 10]
    assert {p.kind for p in scored.problems} >= {"text_in_number", "missing_value", "unseen_category"}


def test_a_file_of_which_no_row_fits_is_refused_with_its_problems(write_loans):
    with pytest.raises(IntakeError) as caught:
        score(write_loans({row: {"credit_amount": "lots"} for row in range(1, 61)}))
    assert [p.kind for p in caught.value.problems[:2]] == ["nothing_scored", "text_in_number"]
    assert caught.value.problems[1].count == 60


def test_without_an_outcome_column_there_is_no_outcome(tmp_path, lines):
    path = tmp_path / "new.csv"
    path.write_text("".join(line.rsplit(",", 1)[0] + "\n" for line in lines))
    assert score(path).outcome is None


def test_outcomes_in_other_words_are_read_and_strange_ones_are_unknown(write_loans):
    scored = score(write_loans({1: {"default": "TRUE"}, 2: {"default": "0"}, 3: {"default": ""}, 4: {"default": "perhaps"}}))
    np.testing.assert_array_equal(scored.outcome[:4], [1, 0, np.nan, np.nan])
    (problem,) = [p for p in scored.problems if p.kind == "unknown_outcome"]
    assert (problem.rows, problem.value, problem.severity) == ((4,), "perhaps", "warning")


def test_a_model_is_chosen_by_name_and_never_replaced():
    champion, challenger = (score_upload(sample_source("credit"), "credit", model=name) for name in (None, "credit-challenger"))
    assert (champion.model, challenger.model) == ("credit", "credit-challenger")
    assert not np.array_equal(champion.probability, challenger.probability)
    with pytest.raises(BundleError, match="no-such-model"):
        score_upload(sample_source("credit"), "credit", model="no-such-model")


def test_one_thread_and_many_agree_to_the_bit():
    one, many = (score_upload(sample_source("credit"), "credit", threads=n).probability for n in (1, None))
    np.testing.assert_array_equal(one, many)


def test_progress_ends_at_one_and_may_stop_the_work():
    seen: list[float] = []
    score_upload(sample_source("credit"), "credit", progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1

    def stop(share: float) -> None:
        raise InterruptedError(f"at {share}")

    with pytest.raises(InterruptedError):
        score_upload(sample_source("credit"), "credit", progress=stop)


def test_the_template_is_accepted_as_it_is():
    template = template_csv("credit")
    scored = score_upload(read_source(template, "template.csv"), "credit")
    assert (scored.rows_read, scored.rows_rejected) == (3, 0)


def test_a_download_neutralises_formulas_and_leaves_numbers(tmp_path, lines):
    texts = ["=1+1", "+cmd|' /C calc'!A0", "-5", "-5+2", "@SUM(A1)", "plain", "-"]
    path = tmp_path / "loans.csv"
    path.write_text("\n".join([lines[0] + ",=note", *(f"{line},{text}" for line, text in zip(lines[1:8], texts, strict=True))]))
    rows = list(csv.reader(io.StringIO(write_scored(score(path), "csv").decode())))
    column = rows[0].index("'=note")
    assert [row[column] for row in rows[1:]] == ["'=1+1", "'+cmd|' /C calc'!A0", "-5", "'-5+2", "'@SUM(A1)", "plain", "'-"]
    assert all(not cell.startswith(("=", "@")) for row in rows for cell in row)
    assert min(float(row[-1]) for row in rows[1:]) < 0


def test_downloads_hold_the_scores_and_the_decision_of_each_row(write_loans):
    scored = score(write_loans())
    table = pq.read_table(io.BytesIO(write_scored(scored, "parquet")))
    rows = list(csv.DictReader(io.StringIO(write_scored(scored, "csv").decode())))
    np.testing.assert_array_equal(table.column("probability").to_numpy(), scored.probability)
    assert [float(row["probability"]) for row in rows] == scored.probability.tolist()
    assert [row["decision"] for row in rows] == table.column("decision").to_pylist()
    words = read_domain("credit").words
    by_threshold = pq.read_table(io.BytesIO(write_scored(scored, "parquet", policy=Policy(threshold=0.5))))
    assert by_threshold.column("decision").to_pylist() == [words.act if p >= 0.5 else words.leave for p in scored.probability]
