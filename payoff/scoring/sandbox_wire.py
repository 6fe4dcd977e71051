"""What a sandbox and its keeper say to each other: a head in JSON and the byte strings it announces, over a pipe."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

MOST_HEAD = 16 << 20
"""Bytes of the longest head that is read."""

_LENGTH = struct.Struct("<Q")


class WireError(RuntimeError):
    """The other side ended, or announced more than may be read."""


@dataclass(frozen=True)
class Parcel:
    """One thing said: plain values, and the byte strings they speak of."""

    head: Mapping[str, Any]
    bodies: tuple[bytes, ...] = ()


def write_parcel(stream: IO[bytes], head: Mapping[str, Any], bodies: Sequence[bytes | memoryview] = ()) -> None:
    """Say `head` and `bodies`; OSError when nobody listens any more."""
    text = json.dumps({"head": head, "sizes": [memoryview(body).nbytes for body in bodies]}).encode()
    stream.write(_LENGTH.pack(len(text)) + text)
    for body in bodies:
        stream.write(body)
    stream.flush()


def read_parcel(stream: IO[bytes], *, most: int) -> Parcel:
    """The next parcel, its bodies of at most `most` bytes together; WireError when there is none or it is not one."""
    (length,) = _LENGTH.unpack(_read(stream, _LENGTH.size))
    if length > MOST_HEAD:
        raise WireError("the head is too long")
    try:
        said = json.loads(_read(stream, length))
        head, sizes = dict(said["head"]), [int(size) for size in said["sizes"]]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise WireError("the head is not one") from error
    if min(sizes, default=0) < 0 or sum(sizes) > most:
        raise WireError("the bodies are too long")
    return Parcel(head, tuple(_read(stream, size) for size in sizes))


def _read(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if data is None or len(data) < size:
        raise WireError("the other side has ended")
    return data
