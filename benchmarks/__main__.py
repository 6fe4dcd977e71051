"""`make bench`: run every benchmark and print its figures against their targets."""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys
from collections.abc import Iterable
from datetime import date
from importlib.metadata import version
from pathlib import Path

from benchmarks.figure import Figure

BENCHMARKS = ("recompute", "business_case", "file_to_file", "inspect_speed", "fit", "page_speed")
LIBRARIES = ("onnxruntime", "scikit-learn", "pandas", "numpy", "streamlit")


def main() -> int:
    """Print the figures of the benchmarks named (all by default); 1 when one misses its target."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure speed and memory against targets.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"benchmarks to run: {', '.join(BENCHMARKS)} (default: all)")
    parser.add_argument("--markdown", action="store_true", help="print the table as README shows it")
    args = parser.parse_args()
    if unknown := set(args.names) - set(BENCHMARKS):
        parser.error(f"there is no benchmark called {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
    figures: list[Figure] = []
    for name in args.names or BENCHMARKS:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        figures += importlib.import_module(f"benchmarks.{name}").measure()
    write_table = markdown_lines if args.markdown else plain_lines
    print("\n".join([*write_table(figures), "", machine()]))
    return int(any(figure.passed is False for figure in figures))


def machine() -> str:
    """One line on what these figures were measured on, and when."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{cores} cores of {processor()}, Python {platform.python_version()}, {libraries}; {date.today():%Y-%m-%d}."


def processor() -> str:
    """The processor's own name where the system tells it."""
    described = Path("/proc/cpuinfo")
    lines = described.read_text(encoding="utf-8").splitlines() if described.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def plain_lines(figures: Iterable[Figure]) -> list[str]:
    """A table for a terminal."""
    rows = [("figure", "measured", "target", ""), *map(cells, figures)]
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def markdown_lines(figures: Iterable[Figure]) -> list[str]:
    """The same table for README."""
    rows = [("figure", "measured", "target", ""), ("---", "---:", "---", "---"), *map(cells, figures)]
    return [f"| {' | '.join(row)} |" for row in rows]


def cells(figure: Figure) -> tuple[str, str, str, str]:
    """A figure as text: name, value with unit, target, verdict."""
    verdict = {True: "met", False: "missed", None: ""}[figure.passed]
    return figure.name, f"{number(figure.value)} {figure.unit}".strip(), figure.target, verdict


def number(value: float) -> str:
    """Three significant digits, without an exponent."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    sys.exit(main())
