"""Sessions: the graph must take and give what its manifest says."""

from __future__ import annotations

import dataclasses

import pytest

from payoff.scoring.bundle import BundleError, read_bundle
from payoff.scoring.session import count_nodes, open_session


def test_every_node_is_counted(folder):
    nodes = count_nodes(open_session(read_bundle(folder), "cpu"))
    assert set(nodes) == {"cpu"}
    assert nodes["cpu"] > 5


def test_a_graph_with_another_number_of_inputs_is_refused(folder):
    bundle = read_bundle(folder)
    fewer = dataclasses.replace(bundle, manifest=dataclasses.replace(bundle.manifest, inputs=bundle.manifest.inputs[:-1]))
    with pytest.raises(BundleError, match=r"takes features tensor.float. of 18 columns; its manifest lists .* 17 columns"):
        open_session(fewer, "cpu")


def test_a_graph_without_the_output_is_refused(folder):
    bundle = read_bundle(folder)
    other = dataclasses.replace(bundle, manifest=dataclasses.replace(bundle.manifest, output="odds"))
    with pytest.raises(BundleError, match="no float output 'odds'"):
        open_session(other, "cpu")


def test_bytes_that_are_no_graph_are_refused(folder):
    with pytest.raises(BundleError, match="cannot be opened"):
        open_session(dataclasses.replace(read_bundle(folder), model=b"junk"), "cpu")
