"""Rank decrypted candidates: how alike are two names, and why.

A match is a reason for a person to look, never a decision: look-alikes pass often by design,
because the harm of a missed exploiter is greater than that of one more line in a list.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz.distance import JaroWinkler, Levenshtein

from clients.rules.names import (
    Word,
    acronym,
    normalise,
    organisation_parts,
    parts,
    read_word,
    telling_parts,
)
from clients.rules.short_forms import FULL_FORMS
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
    words: tuple[Word, ...] = field(init=False)

    def __post_init__(self) -> None:
        words = organisation_parts(self.raw) if self.organisation else telling_parts(self.raw)
        read = tuple(read_word(word) for word in words[:_MOST_WORDS])
        object.__setattr__(self, "words", read)

    @cached_property
    def plain(self) -> str:
        return normalise(self.raw)

    @cached_property
    def compact(self) -> Word:
        every = organisation_parts(self.raw) if self.organisation else parts(self.raw)
        return read_word("".join(every))

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
    found = max(
        (_aligned(a.words, b.words), *_with_neighbours_joined(a, b), *_as_one_word(a, b)),
        key=lambda match: match.score,
    )
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
    total = weights = 0.0
    reasons: list[str] = []
    for score, reason, _, i, j in pairs:
        if i in partner or j in taken:
            continue
        partner[i] = j
        taken.add(j)
        weight = min(_weight(few[i]), _weight(many[j])) if score >= _WORD_ALIKE else _weight(few[i])
        total += weight * score
        weights += weight
        if reason:
            reasons.append(reason)
    score = total / weights
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
    if b.text in FULL_FORMS.get(a.text, ()) or a.text in FULL_FORMS.get(b.text, ()):
        return 0.92, "short_form"
    spelled = float(JaroWinkler.similarity(a.text, b.text))
    heard = _heard(a, b)
    if heard > max(spelled, _WORD_ALIKE):
        return heard, "sounds"
    if spelled >= _WORD_ALIKE:
        return spelled, "spelling"
    return spelled * _UNLIKE, ""


def _heard(a: Word, b: Word) -> float:
    """Return how far two words sound alike; short ones say little (Li, Lu, Lee)."""
    bones = a.skeleton == b.skeleton
    codes = not a.sounds.isdisjoint(b.sounds)
    if bones and codes:
        return 0.95 if len(a.skeleton) > 2 else 0.88
    if bones and len(a.skeleton) > 2:
        return 0.92
    if bones and len(a.skeleton) == 2 and (_is_unvowelled(a.text) or _is_unvowelled(b.text)):
        return 0.86
    if codes and min(len(code) for code in a.sounds & b.sounds) > 2:
        return 0.90
    return 0.0


def _is_unvowelled(word: str) -> bool:
    return not set(word) & set("aeiouy")


def _with_neighbours_joined(few: ReadName, many: ReadName) -> list[Match]:
    """Try "Abdul Rahman" against "Abdulrahman": two words of the longer name as one."""
    if len(many.words) == len(few.words) and len(few.words) > 1:
        return []
    found = []
    for i in range(len(many.words) - 1):
        joined = read_word(many.words[i].text + many.words[i + 1].text)
        if not any(4 * len(word.text) >= 3 * len(joined.text) for word in few.words):
            continue  # a word that is only the beginning of the joined one proves nothing
        match = _aligned(few.words, (*many.words[:i], joined, *many.words[i + 2 :]))
        found.append(Match(match.score - 0.01, (*match.reasons, "joined")))
    return found


def _as_one_word(a: ReadName, b: ReadName) -> list[Match]:
    """Compare without any spaces, where the words are parted differently on both sides."""
    left, right = a.compact, b.compact
    if min(len(left.text), len(right.text)) < 5:
        return []
    spelled = float(Levenshtein.normalized_similarity(left.text, right.text))
    if left.skeleton == right.skeleton and len(left.skeleton) > 3 and spelled >= 0.6:
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


Tokens = AbstractSet[str] | AbstractSet[bytes]


def shared_enough(tokens_a: Tokens, tokens_b: Tokens) -> bool:
    """Tell whether two sets of tokens share at least half of the smaller one."""
    fewer = min(len(tokens_a), len(tokens_b))
    return fewer > 0 and 2 * len(set(tokens_a) & set(tokens_b)) >= fewer
