"""A letter on its way: approved, replaced, ended; who has nothing of it."""

from typing import Any

import pytest

from cases.actions import add_matter
from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible, Refused
from clinic.tenancy.models import Clinic, new_id
from engagement import actions, queries
from engagement.models import Letter
from tests.engagement.steps import again, asks, begin, client_signs, ready, signed, stopped

pytestmark = pytest.mark.django_db


def test_a_supervisor_agrees_where_the_clinic_asks_for_it(
    harbor: Clinic, attorney: Actor, supervisor: Actor, case: Case
) -> None:
    asks(harbor, supervisor=True)
    letter = ready(attorney, case)
    assert letter.state == "asked"
    assert [row.pk for row in queries.letters_to_approve(supervisor)] == [letter.pk]
    with pytest.raises(Refused):
        actions.approve_letter(attorney, letter=letter, version=letter.version)
    back = actions.return_letter(
        supervisor, letter=letter, reason="Name the appeal.", version=letter.version
    )
    letter = actions.ready_letter(attorney, letter=back, version=back.version)
    letter = actions.approve_letter(supervisor, letter=letter, version=letter.version)
    assert (letter.state, letter.returned_reason) == ("ready", None)


def test_nobody_agrees_to_what_they_asked_for(
    harbor: Clinic, supervisor: Actor, case: Case
) -> None:
    asks(harbor, supervisor=True)
    letter = ready(supervisor, case)
    stopped(
        "second_person", actions.approve_letter, supervisor, letter=letter, version=letter.version
    )


def test_a_new_letter_takes_the_place_of_the_one_it_replaces(attorney: Actor, case: Case) -> None:
    first = signed(attorney, case)
    add_matter(attorney, case=case, kind="work_permit")
    assert queries.uncovered(case) == ["work_permit"]
    second = signed(attorney, case, matters=["t_visa", "work_permit"], replaces=first)
    assert again(attorney, first).state == "superseded"
    assert second.state == "signed"
    assert queries.uncovered(case) == []


def test_only_matters_of_the_case_and_only_signed_letters_are_taken(
    attorney: Actor, case: Case
) -> None:
    stopped("matters_missing", begin, attorney, case, matters=[])
    stopped("matters_missing", begin, attorney, case, matters=["t_visa", "asylum"])
    draft = begin(attorney, case)
    stopped("not_signed", begin, attorney, case, replaces=draft)


def test_a_letter_sent_twice_is_one_letter(attorney: Actor, case: Case) -> None:
    pk = new_id()
    said: dict[str, Any] = {"case": case, "letter_id": pk, "kind": "full", "matters": ["t_visa"]}
    actions.add_letter(attorney, **said)
    stopped("sent_twice", actions.add_letter, attorney, **said)
    assert Letter.objects.count() == 1


def test_a_stale_version_changes_nothing(attorney: Actor, case: Case) -> None:
    letter = begin(attorney, case)
    actions.ready_letter(attorney, letter=letter, version=letter.version)
    stopped("changed_meanwhile", client_signs, attorney, letter)


def test_what_is_signed_is_ended_by_a_lawyer_alone(
    attorney: Actor, coordinator: Actor, case: Case
) -> None:
    letter = signed(attorney, case)
    said: dict[str, Any] = {
        "ending": "client",
        "reason": "She moved away.",
        "version": letter.version,
    }
    with pytest.raises(Refused):
        actions.end_letter(coordinator, letter=letter, **said)
    assert actions.end_letter(attorney, letter=letter, **said).state == "ended"
    assert queries.uncovered(case) == ["t_visa"]


def test_an_advocate_has_nothing_of_letters(
    attorney: Actor, advocate: Actor, stranger: Actor, case: Case
) -> None:
    letter = begin(attorney, case)
    for actor in (advocate, stranger):
        with pytest.raises(NotVisible):
            queries.letter_of(actor, letter.pk)
    assert queries.letters_of_case(advocate, case) == []
    assert queries.engagement_step_rows(advocate, case) is None
    with pytest.raises(Refused):
        begin(advocate, case)
