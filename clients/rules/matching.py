"""Rank decrypted candidates: how alike are two names, and why.

A match is a reason for a person to look, never a decision: look-alikes pass often by design,
because the harm of a missed exploiter is greater than that of one more line in a list.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz.distance import OSA, JaroWinkler, Levenshtein

from clients.rules.names import (
    Known,
    Word,
    acronym,
    joined,
    normalise,
    organisation_parts,
    parts,
    read_word,
    read_words,
    telling_parts,
)
from clients.rules.sounding import bones, rough
from clients.rules.wording import gettext_noop

THRESHOLD = 0.80

REASONS: Mapping[str, str] = {
    "same": gettext_noop("same spelling"),
    "accents": gettext_noop("same spelling after removing accents and signs"),
    "script": gettext_noop("same name written in another script"),
    "order": gettext_noop("same words in another order"),
    "joined": gettext_noop("written as one word and as two"),
    "sounds": gettext_noop("sounds alike"),
    "spelling": gettext_noop("spelled almost alike"),
    "initials": gettext_noop("initials fit"),
    "short_form": gettext_noop("everyday form of the same name"),
    "reading": gettext_noop("another reading of the same surname"),
    "born": gettext_noop("born on the same day"),
    "born_year": gettext_noop("born in the same year"),
    "born_apart": gettext_noop("born in another year, as far as both records know"),
    "extra": gettext_noop("one name has more words than the other"),
    "one_word": gettext_noop("only one word to compare"),
    "legal_form": gettext_noop("same name without its legal form"),
    "acronym": gettext_noop("first letters of the other name"),
    "identifier": gettext_noop("the same number or address stands on both records"),
}

# Words beyond these are pasted text; the work below grows with their square.
_MOST_WORDS = 12
_ONE_WORD = 0.82
_WORD_ALIKE = 0.84
_UNLIKE = 0.55
# From here on no other way of parting the words is tried.
_SURE = 0.95
_OTHER_READING = 0.88
# Jaro-Winkler forgives any ending after the same beginning: Chukwudi and Chukwuma are two people.
_FEW_SLIPS = 0.76
# Words that resemble nothing on the other side weigh more than their letters: Ahmed Ali, Ahmed
# Saleh.
_STRANGE, _EACH_STRANGE = 0.5, 0.04


@dataclass(frozen=True, slots=True)
class Match:
    """How alike two names are, 0 to 1, and the codes of REASONS that say why."""

    score: float
    reasons: tuple[str, ...]

    @property
    def is_possible(self) -> bool:
        return self.score >= THRESHOLD

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the reasons in plain English, to be translated by the page."""
        return tuple(REASONS[reason] for reason in self.reasons)


@dataclass(frozen=True)
class ReadName:
    """A name worked out once, to be compared with many."""

    raw: str
    organisation: bool = False
    # Words read before, shared by the names of one search: reading them takes most of the time.
    known: Known | None = field(default=None, repr=False, compare=False)
    words: tuple[Word, ...] = field(init=False)

    def __post_init__(self) -> None:
        words = organisation_parts(self.raw) if self.organisation else telling_parts(self.raw)
        read = read_words(words[:_MOST_WORDS], organisation=self.organisation, known=self.known)
        object.__setattr__(self, "words", read)

    @cached_property
    def plain(self) -> str:
        return normalise(self.raw)

    @cached_property
    def together(self) -> str:
        every = organisation_parts(self.raw) if self.organisation else parts(self.raw)
        return "".join(every)

    @cached_property
    def compact(self) -> Word:
        return read_word(self.together)

    @cached_property
    def is_latin(self) -> bool:
        return all(letter < "\u0250" or not letter.isalpha() for letter in self.raw)


def similarity(a: str, b: str, *, organisation: bool = False) -> Match:
    """Compare two names; the order of the arguments does not matter."""
    return compare(ReadName(a, organisation), ReadName(b, organisation))


def compare(a: ReadName, b: ReadName) -> Match:
    """Compare two names that were read before; use this in a loop over candidates."""
    if not a.words or not b.words:
        return Match(0.0, ())
    if a.plain == b.plain:
        return _same(a, b)
    if len(a.words) > len(b.words) or (len(a.words) == len(b.words) and a.plain > b.plain):
        a, b = b, a
    found = _aligned(a.words, b.words)
    if found.score < _SURE:
        others = (*_with_neighbours_joined(a, b), *_as_one_word(a, b))
        found = max((found, *others), key=lambda match: match.score)
    if a.organisation and b.organisation and _is_acronym_of(a, b):
        found = max(found, Match(0.86, ("acronym",)), key=lambda match: match.score)
    return _tidy(found, a, b)


def _same(a: ReadName, b: ReadName) -> Match:
    if a.raw.casefold() == b.raw.casefold():
        return Match(1.0, ("same",))
    return Match(1.0, ("accents" if a.is_latin == b.is_latin else "script",))


def _aligned(few: tuple[Word, ...], many: tuple[Word, ...]) -> Match:
    """Give each word of the shorter name its best partner, whatever the order."""
    pairs = sorted(
        (
            (*_word_score(left, right), i == j, i, j)
            for i, left in enumerate(few)
            for j, right in enumerate(many)
        ),
        key=lambda pair: (-pair[0], not pair[2], pair[3], pair[4]),
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    total = weights = lost = 0.0
    reasons: list[str] = []
    for score, reason, _, i, j in pairs:
        if i in partner or j in taken:
            continue
        partner[i] = j
        taken.add(j)
        weight = min(_weight(few[i]), _weight(many[j])) if score >= _WORD_ALIKE else _weight(few[i])
        total += weight * score
        weights += weight
        if score < _STRANGE:
            lost += _EACH_STRANGE
        if reason:
            reasons.append(reason)
    score = total / weights - lost
    order = [partner[i] for i in sorted(partner)]
    if order != sorted(order):
        reasons.append("order")
    if len(few) == 1 and len(many) > 1:
        return Match(min(score, 1.0) * _ONE_WORD, (*reasons, "one_word"))
    if len(many) > len(few):
        reasons.append("extra")
        score -= min(0.03 * (len(many) - len(few)), 0.09)
    return Match(score, tuple(reasons))


def _weight(word: Word) -> float:
    return 1.0 if word.is_initial else float(min(max(len(word.text), 3), 7))


def _word_score(a: Word, b: Word) -> tuple[float, str]:
    """Return how alike two words are and the reason, empty where they are the same."""
    if a.text == b.text:
        return 1.0, ""
    if a.is_initial or b.is_initial:
        return (0.86, "initials") if a.text[0] == b.text[0] else (0.0, "")
    if not a.stands_for.isdisjoint(b.stands_for):
        return 0.92, "short_form"
    spelled = float(JaroWinkler.similarity(a.text, b.text))
    slips = float(OSA.normalized_similarity(a.text, b.text)) if spelled >= _WORD_ALIKE else 0.0
    typed = spelled if slips >= _FEW_SLIPS else 0.0
    heard = _heard(a, b)
    if heard > max(typed, _WORD_ALIKE):
        return heard, "sounds"
    if not a.surnames.isdisjoint(b.surnames):
        return _OTHER_READING, "reading"
    return (typed, "spelling") if typed else (spelled * _UNLIKE, "")


def _heard(a: Word, b: Word) -> float:
    """Return how far two words sound alike; short ones say little (Li, Lu, Lee)."""
    best = 0.0
    for shared in a.bones & b.bones:
        alike = _vowels_alike(a, b, shared)
        if len(shared) > 2:
            heard = 0.84 + 0.12 * alike
        elif _is_unvowelled(a.text) or _is_unvowelled(b.text):
            heard = 0.88
        else:
            heard = 0.60 + 0.35 * alike
        best = max(best, heard)
    return best


def _vowels_alike(a: Word, b: Word, shared: str) -> float:
    """Return how alike the readings with these bones are, e and i, o and u taken as one."""
    mine = [rough(reading) for reading in a.readings if bones(reading) == shared]
    theirs = [rough(reading) for reading in b.readings if bones(reading) == shared]
    return max(Levenshtein.normalized_similarity(one, two) for one in mine for two in theirs)


def _is_unvowelled(word: str) -> bool:
    return not set(word) & set("aeiouy")


def _with_neighbours_joined(few: ReadName, many: ReadName) -> list[Match]:
    """Try "Abdul Rahman" against "Abdulrahman": two words of the longer name as one."""
    if len(many.words) == len(few.words) and len(few.words) > 1:
        return []
    found = []
    for i in range(len(many.words) - 1):
        one = joined(many.words[i : i + 2])
        if not any(4 * len(word.text) >= 3 * len(one.text) for word in few.words):
            continue  # a word that is only the beginning of the joined one proves nothing
        match = _aligned(few.words, (*many.words[:i], one, *many.words[i + 2 :]))
        found.append(Match(match.score - 0.01, (*match.reasons, "joined")))
    return found


def _as_one_word(a: ReadName, b: ReadName) -> list[Match]:
    """Compare without any spaces, where the words are parted differently on both sides."""
    if min(len(a.together), len(b.together)) < 5:
        return []
    spelled = float(Levenshtein.normalized_similarity(a.together, b.together))
    if spelled < 0.6:
        return []
    left, right = a.compact, b.compact
    same_bones = any(len(shared) > 3 for shared in left.bones & right.bones)
    if same_bones:
        return [Match(max(spelled, 0.92), ("joined", "sounds"))]
    return [Match(spelled, ("spelling",))] if spelled >= 0.85 else []


def _is_acronym_of(few: ReadName, many: ReadName) -> bool:
    words = tuple(word.text for word in many.words)
    return len(few.words) == 1 and len(words) > 2 and few.words[0].text == acronym(words)


def _tidy(match: Match, a: ReadName, b: ReadName) -> Match:
    """Say each reason once, and say another script where there is one."""
    reasons = list(dict.fromkeys(match.reasons))
    if a.is_latin != b.is_latin and match.score >= THRESHOLD:
        reasons.insert(0, "script")
    if not reasons and match.score >= THRESHOLD:
        # The words that tell are the same: what differs is a title, a particle, a legal form.
        reasons = ["legal_form" if a.organisation else "extra"]
    return Match(round(min(max(match.score, 0.0), 1.0), 4), tuple(reasons))
