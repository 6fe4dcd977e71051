"""The language of a report: how text is said, and which fonts hold its characters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from payoff.core.message import Message
from payoff.language import translate

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True)
class Tongue:
    """A language, by its key; call it with a text to have that text in it."""

    language: str

    def __call__(self, text: str) -> str:
        """A message in this language; any other text, which may be a stranger's, as it is, less what no document may hold."""
        return CONTROL.sub("", translate(text, self.language) if isinstance(text, Message) else text)

    @property
    def latin(self) -> str:
        """The font for Latin letters and digits."""
        return "Arial"

    @property
    def eastern(self) -> str:
        """The font for Chinese characters, which office programs replace where they lack it."""
        return "Microsoft YaHei"

    @property
    def main(self) -> str:
        """The font of a document that names only one."""
        return self.eastern if self.language == "zh" else self.latin

    @property
    def tag(self) -> str:
        """BCP 47, so that a browser takes the Chinese forms of shared characters."""
        return {"zh": "zh-CN"}.get(self.language, self.language)
