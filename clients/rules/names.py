"""Bring names in any script to one spelling, and to the tokens they are found by.

The caller turns each token into a blind token (a keyed hash); nothing of this is stored in clear.
Tokens: `dm:` a word's double metaphone, `sk:` its consonant skeleton or that of neighbours written
as one, `part:` the word itself where it has no sound (figures) or is an acronym. A word as spelled
gets no token of its own: it finds nothing its sounds do not, it raises the bar for every other
spelling, and it is what frequencies would give away first. Nor are there tokens for prefixes.
"""

import re
import unicodedata
from dataclasses import dataclass

from anyascii import anyascii
from doublemetaphone.doublemetaphone import doublemetaphone

from clients.rules.short_forms import FULL_FORMS


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Written between a name's real words, with or without a space: "de la Cruz", "Delacruz".
# Words that are somebody's whole surname elsewhere (Le, Do, Du, An, Ben) are left out.
PARTICLES = _set_of(
    "al el ul ar as az ad ash bin bint ibn bte bt binti binte de del della di da das dos des la las"
    " les los van von der den y e und zu zum zur"
)
TITLES = _set_of("mr mrs ms miss mx dr prof sr sra srta mme mlle herr frau")

# Said after an organisation's name to tell its legal form, as normalised here.
LEGAL_FORMS = _set_of(
    "ltd limited llc llp lp plc inc incorporated corp corporation co company gmbh mbh ag kg kgaa ug"
    " ohg ev sa sas sarl sarlu sl slu srl spa sc sca cv sab sapi rl bv nv vof oy oyj ab aps as asa"
    " kft zrt doo dd ood ead eood ooo oao zao pao tov pt tbk cv sdn bhd pte pty pvt private kk gk"
    " jsc ojsc cjsc cic cio scio"
)
SMALL_WORDS = _set_of("and the of for und et y e de des du la le del in")

# Only these may go before transliteration: in Indic, Thai and Japanese text marks are letters.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u0711\u0730-\u074a"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
# One character is one word or syllable here: without a space "张伟" would become one word.
_SYLLABLES = re.compile("([\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff])")
# Arabic letters that spell a vowel, where leaving them out or as consonants would part
# علي from Ali and داود from Daud; waw and yeh stay consonants at the start of a word.
_ARABIC_VOWELS = re.compile("[\u0627\u0629\u0639\u0649]|(?<=[\u0620-\u06ff])[\u0648\u06cc\u064a]")
_AS_VOWEL = {
    "\u0627": "a", "\u0629": "a", "\u0639": "a", "\u0649": "a",
    "\u0648": "u", "\u06cc": "i", "\u064a": "i",
}  # fmt: skip
_ARABIC_ARTICLE = re.compile("(?<![\u0620-\u06ff])\u0627\u0644(?=[\u0620-\u06ff]{3})")
_APOSTROPHES = re.compile("['`\u2018\u2019\u02bb-\u02bf\u02b9\u02ba\u02c8\u055a\uff07\"]")
_NOT_A_LETTER = re.compile("[^a-z0-9]+")
_DOUBLED = re.compile(r"(.)\1+")
_BY_EAR = {
    "shch": "s", "tsch": "s", "sch": "s", "tch": "k", "ch": "k", "kh": "k", "gh": "k", "sh": "s",
    "th": "t", "dh": "t", "zh": "s", "ph": "p", "dj": "k", "ck": "k", "cz": "s", "sz": "s",
    "ts": "s", "tz": "s", "ks": "k", "x": "k", "ce": "s", "ci": "s", "cy": "s",
}  # fmt: skip
_DIGRAPHS = re.compile("|".join(_BY_EAR) + "|^j")
_SAME_SOUND = str.maketrans("bvwfgcqdz", "ppppkkkts")
# The Arabic article is heard without its l before these: Nur al-Din, Nureddine.
_SUN_LETTER = re.compile("(?<=[aeou])l(?=[trsn])")
_VOWELS = re.compile("[aeiouyj]+")
_LEADING_VOWELS = frozenset("aeiouyj")
# Nobody has a word of this length in a name; it keeps the phonetics linear on a pasted page.
_LONGEST_WORD = 60
# A skeleton of one consonant would say that Li, Lu and Ela are the same.
_SHORTEST_SKELETON = 2
_LONGEST_LONE_ACRONYM = 4


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name with what it is compared by."""

    text: str
    skeleton: str
    sounds: frozenset[str]

    @property
    def is_initial(self) -> bool:
        return len(self.text) == 1


def latin(name: str) -> str:
    """Return the name in plain letters, capitals kept: marks, controls and invisible signs go."""
    text = unicodedata.normalize("NFKD", name)
    text = unicodedata.normalize("NFC", _MARKS.sub("", text))
    text = "".join(_visible(letter) for letter in text)
    text = _ARABIC_ARTICLE.sub("al ", text)
    text = _ARABIC_VOWELS.sub(lambda found: _AS_VOWEL[found[0]], text)
    return anyascii(_SYLLABLES.sub(r" \1 ", text))


def _visible(letter: str) -> str:
    if letter.isspace():  # a line break or a tab parts two words as a space does
        return " "
    return "" if unicodedata.category(letter)[0] == "C" else letter


def normalise(name: str) -> str:
    """Return lower-case words a-z and 0-9 parted by one space; empty when nothing readable is left.

    >>> normalise("José  O’Brien-Núñez")
    'jose obrien nunez'
    """
    folded = _APOSTROPHES.sub("", latin(name).casefold())
    return _NOT_A_LETTER.sub(" ", folded).strip()


def parts(name: str) -> tuple[str, ...]:
    """Return every word of the name, in its order, titles left out."""
    words = normalise(name).split()
    return tuple(word for word in words if word not in TITLES) or tuple(words)


def telling_parts(name: str) -> tuple[str, ...]:
    """Return the words that tell people apart: without particles, where two other words remain."""
    words = parts(name)
    telling = tuple(word for word in words if word not in PARTICLES)
    return telling if len(telling) > 1 else words


def organisation_parts(name: str) -> tuple[str, ...]:
    """Return an organisation's words without its legal form: "Sol, S.A. de C.V." gives sol."""
    words = _spelled_out(normalise(name).split())
    kept = [word for word in words if word not in LEGAL_FORMS and word not in SMALL_WORDS]
    return tuple(kept) or tuple(words)


def _spelled_out(words: list[str]) -> list[str]:
    """Join letters that stand alone: "s a" was S.A., "i l s" was I.L.S."""
    joined: list[str] = []
    run: list[str] = []
    for word in [*words, ""]:
        if len(word) == 1:
            run.append(word)
            continue
        if run:
            joined.append("".join(run))
            run = []
        if word:
            joined.append(word)
    return joined


def acronym(words: tuple[str, ...]) -> str:
    """Return the first letters of an organisation's words; one short word may be one."""
    if len(words) == 1:
        return words[0] if len(words[0]) <= _LONGEST_LONE_ACRONYM else ""
    return "".join(word[0] for word in words) if 3 <= len(words) <= 8 else ""


def skeleton(word: str) -> str:
    """Return the consonants that stay when a name is spelled by ear.

    A leading vowel is kept as "A", later h goes, and letters that stand for the same sound in
    different habits (b p f v w, d t, c g k kh ch x, s z sh) become the same.

    >>> skeleton("mohammed"), skeleton("muhamat"), skeleton("mhmd")
    ('mmt', 'mmt', 'mmt')
    """
    # Doubles go first: in an unvowelled script two letters side by side may be two syllables.
    text = _DIGRAPHS.sub(_by_ear, _DOUBLED.sub(r"\1", word[:_LONGEST_WORD]))
    text = _SUN_LETTER.sub("", text.translate(_SAME_SOUND))
    bones = _VOWELS.sub("", text)
    if text[:1] in _LEADING_VOWELS:
        return "A" + bones.replace("h", "")
    return bones[:1] + bones[1:].replace("h", "")


def _by_ear(found: re.Match[str]) -> str:
    return _BY_EAR.get(found[0], "k")


def sounds(word: str) -> frozenset[str]:
    """Return the double metaphone codes of a word, one or two, none for figures."""
    return frozenset(code for code in doublemetaphone(word[:_LONGEST_WORD]) if code)


def read_word(word: str) -> Word:
    """Work out once what a word is compared by."""
    return Word(word, skeleton(word), sounds(word))


def name_tokens(name: str, *, organisation: bool = False) -> frozenset[str]:
    """Return the strings this name is found by; the caller hashes each of them.

    Initials give no token (they would find everybody), unless the name has nothing else.
    Empty when the name holds no letter or figure in any script.
    """
    if organisation:
        every = organisation_parts(name)
        letters = acronym(every)
        if every == (letters,):
            return frozenset({f"part:{letters}"})
        return frozenset(_all_tokens(every, every) | ({f"part:{letters}"} if letters else set()))
    return frozenset(_all_tokens(telling_parts(name), parts(name)))


def _all_tokens(telling: tuple[str, ...], every: tuple[str, ...]) -> set[str]:
    words = [word for word in telling if len(word) > 1] or list(telling)
    tokens: set[str] = set()
    for word in words:
        for spelling in (word, *FULL_FORMS.get(word, ())):
            tokens |= _word_tokens(spelling)
    joined = {skeleton(word) for word in _joined_neighbours(every)}
    tokens |= {f"sk:{bones}" for bones in joined if len(bones) >= _SHORTEST_SKELETON}
    return tokens


def _word_tokens(word: str) -> set[str]:
    tokens = {f"dm:{code}" for code in sounds(word)}
    bones = skeleton(word)
    if len(bones) >= _SHORTEST_SKELETON:
        tokens.add(f"sk:{bones}")
    return tokens or {f"part:{word}"}


def _joined_neighbours(words: tuple[str, ...]) -> list[str]:
    """Return neighbours as one word, so that "Abdul Rahman" meets "Abdulrahman".

    A particle clings to the word it introduces: "de la Cruz" gives "delacruz".
    """
    joined: list[str] = []
    before = clinging = ""
    for word in words:
        if word in PARTICLES:
            clinging += word
            continue
        if clinging:
            joined.append(clinging + word)
        if before:
            joined.append(before + clinging + word)
        before, clinging = word, ""
    return joined
