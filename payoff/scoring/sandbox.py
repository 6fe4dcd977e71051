"""A process of its own for what cannot be trusted: bound by the system, watched by the clock, ended without harm to the server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from payoff.core.message import Message, say
from payoff.scoring.sandbox_limits import Limits
from payoff.scoring.sandbox_wire import Parcel, WireError, read_parcel, write_parcel

AT_ONCE = 2
"""Sandboxes open at a time: their memory adds up."""

WAIT = 120.0
"""Seconds to wait for one of them."""

_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from payoff.scoring.sandbox_child import main; raise SystemExit(main())"
_KEPT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "LANG")
"""Of this process's environment, which holds secrets, all that a bare interpreter needs to start."""

_ROOM = threading.BoundedSemaphore(AT_ONCE)


class SandboxError(RuntimeError):
    """The process ended or took too long; the message says which. The server is none the worse."""


class Sandbox:
    """One confined process. Each question has an answer within the limits, or the process is gone and SandboxError raised."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._late = False
        # A fresh interpreter, isolated, with nothing inherited but its standard streams.
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", _START, json.dumps([path or os.getcwd() for path in sys.path])],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=os.sep, env=_environment(),
            start_new_session=sys.platform != "win32",
        )  # fmt: skip

    def start(self) -> None:
        """Tell the process its limits."""
        self._say(asdict(self._limits), ())

    def ask(self, head: Mapping[str, Any], bodies: Sequence[bytes | memoryview] = (), *, most: int) -> Parcel:
        """The answer, its bodies of at most `most` bytes; SandboxError when there is none in time."""
        watch = threading.Timer(self._limits.seconds, self._give_up)
        watch.start()
        try:
            self._say(head, bodies)
            if self._process.stdout is None:
                raise WireError("no stream")
            return read_parcel(self._process.stdout, most=most)
        except (WireError, MemoryError):
            self.close()
            raise SandboxError(self._why()) from None
        finally:
            watch.cancel()

    def close(self) -> None:
        """End the process, whatever it is doing."""
        if self._process.poll() is None:
            self._kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                _close_quietly(stream)

    def _say(self, head: Mapping[str, Any], bodies: Sequence[bytes | memoryview]) -> None:
        if self._process.stdin is None:
            raise WireError("no stream")
        try:
            write_parcel(self._process.stdin, head, bodies)
        except OSError:
            raise WireError("nobody listens") from None

    def _give_up(self) -> None:
        self._late = True
        self._kill()

    def _kill(self) -> None:
        if sys.platform == "win32":
            self._process.kill()
            return
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    def _why(self) -> Message:
        if self._late or self._process.returncode == -getattr(signal, "SIGXCPU", 0):
            return say("The model did not answer within {seconds:g} seconds and was stopped.", seconds=self._limits.seconds)
        return say(
            "The model ended the process it ran in (a crash, or more memory than the {megabytes:,} MB it may use).",
            megabytes=self._limits.memory >> 20,
        )


@contextmanager
def open_sandbox(limits: Limits | None = None) -> Iterator[Sandbox]:
    """A sandbox, once there is room for one more; it is gone on leaving."""
    if not _ROOM.acquire(timeout=WAIT):
        raise SandboxError(say("Other models are being tried out on this server; try again in a minute."))
    try:
        sandbox = Sandbox(limits or Limits())
        try:
            sandbox.start()
            yield sandbox
        finally:
            sandbox.close()
    finally:
        _ROOM.release()


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def _close_quietly(stream: Any) -> None:
    try:
        stream.close()
    except OSError:
        # What was still unwritten has no reader left.
        return
