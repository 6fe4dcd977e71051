"""What is wrong with a file, worst first: how often, what fixes it, and the rows behind it."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import streamlit as st

from payoff.core.message import Message, say
from payoff.intake.problems import SEVERITIES, Problem, Severity
from payoff.ui.format import count
from payoff.ui.language import _, spoken
from payoff.ui.show import tabulate

ROWS_NAMED = 8
SHOWN = 4
"""Problems of one severity written out; the rest follow as a table."""

_HEADINGS: dict[Severity, tuple[str, Message]] = {
    "fatal": ("block", say("Stops the file")),
    "rejected": ("remove_circle", say("Rows left out")),
    "warning": ("warning", say("Scored, but with care")),
    "note": ("info", say("For your information")),
}


def show_problems(problems: Sequence[Problem]) -> None:
    """Grouped by severity; a stranger's text only ever passes through st.text and table cells."""
    for severity in SEVERITIES:
        group = [p for p in problems if p.severity == severity]
        if group:
            icon, heading = _HEADINGS[severity]
            st.markdown(f"**:material/{icon}: {_(heading)}**")
            for problem in group[:SHOWN]:
                _show_problem(problem)
            _show_rest(group[SHOWN:])


def show_rejects(rejects: pa.Table | None, problems: Sequence[Problem]) -> None:
    """The rows left out, each with its reason, in the words of `problems`, and as it was written."""
    if rejects is not None:
        headings = {"row": _("Row"), "line": _("Line"), "reason": _("Reason"), "record": _("As written")}
        with st.expander(_("The {n} rows left out", n=count(rejects.num_rows)), icon=":material/table_rows:"):
            st.dataframe(
                _speak_reasons(rejects, problems), hide_index=True, lazy=True, placeholder="", column_config=headings,
                alt=_("Rows left out, each with line, reason and the record as written"),
            )  # fmt: skip


def _speak_reasons(rejects: pa.Table, problems: Sequence[Problem]) -> pa.Table:
    # A table holds plain text: what it was made from stands in the problems.
    said = {str(problem.message): spoken(problem.message) for problem in problems}
    reasons = []
    for reason in rejects.column("reason").to_pylist():
        for english, here in said.items():
            reason = reason.replace(english, here)
        reasons.append(reason)
    return rejects.set_column(rejects.column_names.index("reason"), "reason", pa.array(reasons, pa.string()))


def locate(problem: Problem) -> str:
    """Where and how often, "12 rows: 3, 5, 8 …; for example 'abc'"; the message names the column."""
    where: str = ""
    if problem.rows:
        more = " …" if problem.count > len(problem.rows[:ROWS_NAMED]) else ""
        listed = ", ".join(str(row) for row in problem.rows[:ROWS_NAMED]) + more
        where = say("{n} rows: {rows}", n=count(problem.count), rows=listed) if problem.count != 1 else say("1 row: {rows}", rows=listed)
    elif problem.count > 1:
        where = say("{n} times", n=count(problem.count))
    example = say("for example {value!r}", value=problem.value) if problem.value else ""
    if not where:
        return _("; {example}", example=example) if example else ""
    return _("{where}; {example}", where=where, example=example) if example else _(where)


def _show_problem(problem: Problem) -> None:
    with st.container(border=True, gap="xxsmall"):
        st.text(spoken(problem.message))
        st.text(f"→ {spoken(problem.fix)}")
        if where := locate(problem):
            st.text(where)


def _show_rest(problems: Sequence[Problem]) -> None:
    if problems:
        table = tabulate([(p.message, p.fix, locate(p)) for p in problems], [_("What happened"), _("What fixes it"), _("Where")])
        st.dataframe(table, hide_index=True, lazy=len(table) > 1000, alt=_("{n} further problems of this kind", n=len(table)))
