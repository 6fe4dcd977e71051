"""What onnxruntime raises, and the part of it that is worth telling."""

from __future__ import annotations

from onnxruntime.capi import onnxruntime_pybind11_state as state

RUNTIME_ERRORS = (
    state.EPFail, state.Fail, state.InvalidArgument, state.InvalidGraph, state.InvalidProtobuf, state.NotImplemented,
    state.RuntimeException, RuntimeError, ValueError,
)  # fmt: skip
"""What onnxruntime raises; its own kinds share no base below Exception."""


def last_line(error: Exception) -> str:
    """The line of a runtime error that says what is wrong; its kind where there is none."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1] if lines else type(error).__name__
