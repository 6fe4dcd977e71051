"""A progress bar for work that reports the share done."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tqdm import tqdm

from payoff.workflow.flow import Report


@contextmanager
def show_progress(*, quiet: bool) -> Iterator[Report | None]:
    """What takes the share done, 0 to 1, and draws it on a terminal; None where nobody would see it."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    with tqdm(total=1.0, bar_format="{l_bar}{bar}| {elapsed} < {remaining}", leave=False) as bar:
        yield lambda share: bar.update(share - bar.n) and None
