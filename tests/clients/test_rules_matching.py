"""Candidates are ranked, and each says in plain words why it is there."""

import pytest

from clients.rules.matching import REASONS, THRESHOLD, ReadName, compare, similarity


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Amina Yusuf", "amina yusuf", "same"),
        ("José Núñez", "Jose Nunez", "accents"),
        ("Михаил Щербаков", "Mikhail Shcherbakov", "script"),
        ("Tanaka Sakura", "Sakura Tanaka", "order"),
        ("García López, María José", "María José García López", "order"),
        ("Abdul Rahman Ali", "Abdulrahman Ali", "joined"),
        ("Maria Delacruz", "María de la Cruz", "joined"),
        ("Zhang Xiao Ming", "Zhang Xiaoming", "joined"),
        ("Mohammed Hussein", "Muhamad Husayn", "sounds"),
        ("Stephen Philips", "Steven Phillips", "sounds"),
        ("Katarzyna Nowak", "Katrazyna Nowak", "spelling"),
        ("J. Smith", "John Smith", "initials"),
        ("Lupita Hernandez", "Guadalupe Hernández", "short_form"),
        ("Maria Garcia", "María José García López", "extra"),
        ("Fatima Al-Zahra", "Fatima Zahra", "extra"),
        ("Rico", "Rico Delgado", "one_word"),
        ("محمد حسين", "Mohammed Hussein", "script"),
        ("שרה כהן", "Sarah Cohen", "sounds"),
        ("लक्ष्मी देवी", "Laxmi Devi", "sounds"),
    ],
)
def test_a_variant_matches_and_says_why(one: str, other: str, reason: str) -> None:
    match = similarity(one, other)
    assert match.is_possible
    assert reason in match.reasons


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Maria Lopez", "Maria Gomez"),
        ("Nguyễn Văn An", "Nguyễn Thị Bình"),
        ("Ahmed Hassan", "Ahmed Ibrahim"),
        ("Amina Yusuf", "Olga Petrova"),
        ("Li Na", "Lu Wei"),
        ("김민준", "박서연"),
        ("Priya Sharma", "Pooja Verma"),
        ("Tanaka Sakura", "Nakata Haruka"),
    ],
)
def test_different_people_do_not_match(one: str, other: str) -> None:
    assert not similarity(one, other).is_possible


@pytest.mark.parametrize(
    ("one", "other"),
    [("Abdul Rahman", "Abdurrahman"), ("Ana Maria Sol", "Sol Anna"), ("Li", "李 娜"), ("", "X")],
)
def test_the_order_of_the_arguments_does_not_matter(one: str, other: str) -> None:
    assert similarity(one, other) == similarity(other, one)


def test_the_same_name_scores_highest_and_closer_names_score_higher() -> None:
    exact = similarity("Mohammed Hussein", "Mohammed Hussein").score
    near = similarity("Mohammed Hussein", "Mohamed Husein").score
    far = similarity("Mohammed Hussein", "Mahmoud Hasan").score
    assert exact == 1.0 > near > far


def test_one_shared_word_ranks_below_a_whole_name() -> None:
    assert similarity("Rico", "Rico Delgado").score < similarity("Rico D.", "Rico Delgado").score


def test_nothing_readable_matches_nothing() -> None:
    assert similarity("—", "—").score == 0.0
    assert similarity("", "Amal").reasons == ()


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Sol y Mar, S.A. de C.V.", "Sol & Mar Ltd", "legal_form"),
        ("ILS", "International Labour Solutions Inc.", "acronym"),
        ("Bluebird Cleaning GmbH", "Blue Bird Cleaning", "joined"),
    ],
)
def test_organisations_match_beyond_their_legal_form(one: str, other: str, reason: str) -> None:
    match = similarity(one, other, organisation=True)
    assert match.is_possible
    assert reason in match.reasons


def test_organisations_with_one_common_word_do_not_match() -> None:
    assert not similarity(
        "Global Cleaning Ltd", "Harbor Cleaning Ltd", organisation=True
    ).is_possible


def test_reasons_are_told_in_words_and_once() -> None:
    match = similarity("Stephen Philips", "Steven Phillips")
    assert match.texts == tuple(REASONS[code] for code in match.reasons)
    assert len(set(match.reasons)) == len(match.reasons) > 0


def test_every_possible_match_gives_a_reason() -> None:
    names = [
        "Amal Haddad",
        "Dr. Amal Haddad",
        "Amal al-Haddad",
        "Haddad Amal",
        "A. Haddad",
        "أمل حداد",
    ]
    read = [ReadName(name) for name in names]
    matches = [compare(a, b) for a in read for b in read]
    assert all(match.reasons for match in matches if match.score >= THRESHOLD)
    assert all(match.is_possible for match in matches)
