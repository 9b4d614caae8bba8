"""Scripts are read off a name, relations have two sides, and nobody unsafe consents for a child."""

import pytest

from clients.rules.details import (
    INVERSE,
    RELATIONS,
    may_consent,
    script_label,
    script_of,
    seen_from,
)


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("Selam", "LATIN"), ("ሰላም", "ETHIOPIC"), ("سلام", "ARABIC"), ("Жанна", "CYRILLIC"),
        ("张伟", "CJK"), ("สมชาย", "THAI"), ("김철수", "HANGUL"), ("Αθηνά", "GREEK"), ("", ""),
        ("12 -", ""), ("Selam ሰ", "LATIN"), ("\u200f\u200b", ""),
    ],
)  # fmt: skip
def test_the_script_of_a_name_is_the_one_of_most_letters(name: str, script: str) -> None:
    assert script_of(name) == script


def test_a_script_without_a_name_of_ours_is_still_named() -> None:
    assert script_label("\u1820\u1821") == "Mongolian"


def test_every_relation_read_from_the_other_side_comes_back() -> None:
    assert set(INVERSE) <= set(RELATIONS)
    assert [code for code in RELATIONS if seen_from(seen_from(code)) != code] == []


@pytest.mark.parametrize("trust", ["no", "unknown", ""])
def test_nobody_whom_the_child_does_not_call_safe_consents(trust: str) -> None:
    assert may_consent("court", "yes")
    assert not may_consent("court", trust)
    assert not may_consent("relative", "yes")
