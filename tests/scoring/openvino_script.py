"""Run inside the OpenVINO environment: open each shipped model on `auto` and `openvino`, print what ran and how far it is off."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Callable

import numpy as np
import onnx

from payoff.scoring.bundle import Bundle, list_bundles
from payoff.scoring.certificate import read_stored
from payoff.scoring.providers import ProviderError, installed_providers
from payoff.scoring.scorer import open_scorer


def main() -> None:
    report: dict = {"installed": installed_providers(), "models": {}}
    for bundle in list_bundles():
        stored = read_stored(bundle)
        report["models"][bundle.name] = {}
        for provider in ("auto", "openvino", "cpu"):
            scorer = open_scorer(bundle, provider)
            worst = float(np.max(np.abs(scorer.score(stored.features) - stored.probability)))
            report["models"][bundle.name][provider] = {"used": scorer.provider.used, "nodes": dict(scorer.nodes), "worst": worst}
    try:
        open_scorer(list_bundles()[0], "cuda")
    except ProviderError as error:
        report["cuda"] = str(error)
    report["unopened"] = fall_back(without_shapes, "TreeEnsembleRegressor")
    report["wrong"] = fall_back(with_a_comparison_it_gets_wrong, "ReduceSum")
    json.dump(report, sys.stdout)


def fall_back(alter: Callable[[onnx.ModelProto], None], operator: str) -> dict:
    """The shipped model that has `operator`, altered: what `auto` makes of it, and the refusal when asked for by name."""
    for bundle in list_bundles():
        model = onnx.load_from_string(bundle.model)
        if operator in {node.op_type for node in model.graph.node}:
            break
    alter(model)
    manifest = dataclasses.replace(bundle.manifest, sha256=alter.__name__)
    altered = dataclasses.replace(bundle, model=model.SerializeToString(), manifest=manifest)
    use = open_scorer(altered, "auto").provider
    refusal = ""
    try:
        open_scorer(altered, "openvino")
    except ProviderError as error:
        refusal = str(error)
    return {"used": use.used, "reason": use.reason, "refusal": refusal, "worst": compare(altered, "cpu")}


def compare(bundle: Bundle, provider: str) -> float:
    stored = read_stored(bundle)
    return float(np.max(np.abs(open_scorer(bundle, provider).score(stored.features) - stored.probability)))


def without_shapes(model: onnx.ModelProto) -> None:
    """OpenVINO refuses a result of unknown rank."""
    del model.graph.value_info[:]


def with_a_comparison_it_gets_wrong(model: onnx.ModelProto) -> None:
    """NaN >= -inf is false in ONNX and true in OpenVINO, which then answers NaN for a row with a hole."""
    for node in model.graph.node:
        if node.op_type == "LessOrEqual" and "highest" in node.input:
            node.op_type = "GreaterOrEqual"
    for item in model.graph.initializer:
        if item.name == "highest":
            item.CopyFrom(onnx.numpy_helper.from_array(np.array(-np.inf, dtype=np.float32), "highest"))


if __name__ == "__main__":
    main()
