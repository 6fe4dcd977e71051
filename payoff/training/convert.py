"""A child process that converts one scikit-learn tree ensemble: the estimator pickled on standard input, ONNX on standard output.

A process of its own because a conversion has been seen never to end, and only a process can be stopped.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys

from sklearn.base import ClassifierMixin

from payoff.core.message import say
from payoff.domains.manifest import FEATURES
from payoff.paths import ROOT
from payoff.training.labelled import TrainingError

TIME_OUT = 120.0
"""Seconds; conversions seen to work took under ten."""


def convert_trees(estimator: ClassifierMixin, features: int, *, time_out: float = TIME_OUT) -> bytes:
    """The ONNX model skl2onnx makes of `estimator`, which was fitted on `features` float32 columns; TrainingError if none comes."""
    command = [sys.executable, "-m", "payoff.training.convert", str(features)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    try:
        done = subprocess.run(command, input=pickle.dumps(estimator), capture_output=True, timeout=time_out, env=environment, check=False)
    except subprocess.TimeoutExpired:
        raise TrainingError(
            say("Converting the model to ONNX was stopped after {time_out:g} s; use fewer or smaller trees.", time_out=time_out)
        ) from None
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().splitlines()
        raise TrainingError(
            say(
                "skl2onnx could not convert the model: {reason}.",
                reason=reason[-1] if reason else say("exit status {status}", status=done.returncode),
            )
        )
    return done.stdout


def _convert(estimator: ClassifierMixin, features: int) -> bytes:
    from skl2onnx import convert_sklearn
    from skl2onnx.common.data_types import FloatTensorType

    types = [(FEATURES, FloatTensorType([None, features]))]
    options = {id(estimator): {"zipmap": False}}
    return convert_sklearn(estimator, initial_types=types, options=options, target_opset={"": 17, "ai.onnx.ml": 1}).SerializeToString()


if __name__ == "__main__":
    # The bytes come from convert_trees alone, so unpickling them runs nothing that is not already running.
    sys.stdout.buffer.write(_convert(pickle.loads(sys.stdin.buffer.read()), int(sys.argv[1])))
