"""What a process that runs a stranger's model may use, and how the process binds itself to it before anything is read."""

from __future__ import annotations

import ctypes
import sys
from dataclasses import dataclass
from typing import Literal

Guard = Literal["memory", "processor", "files", "network"]
"""What the system holds a sandbox to, beside the clock, which its keeper holds."""

GUARDS: tuple[Guard, ...] = ("memory", "processor", "files", "network")

_MOST_OPEN_FILES = 64
_NEW_USER = 0x10000000
_NEW_NETWORK = 0x40000000
_NO_NEW_PRIVILEGES = 38


@dataclass(frozen=True)
class Limits:
    """Bytes of address space, and seconds for each answer by the clock and on the processor."""

    memory: int = 2 << 30
    seconds: float = 60.0
    processor_seconds: int = 60


def confine(limits: Limits) -> tuple[Guard, ...]:
    """Bind this process, which cannot undo it, and say what the system really enforces.

    Linux: memory, processor time, no file written, and where the kernel allows a network of its own, no network.
    macOS: memory is not enforced by its kernel, and there is no network of its own. Windows: none of these.
    """
    if sys.platform == "win32":
        return ()
    kept: list[Guard] = []
    if sys.platform.startswith("linux"):
        _confine_memory(limits.memory)
        kept.append("memory")
    allow_processor(limits.processor_seconds)
    _confine_files()
    kept += ["processor", "files"]
    if sys.platform.startswith("linux") and _leave_network():
        kept.append("network")
    return tuple(kept)


def allow_processor(seconds: int) -> None:
    """Allow `seconds` more of processor time from now on; the system ends the process that uses them up."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + seconds, hard))


def _confine_memory(size: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _confine_files() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_MOST_OPEN_FILES, _MOST_OPEN_FILES))


def _leave_network() -> bool:
    """Whether the kernel gave this process a network of its own, in which there is nobody; some forbid it."""
    library = ctypes.CDLL(None, use_errno=True)
    left = library.unshare(_NEW_NETWORK) == 0 or library.unshare(_NEW_USER | _NEW_NETWORK) == 0
    library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return left
