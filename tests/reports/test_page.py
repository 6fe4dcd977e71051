"""The page: self-contained, harmless, in both languages; and the PDF made from it."""

from __future__ import annotations

import builtins
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from payoff.domains import load_domains
from payoff.reports.page.page import write_page
from payoff.reports.page.pdf import write_pdf
from payoff.reports.report import ReportError
from payoff.reports.tongue import Tongue
from payoff.workflow.case_sentences import say_case

HOSTILE = '<script>alert(1)</script><img src="http://example.org/x.png">'


class Reader(HTMLParser):
    """What a page would load or run, its words, and whether its tags close."""

    VOID = frozenset({"meta", "col", "rect", "line", "polyline", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.charts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.charts += tag == "svg"
        if tag in ("script", "link", "img", "iframe", "object"):
            self.asked.append(tag)
        self.asked += [f"{name}={value}" for name, value in attrs if name in ("src", "data") or name.startswith("on")]
        self.asked += [f"{name}={value}" for name, value in attrs if name == "href" and not str(value).startswith("#")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read_page(content: bytes) -> Reader:
    reader = Reader()
    reader.feed(content.decode())
    return reader


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("domain", load_domains())
def test_a_page_loads_and_runs_nothing_and_says_the_verdict(answers, domain, language) -> None:
    answer, tongue = answers[domain], Tongue(language)
    content = write_page(answer, language)
    page = read_page(content)
    assert page.asked == []
    assert page.open == []
    assert page.charts == 6
    assert f'lang="{tongue.tag}"' in content.decode()
    assert all(tongue(text) in " ".join(page.words).replace("\u2060", "") for text in say_case(answer.result, answer.risk))
    assert not re.search(r"@import|url\(", content.decode())


@pytest.mark.parametrize("domain", load_domains())
def test_a_chinese_page_holds_no_run_of_english_words_but_in_sources(answers, domain) -> None:
    sources = {str(a.source) for a in answers[domain].file.sheet.assumptions}
    words = [text for text in read_page(write_page(answers[domain], "zh")).words if text not in sources and "{" not in text]
    assert [text for text in words if re.search(r"[A-Za-z]{2,}(?: [A-Za-z]{2,}){3,}", text)] == []


def test_a_minus_stays_with_its_currency_sign(answers) -> None:
    words = " ".join(read_page(write_page(answers["retail"], "en")).words)
    assert "−\u2060$" in words
    assert "−$" not in words


def test_text_of_a_stranger_is_shown_and_not_run(credit) -> None:
    sheet = credit.file.sheet
    named = replace(sheet, assumptions=tuple(replace(a, source=HOSTILE, owner=HOSTILE) for a in sheet.assumptions))
    hostile = replace(credit, file=replace(credit.file, title=HOSTILE, sheet=named), provenance=replace(credit.provenance, data=HOSTILE))
    page = read_page(write_page(hostile, "en"))
    assert page.asked == []
    assert HOSTILE in " ".join(page.words)


def test_the_page_states_digests_rows_split_date_and_version(credit) -> None:
    words = " ".join(read_page(write_page(credit, "en")).words)
    found = credit.provenance
    assert all(
        str(part) in words
        for part in (found.data_digest, found.model_digest, found.split, found.made, found.version, "Measured on 400 rows")
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_pdf_is_made_from_the_page(credit, language) -> None:
    try:
        content = write_pdf(credit, language)
    except ReportError as error:
        pytest.skip(str(error))
    assert content.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", content)) >= 3 or b"/ObjStm" in content


def test_without_pango_the_message_says_what_to_install(credit, monkeypatch) -> None:
    real = builtins.__import__

    def absent(name, *rest):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(ReportError, match=r"apt install libpango-1\.0-0 libpangoft2-1\.0-0"):
        write_pdf(credit, "en")
