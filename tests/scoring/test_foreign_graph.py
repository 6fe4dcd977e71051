"""A stranger's graph is refused, with the reason, before the runtime sees it."""

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from payoff.scoring.foreign_graph import check_graph, count_operators, free_batch, read_classes, used_opsets, wanted_inputs
from payoff.scoring.foreign_reasons import Refusal
from tests.foreign_models import graph, logistic

RELU = helper.make_node("Relu", ["x"], ["y"])


def reason(model: onnx.ModelProto | bytes) -> str:
    with pytest.raises(Refusal) as caught:
        check_graph(model if isinstance(model, bytes) else model.SerializeToString())
    return caught.value.code


def body() -> onnx.GraphProto:
    names = ("i", "go", "v")
    kinds = (TensorProto.INT64, TensorProto.BOOL, TensorProto.FLOAT)
    inputs = [helper.make_tensor_value_info(name, kind, []) for name, kind in zip(names, kinds, strict=True)]
    outputs = [helper.make_tensor_value_info(f"{name}2", kind, []) for name, kind in zip(names[1:], kinds[1:], strict=True)]
    nodes = [helper.make_node("Identity", [name], [f"{name}2"]) for name in names[1:]]
    return helper.make_graph(nodes, "body", inputs, outputs)


@pytest.mark.parametrize("content", [b"", b"not a model", b"\x00" * 64, b"PK\x03\x04rest", logistic(False)[0][:60]])
def test_bytes_that_are_no_model_are_refused(content):
    assert reason(content) == "not_onnx"


def test_a_model_in_the_runtimes_own_format_is_refused():
    assert reason(b"\x18\x00\x00\x00ORTM" + bytes(100)) == "ort_format"


def test_a_loop_is_refused():
    assert reason(graph([helper.make_node("Loop", ["", "", "x"], ["y"], body=body())])) == "nested_graph"


def test_a_branch_under_another_operators_name_is_refused():
    assert reason(graph([helper.make_node("Relu", ["x"], ["y"], body=body())])) == "nested_graph"


def test_an_operator_of_somebody_elses_library_is_refused():
    assert reason(graph([helper.make_node("Relu", ["x"], ["y"], domain="com.evil")], domains=("com.evil",))) == "foreign_domain"
    assert reason(graph([helper.make_node("FusedGemm", ["x"], ["y"], domain="com.microsoft")])) == "foreign_domain"


def test_a_foreign_domain_that_no_operator_uses_is_dropped():
    model = check_graph(graph([RELU], domains=("com.microsoft",)).SerializeToString())
    assert [item.domain for item in model.opset_import] == [""]


def test_operators_nobody_knows_and_those_that_draw_at_random_are_refused():
    assert reason(graph([helper.make_node("Destroy", ["x"], ["y"])])) == "unknown_operator"
    assert reason(graph([helper.make_node("RandomNormalLike", ["x"], ["y"])])) == "refused_operator"


def test_weights_in_another_file_are_refused_wherever_they_are_named():
    outside = helper.make_tensor("w", TensorProto.FLOAT, [1], [1.0])
    outside.data_location = TensorProto.EXTERNAL
    outside.external_data.add(key="location", value="../../etc/passwd")
    model = graph([helper.make_node("Add", ["x", "w"], ["y"])])
    model.graph.initializer.append(outside)
    assert reason(model) == "external_data"
    hidden = graph([helper.make_node("Constant", [], ["w"], value=outside), helper.make_node("Add", ["x", "w"], ["y"])])
    assert reason(hidden) == "external_data"
    unmarked = helper.make_tensor("w", TensorProto.FLOAT, [1], [1.0])
    unmarked.external_data.add(key="location", value="weights.bin")
    third = graph([helper.make_node("Add", ["x", "w"], ["y"])])
    third.graph.initializer.append(unmarked)
    assert reason(third) == "external_data"


def test_functions_and_training_graphs_are_refused():
    with_function = graph([RELU])
    with_function.functions.append(helper.make_function("own", "f", ["a"], ["b"], [], [helper.make_opsetid("", 21)]))
    assert reason(with_function) == "functions"
    training = graph([RELU])
    training.training_info.add()
    assert reason(training) == "training"


@pytest.mark.parametrize(
    ("operator", "constants", "inputs"),
    [
        ("ConstantOfShape", {"s": np.array([100_000, 100_000])}, ["s"]),
        ("Expand", {"s": np.array([10_000, 1_000_000])}, ["x", "s"]),
        ("Tile", {"s": np.array([1 << 20, 1 << 20])}, ["x", "s"]),
        ("Range", {"a": np.array(0), "b": np.array(1 << 40), "c": np.array(1)}, ["a", "b", "c"]),
    ],
)
def test_an_operator_told_to_fill_billions_of_numbers_is_refused(operator, constants, inputs):
    assert reason(graph([helper.make_node(operator, inputs, ["y"])], initializers=constants)) == "huge_tensor"


def test_a_huge_shape_in_a_constant_node_is_seen_too():
    shape = onnx.numpy_helper.from_array(np.array([1 << 40]))
    assert reason(graph([helper.make_node("Constant", [], ["s"], value=shape), helper.make_node("ConstantOfShape", ["s"], ["y"])])) == (
        "huge_tensor"
    )


def test_a_sparse_tensor_that_unfolds_to_billions_is_refused():
    model = graph([RELU])
    values, indices = helper.make_tensor("v", TensorProto.FLOAT, [1], [1.0]), helper.make_tensor("i", TensorProto.INT64, [1], [0])
    model.graph.sparse_initializer.append(helper.make_sparse_tensor(values, indices, [1 << 20, 1 << 20]))
    assert reason(model) == "sparse_tensor"


@pytest.mark.parametrize("opset", [1, 6, 99])
def test_operator_sets_out_of_range_are_refused(opset):
    assert reason(graph([RELU], opset=opset)) == "opset"


def test_format_versions_out_of_range_are_refused():
    model = graph([RELU])
    model.ir_version = 99
    assert reason(model) == "ir_version"


def test_more_operators_than_anybody_needs_are_refused():
    assert reason(graph([RELU] * 20_001)) == "too_many_nodes"


def test_an_ordinary_model_says_what_it_is_made_of():
    model = check_graph(logistic("columns", labels=("good", "bad"))[0])
    assert read_classes(model.graph) == ["bad", "good"]
    assert count_operators(model.graph)["LinearClassifier"] == 1
    assert set(used_opsets(model)) == {"ai.onnx", "ai.onnx.ml"}


def test_an_input_that_a_weight_fills_is_not_asked_for():
    model = graph([helper.make_node("Add", ["x", "w"], ["y"])], initializers={"w": np.float32([1])})
    model.graph.input.append(helper.make_tensor_value_info("w", TensorProto.FLOAT, [1]))
    assert [value.name for value in wanted_inputs(model.graph)] == ["x"]


def test_a_batch_size_that_was_written_down_is_freed():
    model = graph([RELU], shape=[1, 4])
    free_batch(model.graph)
    assert [d.dim_param or d.dim_value for d in model.graph.input[0].type.tensor_type.shape.dim] == ["rows", 4]
