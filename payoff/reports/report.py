"""A report in the form asked for; a new form is one more entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from payoff.core.message import say
from payoff.workflow.case_answer import CaseAnswer
from payoff.workflow.output import open_partial

Write = Callable[[CaseAnswer, str], bytes]


class ReportError(Exception):
    """A report cannot be made or put where it was asked for; the message says what to do."""


@dataclass(frozen=True)
class Form:
    """A form of report: its name as people know it, its MIME type, and the module and function that write it.

    The module is imported when a report is asked for, so that nobody waits for what they do not use.
    """

    label: str
    mime: str
    module: str
    function: str

    def write(self, answer: CaseAnswer, language: str) -> bytes:
        """The whole report."""
        writer: Write = getattr(import_module(f"payoff.reports.{self.module}"), self.function)
        return writer(answer, language)


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMS: Mapping[str, Form] = {
    "xlsx": Form(say("Excel"), f"{_OFFICE}.spreadsheetml.sheet", "book.workbook", "write_workbook"),
    "pptx": Form(say("PowerPoint"), f"{_OFFICE}.presentationml.presentation", "deck.deck", "write_deck"),
    "html": Form(say("HTML"), "text/html", "page.page", "write_page"),
    "pdf": Form(say("PDF"), "application/pdf", "page.pdf", "write_pdf"),
}
"""By the ending of the file."""


def write_report(answer: CaseAnswer, form: str, language: str) -> bytes:
    """The report of `answer` as a file of the form's kind; ReportError where what it needs is not installed."""
    return FORMS[form].write(answer, language)


def save_report(answer: CaseAnswer, form: str, path: Path, *, language: str) -> None:
    """Write the report to `path`, which gets its name only when it is whole; ReportError where it cannot be written."""
    content = write_report(answer, form, language)
    try:
        with open_partial(path) as file:
            file.write(content)
    except OSError as error:
        raise ReportError(say("{path} cannot be written: {reason}.", path=path, reason=error.strerror)) from error
