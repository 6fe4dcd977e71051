"""The inside of a sandbox: binds itself, then checks, opens and runs one stranger's model for as long as it is asked to."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

from payoff.scoring.sandbox_limits import Guard, Limits, allow_processor, confine
from payoff.scoring.sandbox_wire import Parcel, WireError, read_parcel, write_parcel

MOST_REQUEST = 2 << 30
"""Bytes of the longest request; the address space ends long before."""


def main() -> int:
    """Serve the keeper on the standard streams until it closes them; 0."""
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library prints must not end up among the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    limits = Limits(**read_parcel(asked, most=0).head)
    guards = confine(limits)
    _serve(asked, answers, limits, guards=guards)
    return 0


def _serve(asked: BinaryIO, answers: BinaryIO, limits: Limits, *, guards: tuple[Guard, ...]) -> None:
    # Only now, bound, are the libraries loaded that read what a stranger wrote.
    from payoff.scoring.foreign_reasons import Refusal
    from payoff.scoring.sandbox_work import Work

    work = Work(guards)
    steps: Mapping[str, Callable[[Parcel], tuple[dict[str, Any], list[Any]]]] = {"open": work.open, "score": work.score}
    while True:
        try:
            parcel = read_parcel(asked, most=MOST_REQUEST)
        except WireError:
            return
        allow_processor(limits.processor_seconds)
        try:
            head, bodies = steps[parcel.head["step"]](parcel)
        except Refusal as refusal:
            head, bodies = {"refused": refusal.code, "values": dict(refusal.values)}, []
        except MemoryError:
            head, bodies = {"refused": "memory", "values": {"megabytes": limits.memory >> 20}}, []
        write_parcel(answers, head, bodies)
