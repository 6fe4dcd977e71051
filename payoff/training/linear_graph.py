"""A calibrated logistic regression as a graph that gathers one weight per category instead of multiplying a wide matrix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import onnx
from onnx import helper
from sklearn.pipeline import Pipeline

from payoff.domains.manifest import FEATURES, count_features
from payoff.training.fit import Fitted
from payoff.training.graph import OUTPUT, build_model, constant

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Weights:
    """The pipeline in numbers: margin = Σ weight · (x − centre) over numbers + Σ table[code] over categories + bias."""

    numbers: npt.NDArray[np.int64]
    """Positions of the number inputs."""
    centre: Array
    fill: Array
    """What replaces a missing number, already centred."""
    weight: Array
    categories: npt.NDArray[np.int64]
    tables: tuple[Array, ...]
    """One weight per category, by input."""
    bias: float
    texts: tuple[TextWeights, ...] = ()


@dataclass(frozen=True)
class TextWeights:
    """One text, its terms from feature `start` on: margin = Σ idf · weight over the terms there, by the length √(Σ idf²)."""

    start: int
    idf: Array
    weight: Array


def export_linear(fitted: Fitted) -> bytes:
    """The ONNX model of `fitted`: impute, scale, gather weights by category code, calibrate, sigmoid."""
    weights = _calibrate(read_weights(fitted.pipeline), fitted)
    nodes: list[onnx.NodeProto] = []
    constants = [constant("bias", weights.bias, np.float32)]
    parts = ["bias"]
    for build, count in ((_number_nodes, len(weights.numbers)), (_category_nodes, len(weights.categories))):
        if count:
            more, values, result = build(weights)
            nodes += more
            constants += values
            parts.append(result)
    for number, text in enumerate(weights.texts):
        more, values, result = _text_nodes(text, number)
        nodes += more
        constants += values
        parts.append(result)
    nodes += [helper.make_node("Sum", parts, ["logit"]), helper.make_node("Sigmoid", ["logit"], [OUTPUT])]
    return build_model(nodes, constants, count_features(fitted.inputs))


def read_weights(pipeline: Pipeline) -> Weights:
    """The numbers inside a pipeline made by build_linear."""
    prepare, model = pipeline["prepare"], pipeline["model"]
    (_, scaled, numbers), (_, encoder, categories), *texts = prepare.transformers_
    coefficients = model.coef_[0]
    centre = fill = weight = np.empty(0)
    if numbers:
        _, imputer, scaler = scaled
        centre = scaler.mean_
        fill = imputer.statistics_ - centre
        weight = coefficients[: len(numbers)] / scaler.scale_
    sizes = [len(codes) for codes in encoder[-1].categories_] if categories else []
    tables = np.split(coefficients[len(numbers) : len(numbers) + sum(sizes)], np.cumsum(sizes)[:-1]) if sizes else []
    at = {"numbers": np.array(numbers, dtype=np.int64), "categories": np.array(categories, dtype=np.int64)}
    found = tuple(_read_texts(texts, coefficients[len(numbers) + sum(sizes) :]))
    return Weights(centre=centre, fill=fill, weight=weight, tables=tuple(tables), bias=float(model.intercept_[0]), texts=found, **at)


def _read_texts(steps: Sequence[tuple], coefficients: Array) -> Iterator[TextWeights]:
    used = 0
    for _, step, places in steps:
        if isinstance(places, slice):
            width = places.stop - places.start
            yield TextWeights(places.start, step[-1].idf_, coefficients[used : used + width])
            used += width


def _calibrate(weights: Weights, fitted: Fitted) -> Weights:
    """Fold Platt's sigmoid into the weights: its argument is −(slope · margin + offset)."""
    factor = -fitted.calibration.slope
    return replace(
        weights,
        weight=weights.weight * factor,
        tables=tuple(table * factor for table in weights.tables),
        bias=weights.bias * factor - fitted.calibration.offset,
        texts=tuple(replace(text, weight=text.weight * factor) for text in weights.texts),
    )


Part = tuple[list[onnx.NodeProto], list[onnx.TensorProto], str]


def _number_nodes(weights: Weights) -> Part:
    nodes = [
        helper.make_node("Gather", [FEATURES, "number_positions"], ["numbers"], axis=1),
        # Only NaN fails this comparison. OpenVINO has no IsNaN and would cut the graph in three; its GreaterOrEqual holds for NaN.
        helper.make_node("LessOrEqual", ["numbers", "highest"], ["present"]),
        helper.make_node("Sub", ["numbers", "centre"], ["centred"]),
        helper.make_node("Where", ["present", "centred", "fill"], ["filled"]),
        # A matrix of one column: times a plain vector, the CPU provider takes its slow path.
        helper.make_node("MatMul", ["filled", "weight"], ["number_column"]),
        helper.make_node("Squeeze", ["number_column", "column"], ["from_numbers"]),
    ]
    values = [
        constant("number_positions", weights.numbers, np.int64),
        constant("highest", np.inf, np.float32),
        constant("centre", weights.centre, np.float32),
        constant("fill", weights.fill, np.float32),
        constant("weight", weights.weight[:, None], np.float32),
        constant("column", [1], np.int64),
    ]
    return nodes, values, "from_numbers"


def _category_nodes(weights: Weights) -> Part:
    """All tables end to end, then one row of zero that missing, unseen and impossible codes point at."""
    sizes = np.array([len(table) for table in weights.tables])
    offsets = np.cumsum(sizes) - sizes
    nodes = [
        helper.make_node("Gather", [FEATURES, "category_positions"], ["codes"], axis=1),
        # NaN fails a comparison, so this catches missing, unseen and impossible codes alike.
        helper.make_node("GreaterOrEqual", ["codes", "first_code"], ["not_below"]),
        helper.make_node("LessOrEqual", ["codes", "last_code"], ["not_above"]),
        helper.make_node("And", ["not_below", "not_above"], ["known"]),
        helper.make_node("Add", ["codes", "offsets"], ["shifted"]),
        helper.make_node("Where", ["known", "shifted", "zero_row"], ["rows"]),
        helper.make_node("Cast", ["rows"], ["row_numbers"], to=onnx.TensorProto.INT64),
        helper.make_node("Gather", ["table", "row_numbers"], ["gathered"], axis=0),
        helper.make_node("ReduceSum", ["gathered", "row_axis"], ["from_categories"], keepdims=0),
    ]
    values = [
        constant("category_positions", weights.categories, np.int64),
        constant("first_code", 0, np.float32),
        constant("last_code", sizes - 1, np.float32),
        constant("offsets", offsets, np.float32),
        constant("zero_row", sizes.sum(), np.float32),
        constant("table", np.append(np.concatenate(weights.tables), 0.0), np.float32),
        constant("row_axis", [1], np.int64),
    ]
    return nodes, values, "from_categories"


def _text_nodes(text: TextWeights, number: int) -> Part:
    """TF-IDF of marks that are 0 or 1: one product gives the weighted sum and the squared length."""
    names = {part: f"text_{number}_{part}" for part in ("from", "to", "axis", "both", "marks", "sums", "weighted", "square", "length")}
    names |= {part: f"text_{number}_{part}" for part in ("least", "table", "split", "column", "margin")}
    nodes = [
        helper.make_node("Slice", [FEATURES, names["from"], names["to"], names["axis"]], [names["marks"]]),
        helper.make_node("MatMul", [names["marks"], names["table"]], [names["sums"]]),
        helper.make_node("Split", [names["sums"], names["split"]], [names["weighted"], names["square"]], axis=1),
        # A text without a known term has length 0 and sum 0.
        helper.make_node("Max", [names["square"], names["least"]], [names["both"]]),
        helper.make_node("Sqrt", [names["both"]], [names["length"]]),
        helper.make_node("Div", [names["weighted"], names["length"]], [names["column"]]),
        helper.make_node("Squeeze", [names["column"], names["axis"]], [names["margin"]]),
    ]
    values = [
        constant(names["from"], [text.start], np.int64),
        constant(names["to"], [text.start + len(text.idf)], np.int64),
        constant(names["axis"], [1], np.int64),
        constant(names["split"], [1, 1], np.int64),
        constant(names["least"], 1e-6, np.float32),
        constant(names["table"], np.column_stack([text.idf * text.weight, text.idf**2]), np.float32),
    ]
    return nodes, values, names["margin"]
