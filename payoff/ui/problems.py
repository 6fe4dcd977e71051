"""What is wrong with a file, worst first: how often, what fixes it, and the rows behind it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pyarrow as pa
import streamlit as st

from payoff.intake.problems import SEVERITIES, Problem, Severity
from payoff.ui.format import count

ROWS_NAMED = 8
SHOWN = 4
"""Problems of one severity written out; the rest follow as a table."""

_HEADINGS: dict[Severity, str] = {
    "fatal": ":material/block: Stops the file",
    "rejected": ":material/remove_circle: Rows left out",
    "warning": ":material/warning: Scored, but with care",
    "note": ":material/info: For your information",
}


def show_problems(problems: Sequence[Problem]) -> None:
    """Grouped by severity; a stranger's text only ever passes through st.text and table cells."""
    for severity in SEVERITIES:
        group = [p for p in problems if p.severity == severity]
        if group:
            st.markdown(f"**{_HEADINGS[severity]}**")
            for problem in group[:SHOWN]:
                _show_problem(problem)
            _show_rest(group[SHOWN:])


def show_rejects(rejects: pa.Table | None) -> None:
    """The rows left out, each with its reason and as it was written."""
    if rejects is not None:
        with st.expander(f"The {count(rejects.num_rows)} rows left out", icon=":material/table_rows:"):
            st.dataframe(rejects, hide_index=True, lazy=True, alt="Rows left out, each with line, reason and the record as written")


def locate(problem: Problem) -> str:
    """Where and how often, "12 rows: 3, 5, 8 …; for example 'abc'"; the message names the column."""
    parts = []
    if problem.rows:
        more = " …" if problem.count > len(problem.rows[:ROWS_NAMED]) else ""
        rows = "row" if problem.count == 1 else "rows"
        parts.append(f"{count(problem.count)} {rows}: {', '.join(str(row) for row in problem.rows[:ROWS_NAMED])}{more}")
    elif problem.count > 1:
        parts.append(f"{count(problem.count)} times")
    return ", ".join(parts) + (f"; for example {problem.value!r}" if problem.value else "")


def _show_problem(problem: Problem) -> None:
    with st.container(border=True, gap="xxsmall"):
        st.text(problem.message)
        st.text(f"→ {problem.fix}")
        if where := locate(problem):
            st.text(where)


def _show_rest(problems: Sequence[Problem]) -> None:
    if problems:
        table = pd.DataFrame([(p.message, p.fix, locate(p)) for p in problems], columns=["What happened", "What fixes it", "Where"])
        st.dataframe(table, hide_index=True, lazy=len(table) > 1000, alt=f"{len(table)} further problems of this kind")
