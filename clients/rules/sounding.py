"""How a word of a name may be read aloud, whichever system or habit it was written by.

Nobody who says a name over the telephone says which romanisation it stands in, so a letter with
several values gives several readings: "ch" is heard in Charles, Chaouch and Charalambos. A reading
is written in few consonants and five vowels; its bones are the reading without vowels. Where the
values come from: the systems named in tests/clients/names/sources.csv.
"""

import re
from collections.abc import Iterator

# Beyond these the readings of one word would find everybody, and each is a token in the database.
MOST_READINGS = 8
_VOWEL = "aeiou"

# grapheme -> how it may be read, likeliest first. Tried in this order: the first that fits wins.
_TABLE: tuple[tuple[str, str], ...] = (
    # sibilants and affricates, which systems confuse most, are one class
    ("tch$", "s t"),
    ("s(?:hch|chtsch|ctsch|tsch)|chtch|tzsch|tsch|t(?:ch|sh|cz|zs)|sch|ch(?=tch)", "s"),
    ("ksh|kch|ksch", "ks s"),
    ("^chr", "kr hr"),
    ("^ch", "s k h"),
    ("chr|ch(?=[lnt])", "k s"),
    ("ch", "s k"),
    ("^kh", "k h"),
    ("kh", "k"),
    ("zh(?=.)(?<!^zh)", "s l"),
    ("s[hzjc](?![aeiou]?$)|s[hzj]|c[zs]|zh|zs|t[sz]|d[zs]h?|dj|tj|xh|gj|jh", "s"),
    ("tc(?=[ehiyu])|cch|tth?c", "s"),
    ("nj", "n ns"),
    ("d(?=i[aeou])", "t s"),
    ("th(?!r)|dh", "t s"),
    ("gh(?=[^aeiouy]|$)", "k -"),
    ("gh", "k"),
    ("ph|bh", "p"),
    ("sc(?=[eiy])", "s"),
    ("c(?=[eiy])", "s"),
    ("cq|ck|cc|ckh", "k"),
    ("^c(?=[aou])", "k s -"),
    ("c(?=[aou])", "k s"),
    ("c", "k s"),
    ("^x", "s k h"),
    ("x", "ks s k"),
    ("gu(?=[eiy])|qu", "k"),
    ("g(?=[eiy])", "k s h"),
    ("^gn", "n"),
    ("gn", "n kn"),
    ("q", "k s"),
    # Jamal is Gamal in Cairo, Jovan is Yovan, José is heard with h
    ("^j(?=[aeiouy])", "s i h k"),
    ("j(?=[aeiouy])", "s i k"),
    ("j", "s i"),
    ("^mp", "p"),
    ("^nt", "t"),
    ("^ng|ngh|nh|ng(?![aeiouy])", "n"),
    ("ll", "l i"),
    ("lh|lj", "l"),
    # the p of Baptista and Assumpção is not heard
    ("p(?=[tcs])", "p -"),
    ("^ou(?=[aeiy])|^u(?=[aeio])|^oo(?=[ae])", "p u"),
    ("(?<=[aeiouy])w(?![aeiouy])", "- p"),
    ("(?<=[bcdfgjkqsthmn])w", "p u"),
    ("^h(?=[aeiouyrl])", "h k -"),
    ("(?<=[aeiouy])h(?=[aeiouydlnrv])", "h k"),
    ("h", "h"),
    ("[bpfvw]", "p"),
    ("[td]", "t"),
    ("[kg]", "k"),
    ("[sz]", "s"),
    ("l", "l"),
    # an r that only lengthens a vowel, in Thai and Burmese habit: Siriporn, Prasert; Sri is said Si
    ("(?<=[aeo])r(?=n$|n[^aeiouy]|t$|m$)|(?<=s)r(?=i)", "r -"),
    ("r", "r"),
    ("m", "m"),
    ("n", "n"),
    # Daoud is Dawud
    ("(?<=a)ou(?![aeiouy])", "u pu"),
    ("oo|ou|oe|eo|eu|ue", "u"),
    ("au", "o"),
    ("ee|ie(?![aou])|ea|y|i", "i"),
    ("ai|ay|ae|ei|ey", "e"),
    ("[aeou]", ""),
)
_GRAPHEME = re.compile("|".join(f"(?P<g{i}>{shape})" for i, (shape, _) in enumerate(_TABLE)))
_VALUES = {f"g{i}": tuple(values.split()) for i, (_, values) in enumerate(_TABLE)}
_DOUBLED = re.compile(r"(.)\1+")
_LONG_VOWEL = re.compile(r"([aeiou])\1+")
_VOWELS = re.compile("[aeiou]+")
_THROAT = re.compile("(?<=.)h")
# The Arabic article is heard without its l before these: Nur al-Din, Nureddine.
_SUN_LETTER = re.compile("(?<=[aeou])l(?=[trsn])")


def readings(word: str) -> tuple[str, ...]:
    """Return how a normalised word may be read, likeliest first.

    >>> readings("choukri")
    ('sukri', 'kukri', 'hukri')
    """
    found = [""]
    for values in _graphemes(_doubled_letters_once(word)):
        room = MOST_READINGS // len(found)
        found = [start + value for value in values[: max(room, 1)] for start in found]
    return tuple(dict.fromkeys(_settled(reading) for reading in found))


def _doubled_letters_once(word: str) -> str:
    # Two l, o, e and c say another sound than one; all other doubles are habit.
    return re.sub(r"([^loec])\1+", r"\1", word)


def _graphemes(word: str) -> Iterator[tuple[str, ...]]:
    for found in _GRAPHEME.finditer(word):
        values = _VALUES[found.lastgroup or ""] or (found[0],)
        yield tuple("" if value == "-" else value for value in values)


def _settled(reading: str) -> str:
    # In an unvowelled script an h stands between two letters of two syllables: mhmd.
    text = _THROAT.sub("", _DOUBLED.sub(r"\1", _SUN_LETTER.sub("", reading)))
    return _LONG_VOWEL.sub(r"\1", text)


def bones(reading: str) -> str:
    """Return what stays of a reading when nobody agrees on its vowels.

    Words with one consonant keep their vowels, roughly: Li, Lu and Ela must not be the same.
    """
    stripped = _VOWELS.sub("", reading)
    if len(stripped) < 2:
        return rough(reading)
    return "A" + stripped if reading[0] in _VOWEL else stripped


def rough(reading: str) -> str:
    """Return the reading with three vowels: e and i, o and u are heard as one."""
    return reading.translate(_ROUGH)


_ROUGH = str.maketrans({"e": "i", "o": "u"})
