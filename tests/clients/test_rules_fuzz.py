"""Whatever is typed or pasted, the rules answer or refuse in words, and in time."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients.rules.identifiers import KINDS, IdentifierError, identifier_token, normalise_identifier
from clients.rules.identity import IdentityError, check_name, read_birth
from clients.rules.matching import REASONS, similarity
from clients.rules.names import name_tokens, normalise
from clients.rules.nearness import shared_enough

TODAY = date(2026, 11, 20)
# First and last letter of a part of each script's block.
SCRIPTS = {
    "latin": "AZaz", "vietnamese": "ẠỹẠỹ", "greek": "Αώ", "cyrillic": "Аџ", "armenian": "Աֆ",
    "hebrew": "את", "arabic": "ءي", "urdu": "ٹۓ", "syriac": "ܐܬ", "devanagari": "अह",
    "bengali": "অহ", "gurmukhi": "ਅਹ", "tamil": "அஹ", "telugu": "అహ", "sinhala": "අෆ",
    "thai": "กฮ", "lao": "ກຮ", "myanmar": "ကအ", "georgian": "აჰ", "hangul": "가힣",
    "ethiopic": "ሀፚ", "khmer": "កអ", "hiragana": "ぁん", "katakana": "ァン", "han": "一龥",
    "tibetan": "ཀཨ", "nko": "ߊߧ", "adlam": "𞤀𞥃", "tifinagh": "ⴰⵥ", "mongolian": "ᠠᡂ",
}  # fmt: skip
SIGNS = "\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u202e\u2066\u2069\ufeff\u0301\u064b '-.\t\n\x00"


def letters_of(script: str) -> st.SearchStrategy[str]:
    ends = SCRIPTS[script]
    block = st.characters(min_codepoint=ord(ends[0]), max_codepoint=ord(ends[-1]))
    return st.text(st.one_of(block, st.sampled_from(SIGNS)), max_size=80)


in_any_script = st.one_of(
    st.sampled_from(sorted(SCRIPTS)).flatmap(letters_of),
    st.lists(st.sampled_from(sorted(SCRIPTS)).flatmap(letters_of), max_size=4).map(" ".join),
    st.text(max_size=200),
    st.text(st.characters(categories=["Cs", "Cc", "Cf", "Mn", "Lo", "So"]), max_size=60),
)


@settings(max_examples=400, deadline=None)
@given(in_any_script)
def test_any_name_comes_to_plain_letters_and_stays_there(name: str) -> None:
    plain = normalise(name)
    assert set(plain) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    assert normalise(plain) == plain
    assert bool(name_tokens(name)) == bool(plain)


@settings(max_examples=400, deadline=None)
@given(in_any_script, in_any_script, st.booleans())
def test_any_two_names_can_be_compared(one: str, other: str, organisation: bool) -> None:
    match = similarity(one, other, organisation=organisation)
    assert 0.0 <= match.score <= 1.0
    assert set(match.reasons) <= set(REASONS)
    assert match == similarity(other, one, organisation=organisation)


@settings(max_examples=300, deadline=None)
@given(in_any_script, st.booleans())
def test_a_name_always_finds_itself(name: str, organisation: bool) -> None:
    tokens = name_tokens(name, organisation=organisation)
    readable = bool(normalise(name))
    assert shared_enough(tokens, tokens) == readable
    assert similarity(name, name, organisation=organisation).is_possible == readable


@settings(max_examples=300, deadline=None)
@given(in_any_script)
def test_a_name_is_kept_or_refused_and_never_changed_inside(name: str) -> None:
    try:
        kept = check_name(name)
    except IdentityError:
        return
    assert kept in name
    assert kept.encode()
    assert check_name(kept) == kept
    assert normalise(kept) == normalise(name)


@settings(max_examples=300, deadline=None)
@given(in_any_script, st.sampled_from(sorted(KINDS)))
def test_an_identifier_is_normalised_once_or_refused(text: str, kind: str) -> None:
    try:
        kept = normalise_identifier(kind, text)
    except IdentifierError:
        return
    assert normalise_identifier(kind, kept) == kept
    assert identifier_token(kind, kept) == identifier_token(kind, text)


@settings(max_examples=300, deadline=None)
@given(st.one_of(in_any_script, st.from_regex(r"[0-9]{1,5}-[0-9]{1,3}-[0-9]{1,3}")))
def test_a_birth_date_is_read_or_refused(text: str) -> None:
    try:
        birth = read_birth(text, today=TODAY)
    except IdentityError:
        return
    assert 1900 <= birth.year <= TODAY.year


PASTED = {
    "one long word": "m" * 10_000,
    "many words": "Maria Lopez " * 834,
    "initials": "a " * 5_000,
    "particles": "de la " * 1_667,
    "combining marks": "a" + "\u0301" * 9_999,
    "right-to-left marks": "م\u200f" * 5_000,
    "ligature that unfolds": "\ufdfa" * 10_000,
    "han": "张伟" * 5_000,
    "arabic articles": "الرحمن" * 1_667,
    "apostrophes": "'" * 10_000,
    "doubled letters": "sch" * 3_333,
}
JOBS: dict[str, Callable[[str], object]] = {
    "normalise": normalise,
    "tokens": name_tokens,
    "organisation": lambda text: name_tokens(text, organisation=True),
    "similarity": lambda text: similarity(text, text[::-1]),
}


@pytest.mark.parametrize("job", list(JOBS))
@pytest.mark.parametrize("pasted", list(PASTED))
def test_a_paste_of_ten_thousand_characters_is_read(pasted: str, job: str) -> None:
    """How long it takes, and that this grows with the length alone: `benchmarks/names.py`."""
    JOBS[job](PASTED[pasted])


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_endless_identifier_is_refused(kind: str) -> None:
    for text in ("1" * 20_000_000, "a@" + "a." * 500, "(" * 1_000, " " * 1_000_000):
        with pytest.raises(IdentifierError):
            normalise_identifier(kind, text)
