"""The demo's tables: plainly made up, in many scripts, on every side of today."""

import unicodedata
from collections import Counter

import pytest

from cases.rules import MATTERS as KNOWN_MATTERS
from cases.rules import OUTCOMES, STAGES
from clients.rules.identity import check_name
from clients.rules.reasons import DECLINE_REASONS
from clinic.people.roles import ROLE_NAMES
from desk.demo.cast import CLINICS, PEOPLE, in_role
from desk.demo.clients import MAIN
from desk.demo.clients import PEOPLE as CLIENTS
from desk.demo.matters import CASE, MATTERS, PARTNERS
from filings.rules.forms import FORMS


def test_the_first_clinic_has_every_role_and_somebody_sits_in_two() -> None:
    harbor = {role for person in PEOPLE for role in dict(person.seats).get("harbor", ())}
    assert harbor == set(ROLE_NAMES)
    assert [person.key for person in PEOPLE if len(person.seats) == 2] == ["volunteer"]
    assert len({clinic.time_zone for clinic in CLINICS}) == len(CLINICS) == 3


def test_every_matter_has_a_client_of_its_own() -> None:
    names = [person.legal_name for person in (*CLIENTS, MAIN)]
    assert len(CLIENTS) == len(MATTERS) >= 40
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_names_are_lawful_and_come_in_many_scripts() -> None:
    every = [name for person in CLIENTS for name in (person.legal_name, *person.other_names)]
    assert [check_name(name) for name in every] == every
    scripts = {unicodedata.name(name[0]).split()[0] for name in every}
    assert {"LATIN", "ARABIC", "CYRILLIC", "CJK", "ETHIOPIC"} <= scripts
    assert len(scripts) >= 12


def test_the_table_speaks_of_what_the_product_knows() -> None:
    for matter in MATTERS:
        assert matter.matter in KNOWN_MATTERS
        assert matter.stage in STAGES
        assert not matter.form or matter.form in FORMS
        assert not matter.release or matter.release.partner in PARTNERS
        if matter.stage == "closed":
            assert matter.reason in OUTCOMES
        if matter.until == "declined":
            assert matter.reason in DECLINE_REASONS


def test_deadlines_stand_on_every_side_of_today() -> None:
    due = {notice.due for matter in MATTERS for notice in matter.notices}
    assert {0, 3, 7, 20, 60} <= due
    assert min(due) < 0
    assert {notice.seen for matter in MATTERS for notice in matter.notices} == {True, False}


def test_intakes_and_conflicts_stand_at_every_point() -> None:
    assert {matter.until for matter in MATTERS} == {"started", "paused", "declined", "ready", CASE}
    assert {matter.check for matter in MATTERS} == {"", "clear", "possible", "conflict"}
    late = [m for m in MATTERS if m.until == CASE and not m.team and m.ago > 14]
    assert len(late) >= 2


@pytest.mark.parametrize("clinic", [clinic.slug for clinic in CLINICS])
def test_each_clinic_can_take_in_and_assign(clinic: str) -> None:
    staff = {person.key for person in PEOPLE if clinic in dict(person.seats)}
    assert in_role(clinic, "coordinator") in staff
    for matter in MATTERS:
        assert matter.clinic != clinic or set(matter.team) <= staff
