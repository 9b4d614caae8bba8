"""The words that ship: read strictly, in plain language, for two countries."""

import pytest

from engagement import rules
from engagement.rules.wording import FOLDER, WordingError, read_wording, shipped, shipped_for

US = (FOLDER / "us.toml").read_text(encoding="utf-8")


def test_every_kind_ships_for_both_countries_and_says_to_verify_it() -> None:
    assert set(shipped()) == {(place, kind) for place in ("us", "uk") for kind in rules.KINDS}
    assert all(letter.verify_with_counsel for letter in shipped().values())
    assert shipped_for("nz", "full") == shipped_for("us", "full")
    assert "Legal Ombudsman" in str(shipped_for("uk", "full").sections)
    assert "Legal Ombudsman" not in str(shipped_for("us", "full").sections)


@pytest.mark.parametrize("letter", shipped().values(), ids=lambda letter: letter.code)
def test_sentences_are_short_enough_to_be_read_out(letter: object) -> None:
    for row in letter.sections:  # type: ignore[attr-defined]
        for sentence in row["text"].replace("\n", " ").split(". "):
            assert len(sentence.split()) <= 45, sentence


@pytest.mark.parametrize(
    ("was", "becomes", "why"),
    [
        ('code = "costs"', 'code = "costly"', "must have these sections"),
        ("version = 1", 'version = "1"', "version"),
        ("verify_with_counsel = true", "verify_with_counsel = false", "verified by no counsel"),
        ("{matters}", "{name}", "nothing fills {name}"),
        ('kinds = ["closing"]', 'kinds = ["opening"]', "no such letter"),
        ('heading = "What it costs"', 'heading = " "', "nothing is said"),
        ('source = "', 'sauce = "', "unknown or missing keys"),
        ('jurisdiction = "us"', "jurisdiction = ", "us"),
    ],
)
def test_words_that_are_wrong_are_refused_by_name(was: str, becomes: str, why: str) -> None:
    assert was in US
    with pytest.raises(WordingError) as refusal:
        read_wording(US.replace(was, becomes, 1), "us.toml")
    assert why in str(refusal.value)


def test_the_way_of_a_text_is_that_of_its_first_letter() -> None:
    assert rules.direction_of("1. سنكون") == "rtl"
    assert rules.direction_of("– T visa سنكون") == "ltr"
    assert rules.direction_of("…") == "ltr"


def test_the_digest_tells_words_apart_and_nothing_else() -> None:
    said = {"sections": [{"code": "scope", "text": "a"}], "language": ""}
    same = dict(reversed(said.items()))
    assert rules.digest_of(said) == rules.digest_of(same)
    assert rules.digest_of(said) != rules.digest_of({**said, "language": "Dari"})
