"""The page printed: WeasyPrint lays it out, without loading anything."""

from __future__ import annotations

from ctypes.util import find_library
from typing import Any

from payoff.core.message import Message, say
from payoff.reports.page.page import write_page
from payoff.reports.report import ReportError
from payoff.workflow.case_answer import CaseAnswer

PANGO = ("pango-1.0", "pango-1.0-0", "libpango-1.0-0")
"""Names under which systems know the library."""
PANGO_MISSING = say(
    "A PDF needs the text library Pango, which cannot be loaded here. On Debian or Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0; "
    "on macOS: brew install pango. Or print the HTML report from a browser."
)


def write_pdf(answer: CaseAnswer, language: str) -> bytes:
    """A .pdf in the language asked for; ReportError says what to install where it cannot be made."""
    content = write_page(answer, language).decode()
    return bytes(_load().HTML(string=content, url_fetcher=_refuse, media_type="print").write_pdf(pdf_tags=True))


def find_obstacle() -> Message | None:
    """Why no PDF can be made here, as far as can be told without trying; None where nothing speaks against it."""
    return None if any(find_library(name) for name in PANGO) else PANGO_MISSING


def _load() -> Any:
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        # The library looks for Pango when it is imported.
        raise ReportError(PANGO_MISSING) from error
    return weasyprint


def _refuse(url: str, *_: Any, **__: Any) -> Any:
    raise ValueError(f"The report loads nothing, and {url!r} was asked for.")
