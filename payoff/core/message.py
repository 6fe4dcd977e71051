"""Text for people that can still be translated: English as it reads, with the template and the values it was made from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

Translate = Callable[[str], str]
"""From an English template to the same in a reader's language."""


class Message(str):
    """English text that remembers its template and values, so that an edge can say it in another language.

    It is a plain `str` to everyone else. Records and exceptions carry messages; only an edge (page, report, command
    line) renders them. Formatting one into an f-string or concatenating it yields plain English: use `say` and `join`.
    """

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, values: Mapping[str, object]) -> Message:
        message = super().__new__(cls, template.format(**values) if values else template)
        message.template, message.values = template, dict(values)
        return message

    def __getnewargs__(self) -> tuple[str, Mapping[str, object]]:  # type: ignore[override]
        return self.template, self.values

    def render(self, translate: Translate) -> str:
        """The text with its template translated, and every value that is a message too; other values stand as they are."""
        template = translate(self.template)
        return template.format(**{name: render(value, translate) for name, value in self.values.items()}) if self.values else template


class Joined(Message):
    """Messages one after the other; `template` is what stands between them."""

    def __new__(cls, template: str, values: Mapping[str, object]) -> Joined:
        message = str.__new__(cls, template.join(str(part) for part in values.values()))
        message.template, message.values = template, dict(values)
        return message

    def render(self, translate: Translate) -> str:
        """Each part rendered; the separator is translated too, where the catalogue has it."""
        return translate(self.template).join(str(render(part, translate)) for part in self.values.values())


class Shaped(Message):
    """A message put into the place it stands in: with a capital, without one, without its full stop or markup."""

    def __new__(cls, template: str, values: Mapping[str, object]) -> Shaped:
        message = str.__new__(cls, _SHAPES[template](str(values["text"])))
        message.template, message.values = template, dict(values)
        return message

    def render(self, translate: Translate) -> str:
        """The text rendered, then shaped."""
        return _SHAPES[self.template](str(render(self.values["text"], translate)))


def say(template: str, **values: object) -> Message:
    """Text for a person: `template` in `str.format` form. Without values it is taken as it stands, braces and all."""
    return Message(template, values)


def join(parts: Iterable[str], separator: str = " ") -> Message:
    """Sentences or items one after the other, still translatable part by part; empty ones are left out."""
    return Joined(separator, {str(place): part for place, part in enumerate(parts) if part})


def capital(text: str) -> Message:
    """`text` opening a sentence: first letter upper case, the rest as it is."""
    return Shaped("capital", {"text": text})


def uncapital(text: str) -> Message:
    """`text` inside a sentence: first letter lower case, unless it begins an abbreviation."""
    return Shaped("small", {"text": text})


def unstopped(text: str) -> Message:
    """`text` without its full stop, for what follows it in the same sentence."""
    return Shaped("unstopped", {"text": text})


def literal(text: str) -> Message:
    """`text` so that Markdown shows it as it is: it may hold a person's own words."""
    return Shaped("literal", {"text": text})


def reason(error: BaseException) -> str:
    """What an exception says for people: the message it was raised with, still translatable."""
    said = error.args[0] if error.args else ""
    return said if isinstance(said, Message) else str(error)


def render(value: object, translate: Translate) -> object:
    """`value` in the reader's language where it is a message; anything else as it is."""
    return value.render(translate) if isinstance(value, Message) else value


_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+!|$~])")
_SHAPES: Mapping[str, Callable[[str], str]] = {
    "capital": lambda text: text[:1].upper() + text[1:],
    "small": lambda text: text if text[:2].isupper() else text[:1].lower() + text[1:],
    "unstopped": lambda text: text.rstrip(".。"),
    "literal": lambda text: _MARKDOWN.sub(r"\\\1", " ".join(text.split())),
}
