"""Bring names in any script to one spelling, and to the tokens they are found by.

The caller turns each token into a blind token (a keyed hash); nothing of this is stored in clear.
Tokens: `sk:` what stays of a word's readings without vowels, or of neighbours written as one; `as:`
a given name it is an everyday or another language's form of; `su:` a surname it is another reading
of; `part:` the word itself where it has no sound (figures) or is an acronym. A word as spelled gets
no token of its own: it finds nothing its sounds do not, and it is what frequencies would give away
first. Nor are there tokens for prefixes.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from anyascii import anyascii

from clients.rules.scripts import with_vowels
from clients.rules.short_forms import SURNAMES, stands_for
from clients.rules.sounding import bones, readings
from clients.rules.systems import by_system, chinese


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Written between a name's real words, with or without a space: "de la Cruz", "Delacruz".
# Words that are somebody's whole surname elsewhere (Le, Do, Du, An, Ben) are left out.
PARTICLES = _set_of(
    "al el ul ar as az ad ash bin bint ibn bte bt binti binte de del della di da das dos des la las"
    " les los van von der den y e und zu zum zur"
)
# Said before or after a name. Titles that are names elsewhere (Begum, Pan, Daw, Sheikh) are left
# in: a word
# that only one side has costs little.
TITLES = _set_of(
    "mr mrs ms miss mx dr prof sr sra srta mme mlle herr frau hajji haji hajj alhaji alhaja shri"
    " smt khun engr atty pastor rev revd imam maulana moulvi gospodin gospozha senor senora senhor"
    " senhora dona madame monsieur ustaz ustadh jr esq"
)
# "wife of", "son of" and the like, as registers of South Asia and Malaysia write them.
_KINSHIP = re.compile(r"(?<!\w)(?:[wsdcf]/o|a/[lp])\.?(?!\w)", re.IGNORECASE)
# How registers and passports shorten what is written out elsewhere.
_WRITTEN_OUT = {"sta": "santa", "sto": "santo"}

# Said after an organisation's name to tell its legal form, as normalised here.
LEGAL_FORMS = _set_of(
    "ltd limited llc llp lp plc inc incorporated corp corporation co company gmbh mbh ag kg"
    " kgaa ug ohg ev sa sas sarl sarlu sl slu srl spa sc sca cv sab sapi rl bv nv vof oy oyj ab"
    " aps as asa kft zrt doo dd ood ead eood ooo oao zao pao tov pt tbk cv sdn bhd pte pty pvt"
    " private kk gk jsc ojsc cjsc pjsc cic cio scio ltda eireli epp est fze fzco fzc wll dmcc"
    " saog sae spc sp zoo sro spj snc srls eurl sarlau uab sia ehf eg gbr too tdk tnhh pllc lllp"
    " ltee berhad plt opc dac clg kda"
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
# Nobody has a word of this length in a name; it keeps the phonetics linear on a pasted page.
_LONGEST_WORD = 60
_LONGEST_LONE_ACRONYM = 4
_READINGS_OF_JOINED = 2
# Czech and Slovak women: Dvořáková, whose papers elsewhere may say Dvořák.
_FEMININE, _LONG_FEMININE = "ova", 7
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name with what it is compared by."""

    text: str
    elsewhere: str
    readings: tuple[str, ...]
    bones: frozenset[str]
    stands_for: frozenset[str]
    surnames: frozenset[str]

    @property
    def is_initial(self) -> bool:
        return len(self.text) == 1


def latin(name: str) -> str:
    """Return the name in plain letters, capitals kept: marks, controls and invisible signs go."""
    text = unicodedata.normalize("NFKD", name)
    text = unicodedata.normalize("NFC", _MARKS.sub("", text))
    text = with_vowels("".join(_visible(letter) for letter in text))
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
    words = normalise(_KINSHIP.sub(" ", name)).split()
    told = tuple(_WRITTEN_OUT.get(word, word) for word in words if word not in TITLES)
    return told or tuple(normalise(name).split())


def telling_parts(name: str) -> tuple[str, ...]:
    """Return the words that tell people apart: without particles, where two other words remain."""
    words = parts(name)
    if all(chinese(word) for word in words):
        return words  # the "de" of Liu De Ming is half a name
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


Known = dict[tuple[str, tuple[str, ...]], Word]


def read_words(
    words: tuple[str, ...], *, organisation: bool = False, known: Known | None = None
) -> tuple[Word, ...]:
    """Work out once what the words of a name are compared by.

    :param known: words read before; names of one clinic share many
    """
    also = [()] * len(words) if organisation else by_system(words)
    if known is None:
        return tuple(_read_word(word, other) for word, other in zip(words, also, strict=True))
    for asked in zip(words, also, strict=True):
        if asked not in known:
            known[asked] = _read_word(*asked)
    return tuple(known[asked] for asked in zip(words, also, strict=True))


def read_word(word: str) -> Word:
    return _read_word(word, ())


def joined(words: tuple[Word, ...]) -> Word:
    """Return words written as one, with what a system of romanisation made of each."""
    also = "".join(word.elsewhere or word.text for word in words)
    text = "".join(word.text for word in words)
    return _read_word(text, (also,) if also != text else ())


def _read_word(word: str, also: tuple[str, ...]) -> Word:
    spelled = (word, *also)
    if word.endswith(_FEMININE) and len(word) >= _LONG_FEMININE:
        spelled += (word.removesuffix(_FEMININE),)
    said = tuple(dict.fromkeys(
        reading for spelling in spelled for reading in readings(spelling[:_LONGEST_WORD]) if reading
    ))  # fmt: skip
    return Word(
        word,
        also[0] if also else "",
        said,
        frozenset(bones(reading) for reading in said),
        stands_for(word),
        SURNAMES.get(word, _NONE),
    )


def name_tokens(
    name: str, *, organisation: bool = False, known: Known | None = None
) -> dict[str, int]:
    """Return the strings this name is found by, each with the words it speaks for, one bit a word.

    The caller hashes each of them. Initials give no token (they would find everybody), unless the
    name has nothing else. Empty when the name holds no letter or figure in any script.
    """
    if not organisation:
        return _all_tokens(telling_parts(name), parts(name), known=known)
    every = organisation_parts(name)
    letters = acronym(every)
    if every == (letters,):
        return {f"part:{letters}": 1}
    tokens = _all_tokens(every, every, organisation=True, known=known)
    return tokens | ({f"part:{letters}": _all_of(len(every))} if letters else {})


def words_of(tokens: Mapping[str, int] | Mapping[bytes, int]) -> int:
    """Return how many words of a name have tokens."""
    every = 0
    for speaks_for in tokens.values():
        every |= speaks_for
    return every.bit_count()


def _all_of(count: int) -> int:
    return (1 << count) - 1


def _all_tokens(
    telling: tuple[str, ...],
    every: tuple[str, ...],
    *,
    organisation: bool = False,
    known: Known | None,
) -> dict[str, int]:
    words = tuple(word for word in telling if len(word) > 1) or telling
    tokens: dict[str, int] = {}
    for place, read in enumerate(read_words(words, organisation=organisation, known=known)):
        for token in _word_tokens(read, organisation):
            tokens[token] = tokens.get(token, 0) | 1 << place
    places = {word: 1 << place for place, word in enumerate(words)}
    for joined, *inside in _joined_neighbours(every):
        mask = 0
        for word in inside:
            mask |= places.get(word, 0)
        for reading in readings(joined[:_LONGEST_WORD])[:_READINGS_OF_JOINED]:
            if reading:
                token = f"sk:{bones(reading)}"
                tokens[token] = tokens.get(token, 0) | mask
    return tokens


def _word_tokens(word: Word, organisation: bool) -> Iterator[str]:
    if not word.bones:
        yield f"part:{word.text}"
    yield from (f"sk:{each}" for each in word.bones)
    if organisation:
        return
    yield from (f"as:{name}" for name in word.stands_for)
    yield from (f"su:{name}" for name in word.surnames)


def _joined_neighbours(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield neighbours as one word and then apart: "Abdul Rahman" meets "Abdulrahman".

    A particle clings to the word it introduces: "de la Cruz" gives "delacruz".
    """
    before = clinging = ""
    for word in words:
        if word in PARTICLES:
            clinging += word
            continue
        if clinging:
            yield clinging + word, word
        if before:
            yield before + clinging + word, before, word
        before, clinging = word, ""
