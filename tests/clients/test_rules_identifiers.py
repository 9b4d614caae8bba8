"""An identifier is brought to one form, or refused with what it should look like."""

import pytest

from clients.rules.identifiers import (
    KINDS,
    IdentifierError,
    identifier_token,
    normalise_identifier,
    phone_key,
)


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("a_number", "A12345678", "A012345678"),
        ("a_number", "a-012 345 678", "A012345678"),
        ("a_number", "1234567", "A001234567"),
        ("a_number", "A١٢٣٤٥٦٧٨", "A012345678"),
        ("eoir", "A 012-345-678", "A012345678"),
        ("receipt", "ioe 0123456789", "IOE0123456789"),
        ("receipt", "EAC-01-234-56789", "EAC0123456789"),
        ("receipt", "\u200eLIN0123456789\u200f", "LIN0123456789"),
        ("passport", "x 123-456", "X123456"),
        ("phone", "+1 (202) 555-0100", "+12025550100"),
        ("phone", "07700 900123", "07700900123"),
        ("phone", "٠٧٧٠٠ ٩٠٠١٢٣", "07700900123"),
        ("email", " Name@Example.ORG ", "name@example.org"),
        ("uk_reference", "ho/12 345-678", "HO12345678"),
        ("state", "SJ-2026-0042", "SJ20260042"),
    ],
)
def test_an_identifier_comes_to_one_form(kind: str, typed: str, kept: str) -> None:
    assert normalise_identifier(kind, typed) == kept


def test_normalising_twice_changes_nothing() -> None:
    for kind in KINDS.values():
        once = normalise_identifier(kind.code, kind.looks_like)
        assert normalise_identifier(kind.code, once) == once


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("a_number", "123456"),
        ("a_number", "1234567890"),
        ("a_number", "B12345678"),
        ("a_number", "000000000"),
        ("receipt", "XYZ0123456789"),
        ("receipt", "EAC987654321"),
        ("receipt", "IOE01234567890"),
        ("receipt", "0123456789IOE"),
        ("passport", "ABCDEF"),
        ("passport", "12"),
        ("phone", "555 01"),
        ("phone", "1234567890123456"),
        ("phone", "call me"),
        ("email", "somebody@nowhere"),
        ("email", "name@@example.org"),
        ("email", "two@example.org, three@example.org"),
        ("email", "name@example..org"),
        ("uk_reference", "!!"),
        ("state", "no figures"),
    ],
)
def test_a_wrong_identifier_is_refused_without_repeating_it(kind: str, typed: str) -> None:
    with pytest.raises(IdentifierError) as refused:
        normalise_identifier(kind, typed)
    assert typed not in str(refused.value)
    assert len(refused.value.message) > 30


@pytest.mark.parametrize("kind", list(KINDS))
def test_an_empty_or_endless_identifier_is_refused(kind: str) -> None:
    for typed in ("", "   ", "\u200e", "1" * 300, "9" * 1_000_000):
        with pytest.raises(IdentifierError):
            normalise_identifier(kind, typed)


def test_an_unknown_kind_is_a_mistake_in_the_code() -> None:
    with pytest.raises(KeyError):
        normalise_identifier("shoe_size", "42")


@pytest.mark.parametrize("typed", ["+44 7700 900123", "0044 7700 900123", "07700 900123"])
def test_one_telephone_is_found_from_any_country(typed: str) -> None:
    assert phone_key(typed) == phone_key("7700-900-123")


def test_a_short_telephone_number_is_its_own_key() -> None:
    assert phone_key("555 0100") == "5550100"


def test_the_court_and_the_agency_name_the_same_person() -> None:
    assert identifier_token("eoir", "12345678") == identifier_token("a_number", "A012345678")


def test_the_same_figures_of_two_kinds_are_two_tokens() -> None:
    assert identifier_token("passport", "12345678") != identifier_token("state", "12345678")
