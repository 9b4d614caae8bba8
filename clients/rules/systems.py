"""Systems that give Latin letters values of their own: a whole name must look like theirs.

"Jung-chih" is Rongzhi by Wade and Giles, "Tizuko" is Chizuko by Kunrei, "Cumar" is Umar in Somali.
A Carlos is none of them; therefore a system is tried only on a name of which every word fits it.
"""

import re
from collections.abc import Callable

_CHINESE = re.compile(
    "(?:(?:zh|ch|sh|hs|tz|ts|sz|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:i[ae]ng|iong|iung|uang|ueng|[aeiou]ng|iao|ia[no]?|ie[nh]?|iu|io|i[hn]?|uai|ua[n]?|ue[hin]?|uo|u[in]?"
    "|a[ino]?|e[hinr]?|ou?))+"
)
_SYLLABLE = re.compile(
    "(?P<initial>zh|ch|sh|hs|tz|ts|sz|[bpmfdtnlgkhjqxrzcsyw]|)"
    "(?P<final>i[ae]ng|iong|iung|uang|ueng|[aeiou]ng(?![aeiou])|iao|ia(?:n(?![aeiou])|o)?"
    "|ie(?:n(?![aeiou])|h)?|iu|io|i(?:h|n(?![aeiou]))?|uai|ua(?:n(?![aeiou]))?"
    "|ue(?:h|i|n(?![aeiou]))?|uo|u(?:i|n(?![aeiou]))?"
    "|a(?:i|o|n(?![aeiou]))?|e(?:h|i|r|n(?![aeiou]))?|ou?)"
)
_KUNREI = re.compile("(?:(?:[kstnhmrgzdbp]y|[kstnhmyrwgzdbp])?[aiueo]|n(?![aiueoy]))+")
_KUNREI_SIGNS = re.compile("t[iuy]|hu|[sz]y|[sz]i|d[uy]")
_KUNREI_SAID = {
    "ti": "chi", "tu": "tsu", "ty": "ch", "hu": "fu", "sy": "sh", "si": "shi", "zy": "j",
    "zi": "ji", "du": "zu", "dy": "j", "di": "ji",
}  # fmt: skip
_SOMALI = re.compile("[a-oq-uw-y]+")
_SOMALI_SIGNS = re.compile("c(?=[aeiou])|x|aa|ii|oo|uu")


def chinese(word: str) -> str | None:
    """Return a word by Wade and Giles as pinyin spells it, aspiration apart; None for others."""
    if not _CHINESE.fullmatch(word):
        return None
    return _SYLLABLE.sub(_syllable, word)


def _syllable(found: re.Match[str]) -> str:
    initial, final = found["initial"], found["final"]
    if initial == "j":
        initial = "r"
    if initial in {"tz", "sz", "ts"} and final == "u":
        return ("s" if initial == "sz" else "z") + "i"
    if initial in {"k", "h", "g"} and final == "o":
        final = "e"
    if initial in {"r", "t", "n", "l", "ch", "s", "ts"} and final == "o":
        final = "uo"
    return initial + final.removesuffix("h").replace("ung", "ong").replace("ien", "ian")


def japanese(word: str) -> str | None:
    if not _KUNREI.fullmatch(word):
        return None
    return _KUNREI_SIGNS.sub(lambda found: _KUNREI_SAID[found[0]], word)


def somali(word: str) -> str | None:
    if not _SOMALI.fullmatch(word):
        return None
    return word.replace("x", "h").replace("c", "")


_LONG = re.compile("aa|ii|oo|uu")

_SYSTEMS: tuple[tuple[Callable[[str], str | None], re.Pattern[str]], ...] = (
    (chinese, re.compile("hs|tz|sz|ts|j|ung|ien|k|o$|h$")),
    (japanese, _KUNREI_SIGNS),
    (somali, _SOMALI_SIGNS),
)


def by_system(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return how each word is spelled elsewhere, if the whole name is of one of the systems."""
    also: list[set[str]] = [set() for _word in words]
    chinese_too = all(chinese(word) for word in words)
    for system, signs in _SYSTEMS:
        if not any(signs.search(word) for word in words):
            continue
        spelled = [system(word) for word in words]
        if None in spelled:
            continue
        if system is somali and chinese_too and not any(_LONG.search(word) for word in words):
            continue  # the x of Xiaoming
        for place, (word, other) in enumerate(zip(words, spelled, strict=True)):
            if other and other != word:
                also[place].add(other)
    return [tuple(sorted(each)) for each in also]
