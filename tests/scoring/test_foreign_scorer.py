"""Models that strangers export are read right, in a process whose end is a message."""

import os
import signal
import sys
import time

import numpy as np
import pytest

from payoff.scoring.foreign_model import ForeignModelError
from payoff.scoring.foreign_scorer import Tensor, describe_foreign, open_foreign
from payoff.scoring.sandbox import SandboxError, open_sandbox
from payoff.scoring.sandbox_limits import Limits
from tests import foreign_models as models

SMALL = Limits(memory=700 << 20, seconds=20.0, processor_seconds=20)
needs_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux enforces these limits")

EXPORTS = {
    "skl2onnx, zipmap": lambda: models.logistic(True),
    "skl2onnx, tensor": lambda: models.logistic(False),
    "skl2onnx, one output per class": lambda: models.logistic("columns"),
    "skl2onnx, text labels": lambda: models.logistic(True, labels=("absent", "present")),
    "LightGBM classifier, zipmap": lambda: models.lightgbm(True, booster=False),
    "LightGBM classifier, tensor": lambda: models.lightgbm(False, booster=False),
    "LightGBM booster, zipmap": lambda: models.lightgbm(True, booster=True),
    "LightGBM booster, tensor": lambda: models.lightgbm(False, booster=True),
    "XGBoost classifier": lambda: models.xgboost(booster=False),
    "XGBoost booster": lambda: models.xgboost(booster=True),
    "XGBoost regressor": models.xgboost_regressor,
    "logit": models.logit,
}


def score(content: bytes, values: np.ndarray, limits: Limits = SMALL):
    with open_foreign(content, "model.onnx", limits) as scorer:
        item = scorer.model.inputs[0]
        return scorer.score([Tensor(item.name, item.type, values.astype(item.type))], len(values))


@pytest.mark.parametrize("export", EXPORTS)
def test_an_export_answers_what_its_library_answers(export):
    content, truth = EXPORTS[export]()
    answered = score(content, models.features())
    np.testing.assert_allclose(answered.numbers[:, -1], truth, atol=1e-5)


def test_a_model_describes_itself():
    model = describe_foreign(models.one_input_per_column()[0], "model.onnx", SMALL)
    assert [(item.name, item.kind, item.width) for item in model.inputs] == [
        ("x1", "number", 1), ("x2", "number", 1), ("home", "text", 1), ("children", "whole", 1),
    ]  # fmt: skip
    assert model.classes == ("0", "1")
    assert model.producer.startswith("skl2onnx")


def test_text_reaches_a_model_as_text():
    content, truth = models.text_only()
    words = ("own", "rent", "with parents")
    codes = np.array([words.index(word) for word in models.world()["home"]], dtype=np.int32)[:, None]
    with open_foreign(content, "model.onnx", SMALL) as scorer:
        answered = scorer.score([Tensor("s", "string", codes, words)], len(codes))
    np.testing.assert_allclose(answered.numbers[:, -1], truth, atol=1e-6)


def test_a_refused_model_says_why():
    with pytest.raises(ForeignModelError, match="not an ONNX model"):
        describe_foreign(b"nonsense", "model.onnx", SMALL)


def test_a_model_that_asks_for_pictures_is_refused():
    content = models.graph([models.helper.make_node("Relu", ["x"], ["y"])], shape=[None, 3, 8, 8]).SerializeToString()
    with pytest.raises(ForeignModelError, match="4 dimensions"):
        describe_foreign(content, "model.onnx", SMALL)


def test_a_graph_that_does_not_hold_together_is_refused_by_the_runtime_in_words():
    content = models.graph([models.helper.make_node("Add", ["x", "nowhere"], ["y"])]).SerializeToString()
    with pytest.raises(ForeignModelError, match="cannot open the model"):
        describe_foreign(content, "model.onnx", SMALL)


def test_a_model_that_does_not_end_is_stopped():
    begun = time.monotonic()
    with pytest.raises(ForeignModelError, match="did not answer within 2 seconds"):
        score(models.spinning(), models.features(), Limits(memory=700 << 20, seconds=2.0, processor_seconds=30))
    assert time.monotonic() - begun < 30


@needs_linux
def test_a_model_that_burns_the_processor_is_stopped_by_the_system():
    with pytest.raises(ForeignModelError, match="was stopped"):
        score(models.spinning(), models.features(), Limits(memory=700 << 20, seconds=60.0, processor_seconds=1))


@needs_linux
def test_a_model_that_asks_for_too_much_memory_is_told_so_and_the_process_goes_on():
    with open_foreign(models.greedy(), "model.onnx", SMALL) as scorer:
        tensors = [Tensor("x", "float32", np.full((3, 4), 4e9, dtype=np.float32))]
        with pytest.raises(ForeignModelError, match="more memory than the 700 MB"):
            scorer.score(tensors, 3)
        modest = scorer.score([Tensor("x", "float32", np.full((3, 4), 10, dtype=np.float32))], 3)
    assert modest.numbers.shape == (3, 4)


@needs_linux
def test_the_system_holds_a_sandbox_to_its_limits():
    model = describe_foreign(models.logistic(False)[0], "model.onnx", SMALL)
    assert {"memory", "processor", "files"} <= set(model.guards)


def test_a_process_that_is_gone_is_a_message():
    with open_sandbox(SMALL) as sandbox:
        os.kill(sandbox._process.pid, signal.SIGSEGV)
        with pytest.raises(SandboxError, match="ended the process"):
            sandbox.ask({"step": "open"}, [b"x"], most=0)


def test_a_process_knows_none_of_the_servers_secrets(monkeypatch):
    monkeypatch.setenv("PAYOFF_API_TOKEN", "secret")
    with open_sandbox(SMALL) as sandbox, open(f"/proc/{sandbox._process.pid}/environ", "rb") as environment:
        assert b"secret" not in environment.read()


def test_no_process_outlives_its_use():
    with open_sandbox(SMALL) as sandbox:
        process = sandbox._process
    assert process.poll() == -signal.SIGKILL
