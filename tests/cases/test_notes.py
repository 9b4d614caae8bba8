"""Privilege alone decides who reads a note, and what is not read leaves no trace."""

import pytest

from cases.actions import add_note, move_case
from cases.models import Case, Note
from cases.policy import visible_notes
from cases.queries import timeline
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, Refused
from clinic.audit.models import REFUSED, AuditEntry
from tests.builders import browsing_as, make_case, make_member

SECRET = "The prosecutor offered immunity."
READERS = {
    "attorney": {"attorney", "supervisor"},
    "advocate": {"advocate"},
    "shared": {"attorney", "supervisor", "advocate", "coordinator"},
    "administrative": {"attorney", "supervisor", "advocate", "coordinator"},
}


@pytest.fixture
def case(coordinator: Actor, attorney: Actor, advocate: Actor) -> Case:
    return make_case(coordinator, attorney, advocate)


@pytest.mark.parametrize("privilege", READERS)
@pytest.mark.parametrize("role", ["attorney", "supervisor", "advocate", "coordinator"])
def test_privilege_decides_who_reads(
    case: Case, attorney: Actor, advocate: Actor, privilege: str, role: str
) -> None:
    writer = advocate if privilege == "advocate" else attorney
    add_note(writer, case=case, privilege=privilege, body=SECRET)
    team = {"attorney": attorney, "advocate": advocate}
    reader = team.get(role) or make_member(case.clinic, role, name="Somebody Else")
    assert visible_notes(reader, case).exists() == (role in READERS[privilege])


@pytest.mark.parametrize("role", ["advocate", "coordinator"])
def test_nobody_writes_a_note_they_may_not_read(
    case: Case, coordinator: Actor, advocate: Actor, role: str
) -> None:
    writer = {"advocate": advocate, "coordinator": coordinator}[role]
    with pytest.raises(Refused):
        add_note(writer, case=case, privilege="attorney", body=SECRET)
    assert not Note.objects.exists()
    assert AuditEntry.objects.get(outcome=REFUSED).verb == "note.added"


def test_who_is_not_on_the_case_writes_nothing(case: Case, stranger: Actor) -> None:
    with pytest.raises(Refused):
        add_note(stranger, case=case, privilege="shared", body="Hello")
    assert not Note.objects.exists()


def test_a_privileged_note_changes_nothing_an_advocate_can_read(
    case: Case, attorney: Actor, advocate: Actor
) -> None:
    browser = browsing_as(advocate)
    pages = [f"/harbor/cases/{case.pk}/{tab}" for tab in ("", "timeline/", "access/", "move/")]
    pages.append("/harbor/cases/")
    for url in pages:
        browser.get(url)  # the first look of the hour is itself written down
    before = [_without_tokens(browser.get(url).content) for url in pages]
    for _ in range(3):
        add_note(attorney, case=case, privilege="attorney", body=SECRET)
    assert [_without_tokens(browser.get(url).content) for url in pages] == before


def _without_tokens(html: bytes) -> list[bytes]:
    """Leave out what differs between any two answers: tokens, and the minute of printing."""
    changing = (b"csrf", b"printed by")
    return [line for line in html.splitlines() if not any(w in line.lower() for w in changing)]


def test_pages_of_the_timeline_have_no_gap_where_a_note_is_hidden(
    case: Case, attorney: Actor, advocate: Actor
) -> None:
    for number in range(40):
        add_note(attorney, case=case, privilege="attorney", body=f"hidden {number}")
        add_note(attorney, case=case, privilege="shared", body=f"shared {number}")
    first = timeline(advocate, case)
    second = timeline(advocate, case, after=first.next)
    assert (len(first.events), second.next) == (30, None)
    told = [event.text for event in [*first.events, *second.events] if event.privilege]
    assert told == [f"shared {number}" for number in reversed(range(40))]


def test_attorney_and_advocate_in_one_person_read_both(coordinator: Actor) -> None:
    both = make_member(coordinator.clinic, "attorney", "advocate", name="Both Roles")
    case = make_case(coordinator, both)
    add_note(both, case=case, privilege="attorney", body="one")
    add_note(both, case=case, privilege="advocate", body="two")
    assert visible_notes(both, case).count() == 2


def test_a_note_leaves_the_version_alone(case: Case, attorney: Actor) -> None:
    seen = case.version
    add_note(attorney, case=case, privilege="attorney", body=SECRET)
    move_case(attorney, case=case, to="preparing", version=seen)


def test_a_closed_case_takes_no_note(case: Case, attorney: Actor) -> None:
    Case.objects.filter(pk=case.pk).update(stage="closed", closed_on="2026-01-01")
    with pytest.raises(Blocked, match="closed"):
        add_note(attorney, case=case, privilege="shared", body="late")


def test_a_note_is_ciphertext_in_the_database(case: Case, attorney: Actor) -> None:
    from django.db import connection

    add_note(attorney, case=case, privilege="attorney", body=SECRET)
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM cases_note")
        (stored,) = cursor.fetchone()
    assert b"immunity" not in bytes(stored)
