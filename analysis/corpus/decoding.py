"""Bytes as received -> text, or the reason why not."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = {
    "UTF-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE),
    "UTF-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
}

# Control characters, which no SVG may hold, and those that turn the direction of reading.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


@dataclass(frozen=True)
class Decoded:
    """A text, or the reason why there is none."""

    text: str = ""
    reason: str = ""


def decode(content: bytes) -> Decoded:
    r"""Decode UTF-8, with or without a byte order mark; line ends stay as they are.

    >>> decode(b"caf\xe9").reason
    'not UTF-8 at byte 3; save it as UTF-8'
    """
    for name, marks in _MARKS.items():
        if content.startswith(marks):
            return Decoded(reason=f"{name}, not UTF-8; save it as UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\0" in content:
            return Decoded(reason="binary, not text")
        return Decoded(reason=f"not UTF-8 at byte {error.start}; save it as UTF-8")
    return check_text(text)


def check_text(text: str) -> Decoded:
    """Return the text, or the reason why it cannot be an article's."""
    if "\0" in text:
        return Decoded(reason=f"binary, not text (NUL at character {text.index(chr(0))})")
    if any("\ud800" <= character <= "\udfff" for character in text):
        return Decoded(reason="holds half a character (a lone surrogate)")
    return Decoded(text) if text.strip() else Decoded(reason="empty")


def blank_controls(text: str) -> str:
    r"""Return a text with a blank for control characters and overrides of direction.

    >>> blank_controls("The\aDaily \u202e\u202d News"), blank_controls("As  it stands")
    ('The Daily News', 'As  it stands')
    """
    return " ".join(_CONTROLS.sub(" ", text).split()) if _CONTROLS.search(text) else text
