"""What a text for the board may not hold: names, small places, numbers, days."""

import pytest

from staffing.rules.neutral import CAPITAL, CONTACT, DATE, NAME, NUMBER, PLACE, Known, faults_in
from staffing.rules.openers import OPENERS
from staffing.rules.places import CITIES

NAMES = [
    Known("Mekdes Misale"), Known("ጽጌረዳ ተስፋዬ"), Known("Copper Heron", whole=True),
    Known("Muster Packing LLC", is_organisation=True), Known("Viktor Musterfall"),
    Known("Grace Do"),
]  # fmt: skip


def codes(text: str) -> set[str]:
    return {fault.code for fault in faults_in(text, NAMES)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Somebody needs a T visa and has a good statement. Evening meetings are best.",
        "About 20 hours. An affidavit is begun, the I-914 and its supplement B are not.",
        "Spanish or Arabic helps; the bar of New York State is enough. Working with USCIS.",
        "Three children. Grants of grace may do: we may hope.",
        "The heron of the board is no code name; copper neither.",
    ],
)
def test_words_of_the_work_may_stand(text: str) -> None:
    assert faults_in(text, NAMES) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Mekdes waits.", NAME),
        ("mekdes waits", NAME),
        ("For Mekdis, who waits.", NAME),
        ("We met MISALE twice.", NAME),
        ("Against Wiktor and his firm", NAME),
        ("Is ጽጌረዳ well?", NAME),
        ("the packing plant owes wages", NAME),
        ("Case of copper heron", NAME),
        ("Meet Grace first", NAME),
        ("He was held in springfield.", PLACE),
        ("She is in los angeles now", PLACE),
        ("It was at the Green Farm", PLACE),
        ("Near Queens, New York", PLACE),
        ("Call 202 555 0142", NUMBER),
        ("A012345678 is the number", NUMBER),
        ("See 2026-0042", NUMBER),
        ("Receipt IOE0912345678", NUMBER),
        ("File #7", NUMBER),
        ("born in 1990", DATE),
        ("The hearing is on March 12", DATE),
        ("by 12.3.26", DATE),
        ("a 27 years old woman", DATE),
        ("aged 31", DATE),
        ("Write to someone@example.org", CONTACT),
        ("see www.example.org/x", CONTACT),
        ("She lives in Exampletown", CAPITAL),
        ("A cousin of Senait helps", CAPITAL),
        ("Ask 山田 first", CAPITAL),
    ],
)
def test_what_tells_of_somebody_is_found(text: str, code: str) -> None:
    assert code in codes(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Hearings: Poughkeepsie.", "Poughkeepsie"),
        ("Hearings; Poughkeepsie", "Poughkeepsie"),
        ("The hearing - Poughkeepsie", "Poughkeepsie"),
        ("The hearing \u2013 Poughkeepsie", "Poughkeepsie"),
        ("The hearing \u2014 Poughkeepsie", "Poughkeepsie"),
        ("Hearings (Poughkeepsie)", "Poughkeepsie"),
        ('She said "Poughkeepsie"', "Poughkeepsie"),
        ("She said \u201cPoughkeepsie\u201d", "Poughkeepsie"),
        ("\u2022 Poughkeepsie, evenings", "Poughkeepsie"),
        ("Poughkeepsie is near.", "Poughkeepsie"),
        ("It is far. Poughkeepsie is near.", "Poughkeepsie"),
        ("Evenings only\nSenait interprets", "Senait"),
        ("Senait interprets.", "Senait"),
        ("Is it far? Tarrytown is not.", "Tarrytown"),
    ],
)
def test_a_name_is_one_wherever_it_stands(text: str, word: str) -> None:
    assert [(one.code, one.what) for one in faults_in(text, NAMES)] == [(CAPITAL, word)]


@pytest.mark.parametrize(
    "text",
    [
        "The record is there; a motion has to be written. (Made up.)",
        "An affidavit is begun; meetings in the evening. (Made up.)",
        "Hearings are remote. Meetings can be by video; evenings are best.",
        "Needs an attorney soon. Nothing is filed yet. Everything can be done from home.",
        "- Filing is due this quarter\n- Interviews by phone\n\u2022 Interpreter is booked",
        "Client is an adult. Two applications, one appeal. Please ask before you call.",
        "Would suit somebody new to this. Mentoring is offered! Could begin in a month?",
        "Documents are translated. Dates are known. Trauma-informed work is needed.",
        "Looking for help with a declaration. Travel is not needed. Experience helps.",
    ],
)
def test_ordinary_words_begin_a_sentence(text: str) -> None:
    assert faults_in(text, NAMES) == []


def test_no_word_that_begins_a_sentence_is_a_place() -> None:
    assert not OPENERS & CITIES
    assert all(word == word.lower() for word in OPENERS)


def test_small_letters_are_read_as_words() -> None:
    """What `docs/security.md` says is not caught: a small place that nobody wrote down."""
    assert faults_in("Hearings are in poughkeepsie.", NAMES) == []


def test_a_fault_says_which_word_it_is_and_each_word_once() -> None:
    found = faults_in("Mekdes said so. Mekdes knows.", NAMES)
    assert [fault.what for fault in found] == ["Mekdes"]
    assert "Mekdes" in found[0].text


def test_every_word_of_every_name_is_found_wherever_it_stands() -> None:
    for known in NAMES:
        for part in [known.name] if known.whole else known.name.removesuffix(" LLC").split():
            for text in (f"Work for {part} begins.", f"{part}: begins", f"it is about {part}"):
                assert NAME in codes(text), (part, text)


def test_where_the_client_lives_is_found_however_it_is_written() -> None:
    places = ["12 Rosewood Lane, Exampletown NY 10001"]
    for text in ("Meetings in exampletown", "Off rosewood.", "Exampletown: evenings."):
        assert {fault.code for fault in faults_in(text, NAMES, places)} == {PLACE}
    assert faults_in("The main lane of the work is an affidavit.", NAMES, places) == []
