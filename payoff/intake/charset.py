"""Which encoding a text is in that is not UTF-8: the scripts' everyday characters tell, else charset-normalizer."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

ASIAN = ("gb18030", "big5", "cp932")
OTHERS = ("cp1251", "koi8_r", "cp1253", "cp1250", "cp1254", "cp949", "euc_jp", "cp1255", "cp1256", "cp874")

EVERYDAY = 0.75
"""Share of the characters beyond ASCII that must be a script's everyday ones before an Asian encoding is believed."""

FEW = 9
"""Bytes beyond ASCII up to which a text is too short to tell a western language from another script."""

LOOKED_AT = 1 << 16
"""Bytes of text beyond ASCII that settle it."""

LEVEL_ONE = {"gb18030": ("gb2312", 0xB0, 0xD7), "big5": ("big5", 0xA4, 0xC6), "cp932": ("cp932", 0x88, 0x97)}
"""Lead bytes of the everyday characters in each standard; the rarer ones follow behind."""

SYLLABLES = re.compile("[가-힣]")
EVERYDAY_KOREAN = frozenset(
    "이가는을를에의고하다기사대지로자서시인도수원번호금액년월일여부명상계성별출한정보주소율객만등급담신용아니오예남연체확"
)
KOREAN = 0.3
"""Share of everyday syllables from which bytes that decode as Chinese too are Korean: by chance it is a fortieth."""

WITHIN_POLISH = rb"[A-Za-z][\xb9\xb3\xbf\xbc\xbe][a-z]"
"""Letters of Windows-1250 within a word where Windows-1252 has signs: "Niesp\xb3acony"."""

TITLES = {"cp1252": "Windows-1252", "latin-1": "Latin-1", "gb18030": "GB18030", "big5": "Big5", "cp932": "Shift-JIS"}


def guess_encoding(data: bytes) -> str:
    """The encoding of `data` (no UTF-8, perhaps cut within a character) as Python names it; Latin-1 where nothing else fits."""
    told = b"\n".join(_telling_lines(data))
    asian = {encoding: everyday_share(told, encoding) for encoding in ASIAN}
    best = max(asian, key=lambda encoding: asian[encoding])
    if asian[best] >= EVERYDAY:
        return "cp949" if best == "gb18030" and _is_korean(told) else best
    if re.search(WITHIN_POLISH, told) and _fits(data, "cp1250"):
        return "cp1250"
    western = _fits(data, "cp1252")
    beyond = sum(byte > 127 for byte in told)
    if beyond < FEW or (western and _is_western(told.decode("cp1252", errors="replace"))):
        return "cp1252" if western else "latin-1"
    # Another script altogether (Cyrillic, Greek, Korean …): only the library knows those.
    found = from_bytes(told, cp_isolation=list(OTHERS)).best()
    if found is not None and _fits(data, found.encoding):
        return found.encoding
    return "cp1252" if western else "latin-1"


def title_of(encoding: str) -> str:
    """The encoding's usual name."""
    return TITLES.get(encoding, encoding.upper().replace("_", "-"))


def everyday_share(data: bytes, encoding: str) -> float:
    """Share, 0 to 1, of the characters beyond ASCII in `data` that are everyday ones of `encoding`'s script; 0 where it does not decode."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    beyond = [character for character in text if ord(character) > 127]
    return sum(_everyday(character, encoding) for character in beyond) / len(beyond) if beyond else 0.0


def _everyday(character: str, encoding: str) -> float:
    code = ord(character)
    if 0x3040 <= code <= 0x30FF:
        return 1.0
    if 0x3000 <= code <= 0x303F or 0xFF00 <= code <= 0xFF60 or 0xFFE0 <= code <= 0xFFE6:
        return 0.8
    standard, low, high = LEVEL_ONE[encoding]
    try:
        lead = character.encode(standard)
    except UnicodeEncodeError:
        return 0.0
    return float(len(lead) == 2 and low <= lead[0] <= high and 0x4E00 <= code <= 0x9FFF)


def _is_korean(told: bytes) -> bool:
    # The Korean standard and the Chinese one share most of their bytes.
    if not _fits(told, "cp949"):
        return False
    text = told.decode("cp949", errors="ignore")
    syllables = SYLLABLES.findall(text)
    beyond = sum(character.isalpha() and ord(character) > 127 for character in text)
    return 2 * len(syllables) > beyond and sum(s in EVERYDAY_KOREAN for s in syllables) >= KOREAN * len(syllables)


def _telling_lines(data: bytes) -> list[bytes]:
    lines, size = [], 0
    # The last line may be cut within a character.
    *whole, last = data.split(b"\n")
    for line in whole or [last]:
        if not line.isascii():
            lines.append(line)
            size += len(line)
            if size > LOOKED_AT:
                break
    return lines


def _fits(data: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _is_western(text: str) -> bool:
    # Words of western languages seldom hold three letters beyond ASCII in a row; another script's bytes do nothing else.
    beyond = sum(ord(c) > 127 for c in text)
    strange = sum(len(run) for run in re.findall(r"[^\x00-\x7f]{3,}", text))
    return strange <= 0.2 * beyond
