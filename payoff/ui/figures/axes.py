"""Ticks of large amounts as the reader's language counts them: plotly itself knows k and M, but not 万 and 亿."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

import numpy as np
import plotly.graph_objects as go

from payoff.core.wording import quantity
from payoff.language import ENGLISH
from payoff.ui.language import current_language, spoken

LARGE = 1_000
"""Below it plotly's own ticks are plain digits."""

TICKS = 6
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
AMOUNTS = (None, "~s", ",d")
"""Tick formats of axes that count rows or money."""


def speak_axes(figure: go.Figure) -> go.Figure:
    """`figure` with the ticks of its axes of amounts written out in the reader's language; English is left to plotly."""
    if current_language() != ENGLISH:
        for name in ("x", "y"):
            axis = figure.layout[f"{name}axis"]
            if axis.tickformat in AMOUNTS and axis.tickvals is None:
                _speak_axis(axis, list(_numbers(figure, name)))
    return figure


def nice_ticks(low: float, high: float, count: int = TICKS) -> list[float]:
    """At most about `count` round numbers from `low` to `high`."""
    wanted = (high - low) / max(count, 1)
    scale = 10.0 ** math.floor(math.log10(wanted))
    step = next(scale * step for step in STEPS if scale * step >= wanted)
    first, last = math.ceil(low / step), math.floor(high / step)
    return [place * step for place in range(first, last + 1)]


def _speak_axis(axis: go.layout.XAxis | go.layout.YAxis, numbers: list[float]) -> None:
    low, high = axis.range or (min(numbers, default=0.0), max(numbers, default=0.0))
    if max(abs(low), abs(high)) < LARGE or not high > low:
        return
    # One less than asked for: words are wider than plotly's k and M, and turned ticks are hard to read. A single tick shows no scale.
    wanted = itertools.count((axis.nticks or TICKS) - 1)
    ticks = next(ticks for many in wanted if len(ticks := nice_ticks(low, high, many)) > 1)
    texts = [spoken(quantity(tick, "")) for tick in ticks]
    axis.update(tickmode="array", tickvals=ticks, ticktext=texts, tickformat=None, tickangle=0)


def _numbers(figure: go.Figure, name: str) -> Iterator[float]:
    """Everything that is drawn along an axis, 0 among it where bars begin there; names of bars are no numbers."""
    for trace in figure.data:
        values = np.asarray([] if trace[name] is None else trace[name])
        if values.dtype.kind not in "if":
            values = np.array([value for value in values if isinstance(value, (int, float))], dtype=float)
        along = trace.type == "bar" and (trace.orientation == "h") == (name == "x")
        base = np.asarray(0.0 if not along or trace.base is None else trace.base, dtype=float)
        drawn = values.astype(float) + base if len(values) else values
        yield from (float(value) for value in drawn if math.isfinite(value))
        if along:
            yield from (float(value) for value in np.atleast_1d(base))
