"""Which names of languages are the same: by the registry's names, never by how alike they look."""

import pytest

from clinic.access.actor import Actor
from interpreters.queries import roster
from interpreters.rules.candidates import fit
from interpreters.rules.languages import table
from tests.everywhere.world_interpreters import add_to_roster


def both_ways(one: str, other: str, dialect: str = "", said: str = "") -> set[int]:
    return {
        fit([{"language": one, "dialect": said, "level": "best"}], other, dialect),
        fit([{"language": other, "dialect": dialect, "level": "best"}], one, said),
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chinese", "Chin"), ("Romanian", "Romani"), ("Malay", "Malayalam"), ("Hindi", "Hindko"),
        ("American Sign Language", "Mexican Sign Language"),
        ("Haitian Creole", "Cape Verdean Creole"), ("Spanish Sign Language", "Spanish"),
        ("Kurmanji", "Sorani"), ("Kurdish (Kurmanji)", "Kurdish (Sorani)"),
        ("Mandarin", "Cantonese"), ("Chinese, Mandarin", "Fuzhounese"), ("Tigrinya", "Tigre"),
        ("Nigerian Pidgin English", "English"), ("Haitian Creole French", "French"),
        ("Mam", "Maay Maay"), ("Farsi", "Dari"), ("Mixtec", "Mixe"), ("", "Spanish"), ("", ""),
        ("()", "Spanish"),
    ],
)  # fmt: skip
def test_another_language_never_fits_however_alike_it_is_written(one: str, other: str) -> None:
    assert both_ways(one, other) == {0}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Farsi", "Persian"), ("Swahili", "Kiswahili"), ("kiswahili ", "SWAHILI"),
        ("Q'eqchi'", "Kekchí"), ("Haitian Creole", "Kreyòl"), ("Haitian", "Haitian Creole"),
        ("Somali language", "Somali"), ("Español", "espanol"), ("ASL", "American Sign Language"),
        ("Mandarin", "Mandarin Chinese"), ("Kurmanji", "Northern Kurdish"),
        ("Kurdish (north)", "Kurmanji"), ("Farsi/Dari", "Persian"), ("Tagalog", "Filipino"),
        ("Arabic (Moroccan)", "Moroccan Arabic"), ("Spanish, Mexico", "Mexican Spanish"),
    ],
)  # fmt: skip
def test_other_names_of_a_language_fit(one: str, other: str) -> None:
    assert both_ways(one, other) == {4}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kurdish", "Kurmanji"), ("Kurdish", "Kurdish (north)"), ("Chinese", "Cantonese"),
        ("Arabic", "Moroccan Arabic"), ("Iraqi Arabic", "Moroccan Arabic"),
        ("Quechua (Cusco)", "Quechua"),
    ],
)  # fmt: skip
def test_a_name_for_more_fits_without_its_dialect(one: str, other: str) -> None:
    assert both_ways(one, other) == {3}


def test_what_was_written_as_the_dialect_counts_as_what_stands_in_brackets() -> None:
    assert both_ways("Kurdish", "Kurdish", "Kurmanji", "Kurmanji") == {4}
    assert both_ways("Kurdish", "Kurmanji", said="north") == {4}
    assert both_ways("Kurdish", "Kurdish", "Sorani", "Kurmanji") == {0}
    assert both_ways("Tigrinya", "Tigrinya (Asmara)", said="Asmara region") == {4}
    assert both_ways("Tigrinya", "Tigrinya", "Asmara", "Keren") == {3}


def test_a_little_of_it_is_a_little_under_any_name() -> None:
    assert fit([{"language": "Farsi", "dialect": "", "level": "some"}], "Persian", "") == 2


def test_no_name_stands_for_two_languages() -> None:
    names = list(table().names)
    known = [name for one in table().varieties.values() for name in one]
    assert len(set(names)) == len(names)
    assert not set(names) & set(known)


def test_the_roster_is_searched_under_any_name(coordinator: Actor) -> None:
    add_to_roster(
        coordinator, "Parisa Muster",
        languages=[{"language": "Farsi", "dialect": "", "level": "best"}],
    )  # fmt: skip
    assert [line.interpreter.name for line in roster(coordinator, language="Persian")] == [
        "Parisa Muster"
    ]
    assert roster(coordinator, language="Dari") == []
