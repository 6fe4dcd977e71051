"""`payoff verify`: 0 when all is well, 1 with the name of what failed, 2 when there is nothing."""

from __future__ import annotations

import json
import shutil

from payoff.__main__ import main
from payoff.paths import MODELS


def test_shipped_models_pass(capsys):
    assert main(["verify"]) == 0
    assert "credit: parity ok" in capsys.readouterr().out


def test_a_tampered_model_is_named(tmp_path, capsys):
    shutil.copytree(MODELS / "credit", tmp_path / "credit")
    (tmp_path / "credit" / "model.onnx").write_bytes(b"something else")
    assert main(["verify", "--models", str(tmp_path), "--json"]) == 1
    captured = capsys.readouterr()
    assert "Failed: credit (hash)" in captured.err
    assert [v["passed"] for v in json.loads(captured.out)] == [False]


def test_an_empty_folder_is_an_error(tmp_path, capsys):
    assert main(["verify", "--models", str(tmp_path)]) == 2
    assert "no model" in capsys.readouterr().err
