"""Provider selection and fallback for real: onnxruntime-openvino, a second provider on a plain CPU, in an environment of its own."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOME = ROOT / "build" / "openvino-venv"
PACKAGES = ("onnxruntime-openvino>=1.24,<1.25", "onnx>=1.21,<1.24", "protobuf>=6.31.1,<7")
SHARED = ("numpy", "pandas", "pyarrow", "tomli-w", "scipy", "numpy-financial", "pyxirr")
"""Taken from requirements.txt with its bounds."""


def wanted() -> list[str]:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [*PACKAGES, *(line for line in lines if line.split(">=")[0] in SHARED)]


@pytest.fixture(scope="session")
def python() -> Path:
    """The environment's interpreter, made once per set of packages; skips where nothing can be installed."""
    packages = wanted()
    stamp = HOME / f"made-{hashlib.sha256(repr(packages).encode()).hexdigest()[:12]}"
    interpreter = HOME / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not stamp.exists():
        venv.create(HOME, clear=True, with_pip=True)
        command = [interpreter, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
        if done.returncode:
            lines = done.stderr.strip().splitlines()
            pytest.skip(f"onnxruntime-openvino cannot be installed here: {lines[-1] if lines else done.returncode}")
        stamp.touch()
    return interpreter


@pytest.fixture(scope="session")
def report(python: Path) -> dict:
    script = Path(__file__).with_name("openvino_script.py")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([python, script], capture_output=True, text=True, timeout=300, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_openvino_is_installed_there_beside_the_cpu(report):
    assert report["installed"] == ["openvino", "cpu"]


def test_auto_prefers_openvino_where_it_works(report):
    for runs in report["models"].values():
        assert runs["auto"]["used"] == runs["openvino"]["used"] == "openvino"
        assert runs["cpu"]["used"] == "cpu"


def test_openvino_answers_like_scikit_learn(report):
    for runs in report["models"].values():
        assert max(run["worst"] for run in runs.values()) <= 1e-5


def test_the_nodes_say_what_openvino_really_took(report):
    for runs in report["models"].values():
        assert runs["openvino"]["nodes"]["openvino"] > 0
        assert set(runs["cpu"]["nodes"]) == {"cpu"}
    # It has no kernel for tree ensembles: those stay on the CPU.
    assert any(runs["openvino"]["nodes"].get("cpu", 0) > 0 for runs in report["models"].values())


def test_a_provider_that_is_not_there_is_an_error_there_too(report):
    assert "built without CUDAExecutionProvider" in report["cuda"]


def test_auto_falls_back_to_the_cpu_where_openvino_cannot_open_the_model(report):
    found = report["unopened"]
    assert found["used"] == "cpu"
    assert found["reason"] == found["refusal"]
    assert found["refusal"].startswith("The openvino provider cannot open '")


def test_auto_falls_back_to_the_cpu_where_openvino_answers_otherwise_than_scikit_learn(report):
    found = report["wrong"]
    assert found["used"] == "cpu"
    assert found["worst"] <= 1e-5
    assert "differs from scikit-learn by up to nan" in found["reason"]
    assert found["reason"] == found["refusal"]
