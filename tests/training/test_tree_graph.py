"""The boosting graph: several small ensembles that add up to the one that was fitted."""

from __future__ import annotations

import numpy as np
import onnx
import onnxruntime as ort
import pyarrow as pa

from payoff.domains.encoding import encode_table
from payoff.training.parity import certify, perturb_rows
from payoff.training.tree_graph import NODES_PER_ENSEMBLE, export_boosting, round_cuts_down, split_ensemble


def ensemble(trees: int, nodes: int) -> dict[str, list]:
    tree_ids = [t for t in range(trees) for _ in range(nodes)]
    return {"nodes_treeids": tree_ids, "nodes_values": list(range(trees * nodes)), "target_treeids": list(range(trees))}


def test_a_large_ensemble_is_cut_between_trees():
    nodes = 100
    parts = list(split_ensemble(ensemble(trees=20, nodes=nodes)))
    # Three whole trees fit into 300 nodes.
    assert NODES_PER_ENSEMBLE == 300
    assert [len(part["nodes_treeids"]) for part in parts] == [300] * 6 + [200]
    assert [value for part in parts for value in part["nodes_values"]] == list(range(20 * nodes))
    assert [tree for part in parts for tree in part["target_treeids"]] == list(range(20))


def test_a_tree_larger_than_a_part_stays_whole():
    parts = list(split_ensemble(ensemble(trees=3, nodes=NODES_PER_ENSEMBLE + 1)))
    assert [len(part["target_treeids"]) for part in parts] == [1, 1, 1]


def test_the_exported_trees_are_several_and_of_standard_operators(boosting_model):
    graph = onnx.load_from_string(boosting_model).graph
    kinds = [node.op_type for node in graph.node]
    assert kinds.count("TreeEnsembleRegressor") > 1
    assert set(kinds) == {"TreeEnsembleRegressor", "Sum", "Mul", "Add", "Squeeze", "Sigmoid"}


def test_the_boosting_graph_answers_like_scikit_learn(boosting, boosting_model, world, inputs):
    rows = perturb_rows(world.frame, inputs, model=boosting_model)
    certificate = certify(boosting_model, boosting.predict, rows, inputs=inputs)
    assert certificate.parity.worst < 2e-6
    assert certificate.parity.missing_rows > 5_000
    assert certificate.parity.unseen_rows > 1_000


def test_cuts_are_rounded_down_so_that_no_float32_changes_sides(boosting, boosting_model, world, inputs):
    rows = perturb_rows(world.frame, inputs, model=boosting_model, count=4000)
    features = encode_table(pa.Table.from_pandas(rows, preserve_index=False), inputs)
    model = boosting.pipeline["model"]
    rounded = round_cuts_down(model)
    np.testing.assert_array_equal(rounded.decision_function(features), model.decision_function(features))
    cuts = np.concatenate([tree.nodes["num_threshold"] for (tree,) in rounded._predictors])
    np.testing.assert_array_equal(cuts.astype(np.float32).astype(np.float64), cuts)


def test_exporting_again_gives_the_same_bytes(boosting, boosting_model):
    assert export_boosting(boosting) == boosting_model


def test_one_row_and_many_rows_get_the_same_answer(boosting_model, world, inputs):
    session = ort.InferenceSession(boosting_model)
    features = encode_table(pa.Table.from_pandas(world.frame, preserve_index=False), inputs)
    together = session.run(None, {"features": features})[0]
    alone = np.concatenate([session.run(None, {"features": features[i : i + 1]})[0] for i in range(50)])
    # The runtime adds the trees up in another order for a single row.
    np.testing.assert_allclose(alone, together[:50], atol=1e-6)
