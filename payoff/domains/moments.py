"""What a model sees of a date: days before another date, the day of the week, the hour."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from payoff.domains.manifest import Input

Moments = npt.NDArray[np.datetime64]
Values = npt.NDArray[np.float32]

DAY = np.timedelta64(1, "D")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FIRST_MONDAY = np.datetime64("1970-01-05", "D")


def read_part(item: Input, moments: Moments, since: Moments | None) -> Values:
    """What `item` takes from `moments` (n,), float32 (n,): whole numbers, exact in the graph, NaN where there is no date.

    An age is the days from `moments` to `since` (n,), negative where the date is the later one.
    """
    days = moments.astype("datetime64[D]")
    if item.part == "age" and since is not None:
        return _numbers((since.astype("datetime64[D]") - days) / DAY)
    if item.part == "weekday":
        return _numbers(((days - FIRST_MONDAY) / DAY) % len(WEEKDAYS))
    return _numbers(((moments - days) / np.timedelta64(1, "h")) // 1)


def _numbers(values: npt.NDArray) -> Values:
    return values.astype(np.float32)
