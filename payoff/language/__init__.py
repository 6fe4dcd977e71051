"""The languages the product speaks: one gettext catalogue each, English being the templates themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping

from payoff.core.message import Message, render
from payoff.core.wording import Number
from payoff.language.catalogue import read_catalogue
from payoff.language.numbers import write_number

ENGLISH = "en"
LANGUAGES: Mapping[str, str] = {ENGLISH: "English", "zh": "简体中文"}
"""Key in links and options, and the language's own name."""

WITHOUT_SPACES = frozenset({"zh"})
"""Languages whose sentences follow each other without a space."""

_SPACE_AFTER_STOP = re.compile(r"(?<=[。，；：！？、）”]) +(?=[^ |])")


def translate(text: str, language: str) -> str:
    """`text` as `language` says it: a message by its template, plain text by the whole of it; unknown text stays as it is."""
    if language == ENGLISH:
        return str(text)
    texts = read_catalogue(language)

    def speak(part: str) -> str:
        if isinstance(part, Number):
            return write_number(part, language, speak)
        return texts.get(part) or str(part)

    said = str(render(text, speak) if isinstance(text, Message) else speak(text))
    return _SPACE_AFTER_STOP.sub("", said) if language in WITHOUT_SPACES else said
