"""How one word may lie in a file without anybody having meant to write it there."""

import base64
import html
import json
import quopri
import unicodedata
from collections.abc import Callable
from typing import Literal
from urllib.parse import quote


def base64_at(offset: int, word: str) -> bytes:
    """Return the part of base64 that is the same whatever stands around the word.

    :param offset: where the word begins within a group of three bytes
    """
    raw = word.encode()
    whole = base64.b64encode(bytes(offset) + raw)
    first = (0, 2, 3)[offset]
    bits = (offset + len(raw)) * 8
    return whole[first : bits // 6]


def escaped(word: str) -> bytes:
    return json.dumps(word)[1:-1].encode()


def escaped_whole(word: str) -> bytes:
    return "".join(f"\\u{ord(sign):04x}" for sign in word).encode()


def entities(word: str, shape: str) -> bytes:
    return "".join(shape.format(ord(sign)) if ord(sign) > 127 else sign for sign in word).encode()


_URL_SAFE = bytes.maketrans(b"+/", b"-_")
SPELLINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda word: word.encode(),
    "utf-16 little": lambda word: word.encode("utf-16-le"),
    "utf-16 big": lambda word: word.encode("utf-16-be"),
    "latin-1": lambda word: word.encode("latin-1", "replace"),
    "hex": lambda word: word.encode().hex().encode(),
    "base64 +0": lambda word: base64_at(0, word),
    "base64 +1": lambda word: base64_at(1, word),
    "base64 +2": lambda word: base64_at(2, word),
    "url-safe base64 +0": lambda word: base64_at(0, word).translate(_URL_SAFE),
    "url-safe base64 +1": lambda word: base64_at(1, word).translate(_URL_SAFE),
    "url-safe base64 +2": lambda word: base64_at(2, word).translate(_URL_SAFE),
    "json": escaped,
    "json, every sign": escaped_whole,
    "percent": lambda word: quote(word).encode(),
    "html": lambda word: html.escape(word).encode(),
    "html decimal": lambda word: entities(word, "&#{};"),
    "html hex": lambda word: entities(word, "&#x{:x};"),
    "quoted-printable": lambda word: quopri.encodestring(word.encode(), quotetabs=False),
}
FORMS: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")
CASES: tuple[Callable[[str], str], ...] = (str, str.casefold, str.upper, str.title)


def spellings(word: str) -> dict[bytes, str]:
    """Return every sequence of bytes to look for, and how it spells the word.

    The search itself does not tell A from a; other letters are spelled in each case here.
    """
    found: dict[bytes, str] = {}
    for form in FORMS:
        for case in CASES:
            variant = unicodedata.normalize(form, case(word))
            for name, spell in SPELLINGS.items():
                spelled = spell(variant)
                if not (name == "latin-1" and b"?" in spelled) and len(spelled) >= 7:
                    found.setdefault(spelled.lower(), name)
    return found
