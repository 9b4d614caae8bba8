"""Scripts in which a vowel is unwritten or out of order, where letter by letter fails.

Brahmic scripts of India say "a" after every consonant that has no other vowel; their Unicode blocks
are laid out alike, so one table serves nine. Thai writes some vowels before the consonant they
follow. Sources: ISO 15919:2001 and the Royal Thai General System (1999), simplified: whoever
compares by ear needs no length and no retroflex.
"""

import re
from collections.abc import Iterable


def _said(letters: Iterable[int], sounds: str) -> dict[int, str]:
    return dict(zip(letters, sounds.split(), strict=True))


_FIRST, _LAST, _BLOCK = 0x0900, 0x0D7F, 0x80
_CONSONANTS = (
    _said(range(0x15, 0x25), "k kh g gh n ch ch j jh n t t d d n t")
    | _said(range(0x25, 0x3A), "t d d n n p p b b m y r r l l zh v sh sh s h")
    | _said((0x4E, *range(0x58, 0x60)), "t k kh g z r r f y")
)
_STANDING = _said(
    (0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0E, 0x0F, 0x10, 0x12, 0x13, 0x14),
    "a a i i u u ri e e ai o o au",
)
_SIGNS = _said(
    (0x3E, 0x3F, 0x40, 0x41, 0x42, 0x43, 0x46, 0x47, 0x48, 0x4A, 0x4B, 0x4C),
    "a i i u u ri e e ai o o au",
)
_NASALS = {0x01, 0x02, 0x70}
_VIRAMA, _SILENT = 0x4D, {0x03, 0x3C, 0x71}
# Devanagari, Bengali, Gurmukhi, Gujarati: the last unwritten vowel of a word is not said.
_ENDS_WITHOUT_VOWEL = frozenset({0, 1, 2, 3})

_THAI = re.compile("[\u0e00-\u0e7f]+")
_THAI_UNSAID = re.compile(
    "[\u0e01-\u0e2e][\u0e31\u0e34-\u0e3a]?\u0e4c|[\u0e47-\u0e4b\u0e4d-\u0e4f]"
)
_THAI_BEFORE = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")
_THAI_LEADING_H = re.compile("\u0e2b(?=[\u0e07\u0e0d\u0e19\u0e21\u0e22\u0e23\u0e25\u0e27])")
_THAI_LETTERS = _said(
    map(ord, "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"),
    "k k k k k k ng j sh sh s sh y d t t t t n d t t t t n b p p f p f p m y r l w s s s h l - h",
) | _said(
    (*range(0x0E30, 0x0E3A), *range(0x0E40, 0x0E46)),
    "a a a am i i u u u u e e o ai ai a",
)


def with_vowels(text: str) -> str:
    """Write out Brahmic and Thai text in Latin letters; leave everything else as it is."""
    if text.isascii():
        return text
    return _THAI.sub(lambda found: _thai(found[0]), _brahmic(text))


def _brahmic(text: str) -> str:
    said: list[str] = []
    owed = -1  # the block of a consonant whose vowel is not decided yet
    for letter in [*text, ""]:
        code = ord(letter) if letter else 0
        inside = _FIRST <= code <= _LAST
        block, place = divmod(code - _FIRST, _BLOCK) if inside else (-1, -1)
        if owed >= 0 and place in _SILENT:
            continue  # the consonant's own dot or breath; its vowel still comes
        if owed >= 0 and place != _VIRAMA and place not in _SIGNS:
            ends = not inside and owed in _ENDS_WITHOUT_VOWEL
            said.append("" if ends else "a")
        owed = -1
        if not inside:
            said.append(letter)
        elif place in _CONSONANTS:
            said.append(_CONSONANTS[place])
            owed = block
        elif place in _NASALS:
            said.append("n")
        elif place != _VIRAMA and place not in _SILENT:
            said.append(_STANDING.get(place) or _SIGNS.get(place) or letter)
    return "".join(said)


def _thai(text: str) -> str:
    text = _THAI_BEFORE.sub(r"\2\1", _THAI_UNSAID.sub("", text))
    text = _THAI_LEADING_H.sub("", text.replace("ทร", "ส"))
    said = "".join(_THAI_LETTERS.get(ord(letter), letter) for letter in text)
    return said.replace("-", "")
