"""A person's own file becomes a model, or a sentence that says what to do."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import roc_auc_score

from payoff.domains.own_terms import Amount, OwnTerms, read_terms
from payoff.intake.decisions import ReadOptions
from payoff.intake.source import read_source
from payoff.intake.tidy import Tidy, read_tidy
from payoff.scoring.verify import verify_bundle
from payoff.training import convert, metrics, parity, tree_graph
from payoff.training import fit as search
from payoff.training.labelled import TrainingError
from payoff.workflow import fit_bundle
from payoff.workflow.decide import Question, decide, prepare_case
from payoff.workflow.fit import NO_TIME, Fit, FitRequest, Prepared, fit_prepared, prepare_fit
from payoff.workflow.fit_bundle import FittedModel, check_name, keep_fit, write_fit
from payoff.workflow.own_table import say_targets, target_candidates
from payoff.workflow.score import score_with
from tests.workflow.own_files import dated, dated_as, french, plain

TERMS = OwnTerms("Keep", "€", acting=Amount(20), miss=Amount(0, "Montant", 0.5))
FRENCH = FitRequest("loyal", "Résilié", "oui", TERMS)
PLAIN = FitRequest("plain", "bad", "yes", OwnTerms("Plain", "€", acting=Amount(1), miss=Amount(4)))


def tidied(content: bytes, name: str = "own.csv") -> Tidy:
    return read_tidy(read_source(content, name), ReadOptions())


def prepared(content: bytes, request: FitRequest) -> Prepared:
    return prepare_fit(tidied(content), request, sha256="0" * 64)


@pytest.fixture(scope="module", autouse=True)
def small_search() -> None:
    """Two candidates each: what is chosen between is not the point here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "STRENGTHS", (0.1, 1.0))
        patch.setattr(search, "SHAPES", ({"trees": 20, "leaves": 4, "rate": 0.1},))
        patch.setattr(parity, "ROWS", 2_000)
        patch.setattr(metrics, "RESAMPLES", 50)
        # The conversion itself, without the process around it, which takes seconds to start.
        patch.setattr(tree_graph, "convert_trees", convert._convert)
        yield


@pytest.fixture(scope="module")
def fitted() -> Fit:
    return fit_prepared(prepared(french(), FRENCH))


@pytest.fixture(scope="module")
def kept(fitted: Fit) -> FittedModel:
    return keep_fit(fitted)


def test_dates_texts_numbers_and_categories_are_all_seen(fitted):
    inputs = {item.name: item for item in fitted.manifests[0].inputs}
    assert set(inputs) == {"Date (weekday)", "Montant", "Région", "Commentaire"}
    assert {"mauvais", "merci"} <= set(inputs["Commentaire"].terms)
    assert fitted.prepared.time == "Date"
    assert [lost.column for lost in fitted.prepared.left_out] == ["Numéro"]


def test_rows_before_the_cut_train_and_later_ones_judge(fitted):
    split = fitted.prepared.split
    days = fitted.prepared.own.frame["Date"]
    assert split.by_time
    assert days.iloc[split.training].max() < days.iloc[split.held_out].min()
    assert days.iloc[split.training].is_monotonic_increasing
    assert fitted.prepared.exam.training.ordered


def test_the_export_answers_like_scikit_learn_in_every_script_and_with_empty_cells(fitted):
    for manifest in fitted.manifests:
        assert manifest.parity.worst < 1e-5
        assert manifest.parity.missing_rows > 500
    assert {manifest.family.partition(" (")[0] for manifest in fitted.manifests} == {search.LINEAR, search.BOOSTING}


def test_the_held_out_rows_go_straight_to_a_decision(fitted, kept):
    scored = kept.scored
    held_out = fitted.prepared.split.held_out
    assert (len(scored.probability), scored.rows_rejected) == (len(held_out), 0)
    np.testing.assert_array_equal(scored.outcome, fitted.prepared.own.outcome[held_out])
    assert roc_auc_score(scored.outcome, scored.probability) == pytest.approx(kept.manifests[0].metrics["auc"].value, abs=1e-6)
    decision = decide(prepare_case(scored), Question())
    assert (decision.rows, decision.currency, decision.basis) == (len(held_out), "€", "measured")


def test_the_file_it_was_fitted_on_and_its_held_out_rows_score_alike(fitted, kept):
    whole = score_with(read_source(french(), "clients.csv"), kept.model)
    np.testing.assert_allclose(whole.probability[fitted.prepared.split.held_out], kept.scored.probability, atol=1e-6)


def test_what_is_written_passes_every_check_and_brings_its_terms(fitted, tmp_path):
    folder = write_fit(fitted, tmp_path)
    assert folder == tmp_path / "loyal"
    assert all(verify_bundle(path).passed for path in (folder, tmp_path / "loyal-challenger"))
    terms = read_terms(folder / "terms.toml")
    assert (terms.outcome, terms.event_value, terms.other_value, terms.miss) == ("Résilié", "oui", "non", Amount(0, "Montant", 0.5))
    assert len(pd.read_parquet(folder / "held-out.parquet")) == len(fitted.prepared.split.held_out)
    assert "Numéro names the rows" in (folder / "card.md").read_text(encoding="utf-8")


def test_nothing_is_left_on_disk_of_a_fit_kept_in_memory(fitted, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert keep_fit(fitted).zipped.startswith(b"PK")
    assert list(tmp_path.iterdir()) == []


def test_the_zip_unpacked_passes_every_check(kept, tmp_path):
    with zipfile.ZipFile(io.BytesIO(kept.zipped)) as archive:
        archive.extractall(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["loyal", "loyal-challenger"]
    assert all(verify_bundle(path).passed for path in tmp_path.iterdir())


def stop_at_challenger(monkeypatch):
    real = fit_bundle.draft_bundle

    def stopped(folder, manifest, export, **options):
        if manifest.role == "challenger":
            raise KeyboardInterrupt
        return real(folder, manifest, export, **options)

    monkeypatch.setattr(fit_bundle, "draft_bundle", stopped)


def read_all(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.glob("*/*"))}


def test_a_fit_stopped_while_it_is_written_leaves_nothing(fitted, tmp_path, monkeypatch):
    stop_at_challenger(monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        write_fit(fitted, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_fit_stopped_while_it_replaces_an_older_one_leaves_the_older_one(fitted, tmp_path, monkeypatch):
    write_fit(fitted, tmp_path)
    before = read_all(tmp_path)
    stop_at_challenger(monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        write_fit(fitted, tmp_path)
    assert read_all(tmp_path) == before


@pytest.mark.parametrize("renamings", range(4))
def test_a_fit_stopped_between_two_renamings_leaves_the_older_one(fitted, tmp_path, monkeypatch, renamings):
    write_fit(fitted, tmp_path)
    before, real, done = read_all(tmp_path), Path.rename, []

    def rename(path, target):
        if len(done) == renamings and not path.name.endswith(".old.partial"):
            raise KeyboardInterrupt
        done.append(path)
        return real(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(KeyboardInterrupt):
        write_fit(fitted, tmp_path)
    assert read_all(tmp_path) == before


def test_a_fit_replaces_an_older_one_whole(fitted, tmp_path):
    write_fit(fitted, tmp_path)
    (tmp_path / "loyal" / "terms.toml").write_text("older", encoding="utf-8")
    folder = write_fit(fitted, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["loyal", "loyal-challenger"]
    assert verify_bundle(folder).passed
    assert read_terms(folder / "terms.toml").outcome == "Résilié"


def test_fitting_twice_gives_the_same_model(fitted):
    again = fit_prepared(prepared(french(), FRENCH))
    assert [m.sha256 for m in again.manifests] == [m.sha256 for m in fitted.manifests]


def test_the_seed_decides_which_rows_are_drawn():
    first, same, other = (prepared(plain(), replace(PLAIN, seed=seed)).split.held_out.tolist() for seed in (3, 3, 4))
    assert first == same
    assert first != other


def test_a_report_that_raises_ends_the_work():
    class Stop(Exception):  # noqa: N818 - not a fault
        pass

    seen: list[float] = []

    def report(share: float) -> None:
        seen.append(share)
        if share > 0.2:
            raise Stop

    with pytest.raises(Stop):
        fit_prepared(prepared(plain(), PLAIN), report=report)
    assert seen == sorted(seen)
    assert seen[-1] < 0.5


def test_without_time_rows_are_drawn_and_the_date_is_warned_of():
    random = prepared(french(), replace(FRENCH, time=NO_TIME))
    assert not random.split.by_time
    assert [leak.column for leak in random.leaks if leak.kind == "date_unused"] == ["Date"]
    assert "date_unused" not in {leak.kind for leak in prepared(french(), FRENCH).leaks}


def test_excluded_columns_stay_out_and_kept_ones_in():
    without = prepared(french(), replace(FRENCH, exclude=("Commentaire",), keep=("Numéro",)))
    assert {"Commentaire", "Numéro"} == {lost.column for lost in without.left_out}
    assert "names or codes" in next(lost.reason for lost in without.left_out if lost.column == "Numéro")


def table_of(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False).encode()


def small(rows: int = 60) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(plain(rows, events=rows // 3)))


def test_thirty_rows_become_a_model():
    fit = fit_prepared(prepared(plain(30, events=12), PLAIN))
    assert fit.manifests[0].training.held_out_rows + fit.manifests[0].training.rows == 30


def test_one_event_in_a_thousand_becomes_a_model():
    fit = fit_prepared(prepared(plain(9000, events=9), PLAIN))
    assert keep_fit(fit).scored.outcome.sum() == 3


def test_one_value_against_two_others():
    frame = small(90).assign(bad=["good", "late", "lost"] * 30)
    ready = prepared(table_of(frame), replace(PLAIN, event="lost"))
    assert (ready.own.outcome.sum(), ready.own.other) == (30, "")
    kept = keep_fit(fit_prepared(ready))
    assert kept.scored.outcome.sum() == 9


def test_rows_without_an_outcome_are_set_aside_and_counted():
    frame = small()
    frame.loc[::6, "bad"] = None
    ready = prepared(table_of(frame), PLAIN)
    assert (ready.own.unlabelled, len(ready.own.outcome)) == (10, 50)
    assert "10 rows without an outcome were set aside" in ready.exam.sheet.notes["Training data"]


def test_useless_columns_are_left_out_with_a_reason():
    frame = small().assign(empty=None, always="x", many=[f"w{at // 2}" for at in range(60)], probability=0.5)
    lost = {item.column: item.reason for item in prepared(table_of(frame), PLAIN).left_out}
    assert set(lost) >= {"empty", "always", "many", "probability"}
    assert "empty in every training row" in lost["empty"]
    assert "the same value" in lost["always"]


def test_a_category_with_very_many_values_keeps_the_commonest():
    rng = np.random.default_rng(0)
    town = [f"town {min(int(value), 400)}" for value in rng.pareto(0.8, 4000) * 3]
    frame = pd.read_csv(io.BytesIO(plain(4000, events=900))).assign(town=town)
    ready = prepared(table_of(frame), PLAIN)
    (item,) = [item for item in ready.chosen.inputs if item.name == "town"]
    assert len(item.categories) == 60
    assert any("town" in note for note in ready.chosen.notes)


def test_numbers_that_meant_not_known_mean_it_in_the_next_file_too():
    frame = pd.read_csv(io.BytesIO(plain(300, events=100)))
    frame["size"] = frame["size"].abs()
    frame.loc[::10, "size"] = 9999.0
    kept = keep_fit(fit_prepared(prepared(table_of(frame), PLAIN)))
    assert next(item for item in kept.model.bundle.manifest.inputs if item.name == "size").codes == (9999.0,)
    one = frame.iloc[[0, 1]].assign(bad="no")
    empty = one.assign(size=[np.nan, one["size"].iloc[1]])
    answers = [score_with(read_source(table_of(rows), "two.csv"), kept.model).probability for rows in (one, empty)]
    np.testing.assert_array_equal(answers[0], answers[1])


NO_MODEL = {
    "No row is": lambda f: (f, replace(PLAIN, event="yes"), f.assign(bad="yes")),
    "Only 5 rows are with the event": lambda f: (f, PLAIN, f.assign(bad=["yes"] * 5 + ["no"] * 55)),
    "never holds 'maybe'; it holds 'no' (40), 'yes' (20)": lambda f: (f, replace(PLAIN, event="maybe"), f),
    "There is no column called 'gone'": lambda f: (f, replace(PLAIN, target="gone"), f),
    "more than 100 different values": lambda f: (f, replace(PLAIN, target="size", event="1"), small(150)),
    "No column is left": lambda f: (f, PLAIN, f[["bad"]]),
    "was not read as dates": lambda f: (f, replace(PLAIN, time="kind"), f),
    "holds no numbers": lambda f: (f, replace(PLAIN, terms=OwnTerms("P", "€", miss=Amount(0, "kind"))), f),
}


@pytest.mark.parametrize("words", NO_MODEL)
def test_what_cannot_be_fitted_is_said_with_what_to_do(words):
    _, request, frame = NO_MODEL[words](small())
    with pytest.raises(TrainingError) as refusal:
        prepared(table_of(frame), request)
    assert words in str(refusal.value)


def test_a_likely_outcome_is_proposed_in_words():
    assert "--target 'Résilié' --event 'oui'" in say_targets(tidied(french()))


def test_yes_in_another_language_and_numbers_name_the_event_too():
    assert prepared(french(), replace(FRENCH, event="yes")).own.event == "oui"
    frame = small().replace({"bad": {"yes": 1, "no": 0}})
    assert prepared(table_of(frame), replace(PLAIN, event="1.0")).own.event == "1"


def test_costs_nobody_named_are_assumed_aloud():
    ready = prepared(plain(), replace(PLAIN, terms=None))
    assert "acting is taken to cost 1 and a miss 3 units" in ready.priced
    assert prepared(plain(), PLAIN).priced == ""


def test_a_model_never_replaces_what_no_fit_has_written(tmp_path):
    assert check_name("fine_1", tmp_path) == "fine_1"
    (tmp_path / "taken").mkdir()
    for name in ("credit", "../up", "x-challenger", "", "taken"):
        with pytest.raises(TrainingError):
            check_name(name, tmp_path)


def test_markup_in_a_file_stays_text_in_the_card(tmp_path):
    name = "![x](http://example.org/p.png)"
    frame = small().assign(**{name: "same"})
    kept = keep_fit(fit_prepared(prepared(table_of(frame), PLAIN)))
    assert "](http" not in kept.card
    assert "example.org" in kept.card


def test_hostile_text_is_scored_like_any_other(kept, tmp_path):
    rows = french(12).decode().replace("merci beaucoup", "=cmd|' /C calc'!A0").encode()
    path = Path(tmp_path / "next.csv")
    path.write_bytes(rows)
    assert len(score_with(read_source(path, path.name), kept.model).probability) == 12


def test_dates_mean_the_same_however_the_next_file_writes_them(tmp_path):
    table = dated()
    content = dated_as(table, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d", ",")
    request = replace(PLAIN, target="left", event="1")
    ready = prepared(content, request)
    assert [(leak.kind, leak.column) for leak in ready.leaks] == [("later_date", "closed")]
    assert {item.name for item in ready.chosen.inputs} == {
        "applied (weekday)", "applied (hour)", "opened (age)", "opened (weekday)", "flag",
    }  # fmt: skip
    model = keep_fit(fit_prepared(ready)).model
    german = dated_as(table, "%d.%m.%Y %H:%M", "%d.%m.%Y", ";")
    parquet = io.BytesIO()
    table.assign(applied=table["applied"].dt.tz_localize("UTC")).to_parquet(parquet)
    first_lines = b"\n".join(german.split(b"\n")[:4]) + b"\n"
    files = {"a.csv": content, "g.csv": german, "p.parquet": parquet.getvalue(), "three.csv": first_lines}
    scores = {name: score_with(read_source(file, name), model).probability for name, file in files.items()}
    scores["stream"] = score_with(read_source(io.BytesIO(content), "standard input"), model).probability
    for name, found in scores.items():
        np.testing.assert_array_equal(found, scores["a.csv"][: len(found)], err_msg=name)
    assert len(scores["three.csv"]) == 3


def test_a_column_of_many_words_may_be_predicted_too_and_stands_behind_the_likely_ones():
    frame = small(120).assign(diagnosis=[f"code {at % 30:02}" for at in range(120)])
    assert target_candidates(tidied(table_of(frame))) == ["bad", "kind", "diagnosis"]
