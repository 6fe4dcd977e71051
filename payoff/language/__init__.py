"""The languages the product speaks: one gettext catalogue each, English being the templates themselves."""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from payoff.core.message import render

LANGUAGES: Mapping[str, str] = {"en": "English", "zh": "简体中文"}
"""Key in links and options, and the language's own name."""

CATALOGUES = Path(__file__).parent


@cache
def read_catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of `language`; English, and any language without one, has none and keeps the templates."""
    return gettext.translation("payoff", CATALOGUES, [language], fallback=True)


def translate(text: str, language: str) -> str:
    """`text` as `language` says it: a message by its template, plain text by the whole of it; unknown text stays as it is."""
    catalogue = read_catalogue(language)
    rendered = render(text, catalogue.gettext) if hasattr(text, "template") else catalogue.gettext(text) if text else text
    return str(rendered)
