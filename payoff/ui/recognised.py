"""How a file was read, in one line."""

from __future__ import annotations

from payoff.intake.source import Source
from payoff.ui.format import count, size

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars", " ": "spaces"}


def describe_source(source: Source) -> str:
    """Format, encoding, separator, columns and size: "CSV, utf-8, split at commas, 21 columns, 34.2 kB"."""
    parts = ["Parquet"] if source.format == "parquet" else ["CSV", source.encoding, f"split at {_name(source.separator)}"]
    parts.append(f"{count(len(source.header))} columns")
    if source.size is not None:
        parts.append(size(source.size))
    return ", ".join(part for part in parts if part)


def _name(separator: str) -> str:
    return _SEPARATORS.get(separator, repr(separator))
