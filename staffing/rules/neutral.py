"""Whether a text for the board tells of somebody: names, places, numbers. Pure.

It refuses what it does not know rather than what it knows to be wrong: a word with a capital that
is no state, language or term of the work is taken for a name or a place, at the beginning of a
sentence too unless it is an ordinary one. A text that is refused is written anew; one that named
somebody is read by every volunteer.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clients.rules.matching import ReadName, compare
from clients.rules.names import normalise, organisation_parts, telling_parts
from staffing.rules.openers import OPENERS
from staffing.rules.places import CITIES, LONG_CITIES, MAY_STAND, SMALL, set_of

NAME, PLACE, NUMBER, DATE, CONTACT, CAPITAL = (
    "name", "place", "number", "date", "contact", "capital",
)  # fmt: skip
TEXTS: dict[str, Promise] = {
    NAME: _("“%(what)s” resembles a name in this matter."),
    PLACE: _("“%(what)s” tells of a place smaller than a state."),
    NUMBER: _("“%(what)s” could be a number that tells who it is, or when something was."),
    DATE: _("“%(what)s” tells a day, or when somebody was born."),
    CONTACT: _("“%(what)s” is a way to reach somebody."),
    CAPITAL: _("“%(what)s” could be a name or a place: it is no state, language or known term."),
}

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DATES = re.compile(
    r"\d{1,4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,4}"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS}|may)\b"
    rf"|\b(?:{_MONTHS}|may)\s+\d{{1,2}}\b"
    r"|\bborn\b[^.;]{0,20}\d|\b(?:aged?|turns|turned)\s+\d{1,3}\b"
    r"|\b\d{1,3}[\s-]*years?[\s-]*old\b|\bd\.?\s?o\.?\s?b\b",
    re.IGNORECASE,
)
# Four figures, whatever stands between them, and letters with figures as papers write them.
_NUMBERS = re.compile(r"\d(?:[\s().,/+-]{0,3}\d){3,}|\b[A-Z]{1,3}\s?[-#]?\s?\d{3,}\b|#\s?\d+")
_CONTACTS = re.compile(r"\S+@\S+|https?:\S+|www\.\S+|\b[\w-]+\.(?:com|org|net|gov|edu|uk)\b", re.I)
# Forms of agencies are no numbers of anybody.
_FORMS = re.compile(r"\b(?:I|G|N|EOIR|AR)-\d{1,3}[A-Z]?(?:/[A-Z])?\b")
# Where a sentence begins: the text, a line or an item of a list, or behind what ends one, a bracket
# around it or not. After a colon, a dash, a bracket or a quotation mark inside of one none does.
_SENTENCE = re.compile(r"(?:(?:\A|\n)[^\S\n]*(?:[•*\-–—][^\S\n]*)?|[.!?][)”\"]?\s+)[(“\"]?\Z")
_WORD = re.compile(r"[^\W\d_](?:[\w'’.-]*\w)?")
# Words of everyday that are somebody's name as well; with a small letter they are not the name.
_EVERYDAY = set_of(
    """
    a an and are as at be but by can do even for from go grace had has have he her him his hope i
    in is it joy long may me my no not of on or our own she so some the they this to too us was
    we will with you young best case client good help law love new old one other rose stone true
    white work main hill west east north south day summer
    """
)
_SHORTEST = 2


@dataclass(frozen=True)
class Known:
    """A name in the matter; `whole`: a code name, whose words are ordinary ones."""

    name: str
    is_organisation: bool = False
    whole: bool = False


@dataclass(frozen=True)
class Fault:
    code: str
    what: str

    @property
    def text(self) -> str:
        return str(TEXTS[self.code]) % {"what": self.what}


def faults_in(text: str, names: Iterable[Known], places: Iterable[str] = ()) -> list[Fault]:
    """Return what tells of somebody in a text, each word once; empty where it is neutral.

    :param places: where the client lives or is reached; each telling word of them is looked for
    """
    text = _FORMS.sub("form", text)
    found = [Fault(CONTACT, hit[0]) for hit in _CONTACTS.finditer(text)]
    found += [Fault(DATE, hit[0].strip()) for hit in _DATES.finditer(text)]
    found += [Fault(NUMBER, hit[0].strip()) for hit in _NUMBERS.finditer(text)]
    words = [(hit[0], hit.start()) for hit in _WORD.finditer(text)]
    found += _named(text, [word for word, _at in words], list(names))
    told = {part for fault in found for part in fault.what.split()}
    found += [one for one in _placed(text, words, _lived_in(places)) if one.what not in told]
    told |= {fault.what for fault in found}
    found += [Fault(CAPITAL, word) for word, at in words if _strange(text, word, at, told)]
    return list(dict.fromkeys(found))


def _named(text: str, words: list[str], names: list[Known]) -> list[Fault]:
    plain = f" {normalise(text)} "
    found = []
    for known in names:
        whole = normalise(known.name)
        if not whole:
            continue
        if f" {whole} " in plain:
            found.append(Fault(NAME, known.name if known.whole else _as_typed(words, whole)))
        elif not known.whole:
            found += _resembling(words, known)
    return found


def _resembling(words: list[str], known: Known) -> list[Fault]:
    split = organisation_parts if known.is_organisation else telling_parts
    tell = [part for part in split(known.name) if len(part) >= _SHORTEST]
    found = []
    for word in words:
        said = normalise(word)
        lower = word[0].islower()
        if not said or (lower and said in _EVERYDAY):
            continue
        if said in tell or (not lower and _alike(word, tell)):
            found.append(Fault(NAME, word))
    return found


def _alike(word: str, tell: Iterable[str]) -> bool:
    """Tell whether a word with a capital, or of another script, sounds like one of a name."""
    if word.isascii() and (len(word) < 4 or normalise(word) in _EVERYDAY | MAY_STAND):
        return False
    read = ReadName(word)
    return any(len(part) > 3 and compare(read, ReadName(part)).is_possible for part in tell)


def _as_typed(words: list[str], whole: str) -> str:
    parts = set(whole.split())
    return " ".join(word for word in words if set(normalise(word).split()) & parts) or whole


def _lived_in(places: Iterable[str]) -> frozenset[str]:
    words = {word for place in places for word in normalise(place).split()}
    known = _EVERYDAY | MAY_STAND | SMALL
    return frozenset(word for word in words - known if len(word) > _SHORTEST)


def _placed(text: str, words: list[tuple[str, int]], lived_in: frozenset[str]) -> list[Fault]:
    plain = f" {normalise(text)} "
    found = [Fault(PLACE, city) for city in LONG_CITIES if f" {city} " in plain]
    for number, (word, _at) in enumerate(words):
        said = normalise(word)
        if (said in CITIES or said in lived_in) and not _of_state(words, number):
            found.append(Fault(PLACE, word))
        elif said in SMALL and number and words[number - 1][0][0].isupper():
            found.append(Fault(PLACE, f"{words[number - 1][0]} {word}"))
    return found


def _of_state(words: list[tuple[str, int]], number: int) -> bool:
    """Tell whether "York" stands behind "New": that alone is the state."""
    said = normalise(words[number][0])
    return said == "york" and number > 0 and normalise(words[number - 1][0]) == "new"


def _strange(text: str, word: str, at: int, told: set[str]) -> bool:
    if word in told or word[0].islower():
        return False
    if not word[0].isupper() and word.isascii():
        return False
    plain = normalise(word)
    if plain in MAY_STAND or word.lower() in MAY_STAND:
        return False
    if not word[0].isupper():  # a script without capitals: nobody here can tell what it says
        return True
    return not (_is_ordinary(word) and _SENTENCE.search(text[:at]))


def _is_ordinary(word: str) -> bool:
    """Tell whether a word begins sentences, or is made of words that do: trauma-informed."""
    parts = normalise(word).split()
    return word.lower() in OPENERS or (bool(parts) and all(part in OPENERS for part in parts))
