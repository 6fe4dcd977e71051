"""A PostgreSQL server for a test run, made from Debian's package in a folder of its own and gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USERS = ("postgres", "nobody")
"""Who runs the server where the tests run as root, which PostgreSQL refuses."""


def find_binaries() -> Path | None:
    """The folder of `initdb` and `pg_ctl` of the newest version installed; None without one."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    return found[-1].parent if found else None


@contextmanager
def serve_postgres(binaries: Path) -> Iterator[str]:
    """The address of an empty server that listens on a socket in its own folder."""
    user = _choose_user()
    # Not pytest's own folder: that is closed to every other user.
    folder = Path(tempfile.mkdtemp(prefix="payoff-postgres-"))
    try:
        if user is not None:
            shutil.chown(folder, user)
        data, log = folder / "data", folder / "log"
        _run([binaries / "initdb", "-D", data, "-U", "payoff", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8"], user)
        options = f"-c listen_addresses='' -k {folder} -c fsync=off"
        _run([binaries / "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start"], user)
        try:
            _run([binaries / "createdb", "-h", folder, "-U", "payoff", "payoff"], user)
            yield f"postgresql+psycopg://payoff@/payoff?host={folder}"
        finally:
            _run([binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"], user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _choose_user() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(user for user in USERS if user in known)


def _run(command: list[object], user: str | None) -> None:
    # The server must not inherit a pipe: waiting for its end would wait for the server.
    arguments = [str(part) for part in command]
    subprocess.run(arguments, user=user, cwd="/", check=True, timeout=120, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
