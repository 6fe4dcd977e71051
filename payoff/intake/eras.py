"""Years counted by eras, as offices in Japan and Taiwan write them, turned into years of the calendar."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民國": 1911, "民国": 1911}
"""The year before each era's first."""

ERA = rf"^(?:中華)?({'|'.join(ERAS)})\s*(元|[0-9]{{1,3}})\s*年"

LOOKED_AT = 500


def in_calendar_years(text: pa.StringArray) -> pa.StringArray:
    """`text` (n,) with years like 令和5年 written as 2023年; looked for among the first values only."""
    if not pc.any(pc.match_substring_regex(text.slice(0, LOOKED_AT), ERA)).as_py():
        return text
    mask = pc.fill_null(pc.match_substring_regex(text, ERA), False).to_numpy(zero_copy_only=False)
    found = [re.sub(ERA, _in_calendar, value) for value in text.take(np.flatnonzero(mask)).to_pylist()]
    return pc.replace_with_mask(text, pa.array(mask), pa.array(found, pa.string()))


def _in_calendar(year: re.Match[str]) -> str:
    era, count = year.groups()
    return f"{ERAS[era] + (1 if count == '元' else int(count))}年"
