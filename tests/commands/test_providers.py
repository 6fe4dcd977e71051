"""`payoff providers`: what is installed, what is used, which nodes each takes."""

from __future__ import annotations

import json

from payoff.__main__ import main


def test_text_names_every_provider_and_every_model(capsys):
    assert main(["providers"]) == 0
    out = capsys.readouterr().out
    for word in ("cuda", "tensorrt", "openvino", "directml", "coreml", "auto uses", "credit, asked for cpu: cpu "):
        assert word in out


def test_json_has_the_nodes_of_each_model(capsys):
    assert main(["providers", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    # Asked for the CPU, every model runs on nothing else.
    assert {tuple(runs["cpu"]) for runs in report["nodes"].values()} == {("cpu",)}
    assert {row["name"] for row in report["providers"]} == {"cpu", "cuda", "tensorrt", "openvino", "directml", "coreml"}
