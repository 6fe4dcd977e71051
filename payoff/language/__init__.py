"""The languages the product speaks: one gettext catalogue each, English being the templates themselves."""

from __future__ import annotations

from collections.abc import Mapping

from payoff.core.message import Message, render
from payoff.core.wording import Number
from payoff.language.catalogue import read_catalogue
from payoff.language.numbers import write_number

ENGLISH = "en"
LANGUAGES: Mapping[str, str] = {ENGLISH: "English", "zh": "简体中文"}
"""Key in links and options, and the language's own name."""


def translate(text: str, language: str) -> str:
    """`text` as `language` says it: a message by its template, plain text by the whole of it; unknown text stays as it is."""
    if language == ENGLISH:
        return str(text)
    texts = read_catalogue(language)

    def speak(part: str) -> str:
        if isinstance(part, Number):
            return write_number(part, language, speak)
        return texts.get(part) or str(part)

    return str(render(text, speak) if isinstance(text, Message) else speak(text))
