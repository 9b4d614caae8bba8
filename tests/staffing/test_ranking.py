"""Hard cases of who may take a matter and who fits it, without a database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cases.rules import MATTERS as CASE_MATTERS
from staffing.rules import JURISDICTIONS, LICENCES, MATTERS, Licence, state_of, weight_of
from staffing.rules.ranking import BLOCKERS, FIRM, LOOK, REASONS, Person, Terms, Work, judge

ON = date(2026, 11, 2)
BAR = Licence("bar", "US-NY", ON + timedelta(days=300))
LATER = ON + timedelta(days=200)
PERSON = Person(
    "p", languages=[{"language": "Tigrinya", "dialect": "Asmara", "level": "good"}],
    matters=frozenset({"t_visa"}), capacity=12, licences=[BAR], insured_until=LATER,
    pledge_until=LATER,
)  # fmt: skip
WORK = Work("c", "t_visa", "attorney", language="Tigrinya", dialect="Asmara")
ALL = Terms("us", frozenset({"US-NY"}), frozenset({"licence", "insurance", "pledge"}))


def against(
    person: Person = PERSON, work: Work = WORK, terms: Terms = ALL, **more: object
) -> set[str]:
    return set(judge(person, work, terms, on=ON, **more).against)  # type: ignore[arg-type]


def test_every_matter_of_the_clinic_has_its_needs() -> None:
    assert set(MATTERS) == set(CASE_MATTERS)
    assert all(need.licences <= set(LICENCES) and need.weight > 0 for need in MATTERS.values())


def test_who_has_everything_may_take_it_and_is_told_why() -> None:
    verdict = judge(PERSON, WORK, ALL, on=ON, speakers=1)
    assert verdict.against == ()
    assert set(verdict.reasons) == {"only_speaker", "dialect", "expertise", "licence", "room"}


def test_the_last_free_points_are_given_and_not_one_more() -> None:
    assert against(replace(PERSON, load=9)) == set()
    assert against(replace(PERSON, load=10)) == {"over_capacity"}
    assert BLOCKERS["over_capacity"].level == LOOK


@pytest.mark.parametrize(
    ("days", "code"),
    [(-1, "licence_expired"), (1, "licence_ends"), (13, "licence_ends"), (14, "")],
)
def test_a_licence_that_ends_too_soon_stands_against_it(days: int, code: str) -> None:
    soon = replace(BAR, expires_on=ON + timedelta(days=days))
    assert against(replace(PERSON, licences=[soon])) == ({code} if code else set())


def test_a_licence_must_last_until_the_next_deadline() -> None:
    work = replace(WORK, next_deadline=BAR.expires_on + timedelta(days=1))
    assert against(work=work) == {"licence_ends"}
    assert against(work=replace(WORK, next_deadline=BAR.expires_on)) == set()


def test_ones_own_word_about_a_licence_does_not_count() -> None:
    said = replace(BAR, confirmed=False)
    assert against(replace(PERSON, licences=[said])) == {"licence_missing"}


@pytest.mark.parametrize(
    ("licence", "matter", "fits"),
    [
        (("doj_partial", "US"), "t_visa", True),
        (("doj_partial", "US"), "asylum", False),
        (("doj_full", "US"), "removal_defense", True),
        (("doj_full", "US"), "protection_order", False),
        (("bar", "US-CT"), "asylum", True),
        (("bar", "US-CT"), "protection_order", False),
        (("bar", "US-NY"), "vacatur", True),
        (("bar", "GB-EAW"), "t_visa", False),
        (("uk_adviser", "GB-EAW"), "t_visa", False),
    ],
)
def test_kind_and_place_of_a_licence(licence: tuple[str, str], matter: str, fits: bool) -> None:
    held = Licence(*licence, expires_on=LATER)
    codes = against(replace(PERSON, licences=[held]), replace(WORK, matter=matter))
    assert ("licence_elsewhere" in codes) is not fits


def test_a_uk_adviser_leads_a_referral_in_the_uk() -> None:
    held = Licence("uk_adviser", "GB-SCT", LATER)
    terms = replace(ALL, country="uk", states=frozenset())
    assert against(replace(PERSON, licences=[held]), replace(WORK, matter="nrm"), terms) == set()


def test_a_second_licence_saves_who_lost_the_first() -> None:
    gone = replace(BAR, expires_on=ON - timedelta(days=1))
    other = Licence("bar", "US-CT", LATER)
    assert against(replace(PERSON, licences=[gone, other])) == set()


def test_an_advocate_needs_a_pledge_and_no_licence() -> None:
    advocate = replace(PERSON, licences=[], insured_until=None)
    work = replace(WORK, role="advocate")
    assert against(advocate, work) == set()
    assert against(replace(advocate, pledge_until=None), work) == {"pledge_missing"}


@pytest.mark.parametrize("name", ["insured_until", "pledge_until"])
def test_what_ran_out_stands_against_it_even_where_nothing_is_asked(name: str) -> None:
    yesterday = replace(PERSON, **{name: ON - timedelta(days=1)})  # type: ignore[arg-type]
    (code,) = against(yesterday, terms=Terms())
    assert code.endswith("_expired")
    assert against(replace(PERSON, **{name: ON}), terms=Terms()) == set()  # type: ignore[arg-type]


def test_where_nothing_is_asked_nothing_recorded_is_no_obstacle() -> None:
    assert against(Person("new"), terms=Terms()) == {"needs_interpreter", "no_profile"}


def test_names_and_walls() -> None:
    assert against(met="opposed") == {"conflict_by_name"}
    assert against(met="other") == {"name_resembles"}
    assert against(walled=True) == {"kept_out"}
    assert against(work=replace(WORK, clear=False)) == {"conflict_not_clear"}


@pytest.mark.parametrize(
    "code",
    [
        "conflict_not_clear", "kept_out", "conflict_by_name", "licence_missing", "licence_expired",
        "licence_elsewhere", "licence_ends", "pledge_missing", "insurance_missing", "not_taken",
    ],
)  # fmt: skip
def test_walls_conflicts_licences_are_never_overridden(code: str) -> None:
    assert BLOCKERS[code].level == FIRM


def test_a_matter_somebody_does_not_take() -> None:
    assert against(replace(PERSON, avoids=frozenset({"t_visa"}))) == {"not_taken"}


def test_who_speaks_the_dialect_comes_before_who_speaks_the_language() -> None:
    other = replace(PERSON, languages=[{"language": "Tigrinya", "dialect": "Mekelle"}])
    nobody = replace(PERSON, languages=[{"language": "Dari"}])
    scores = [judge(one, WORK, ALL, on=ON).score for one in (PERSON, other, nobody)]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3


def test_the_only_speaker_for_somebody_else_comes_later() -> None:
    kept = judge(PERSON, WORK, ALL, on=ON, keeps=True)
    assert kept.against == ("keeps_language",)
    assert kept.score < judge(PERSON, WORK, ALL, on=ON).score


def test_matters_weigh_differently_and_beside_an_attorney_little() -> None:
    assert weight_of(["civil_suit"], "attorney") > weight_of(["work_permit"], "attorney")
    assert weight_of(["civil_suit", "sij"], "advocate") == weight_of(["sij"], "advocate") == 1


@pytest.mark.parametrize(
    ("days", "confirmed", "state"),
    [(-1, True, "expired"), (0, True, "soon"), (30, True, "soon"), (31, True, "current"),
     (31, False, "waits"), (-1, False, "expired")],
)  # fmt: skip
def test_states_of_a_proof(days: int, confirmed: bool, state: str) -> None:
    assert state_of(ON + timedelta(days=days), confirmed=confirmed, on=ON) == state
    assert state_of(None, confirmed=confirmed, on=ON) == "missing"


def test_all_words_are_there() -> None:
    assert all(str(one.text) for one in BLOCKERS.values())
    assert all(str(text) for text in REASONS.values())
    assert len(set(JURISDICTIONS)) == len(JURISDICTIONS)
