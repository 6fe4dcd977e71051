"""A process that bound itself reaches nobody, writes nothing and cannot grow."""

import json
import socket
import subprocess
import sys

import pytest

from payoff.paths import ROOT

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux enforces these limits")

BOUND = """
import json, socket, sys
from payoff.scoring.sandbox_limits import Limits, confine
kept, found = confine(Limits(memory=400 << 20, processor_seconds=5)), {}
def tried(name, what):
    try:
        what()
        found[name] = "done"
    except (OSError, MemoryError) as error:
        found[name] = type(error).__name__
tried("connect", lambda: socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=5))
tried("grow", lambda: bytearray(1 << 30))
def write():
    with open(sys.argv[2], "wb") as file:
        file.write(b"x" * 100)
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
tried("write", write)
print(json.dumps([kept, found]))
"""


def test_a_bound_process_reaches_nobody_writes_nothing_and_cannot_grow(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        arguments = [sys.executable, "-c", BOUND, str(server.getsockname()[1]), str(tmp_path / "out")]
        done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    kept, found = json.loads(done.stdout)
    assert found["grow"] == "MemoryError"
    assert found["write"] == "OSError"
    assert (tmp_path / "out").stat().st_size == 0
    if "network" not in kept:
        pytest.skip("this kernel does not let a process leave the network")
    assert found["connect"] == "OSError"
