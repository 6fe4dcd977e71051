"""How a file was read, in one line."""

from __future__ import annotations

from payoff.core.message import Message, join, say
from payoff.intake.decisions import ReadOptions
from payoff.intake.sniff import sniff
from payoff.intake.source import Source
from payoff.ui.format import count, size

_SEPARATORS = {",": say("commas"), ";": say("semicolons"), "\t": say("tabs"), "|": say("bars"), " ": say("spaces")}


def describe_source(source: Source) -> Message:
    """Format, encoding, separator, columns and size: "CSV, utf-8, split at commas, 21 columns, 34.2 kB"."""
    if source.format == "csv":
        source = sniff(source, ReadOptions(), look_on=False).source
    parts: list[str] = [{"parquet": "Parquet", "xlsx": "Excel", "csv": "CSV"}[source.format]]
    if source.format == "csv":
        parts += [source.encoding, say("split at {name}", name=_name(source.separator))]
    if source.header:
        parts.append(say("{n} columns", n=count(len(source.header))))
    if source.size is not None:
        parts.append(size(source.size))
    return join(parts, say(", "))


def _name(separator: str) -> str:
    return _SEPARATORS.get(separator, repr(separator))
