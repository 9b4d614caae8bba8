"""A note is corrected by its author alone, with a reason; what it said before stays readable."""

import pytest
from django.db import connection

from cases.actions import add_note, close_case, correct_note
from cases.models import Case, EarlierNote, Note
from cases.policy import earlier_wordings
from cases.queries import note_of, timeline
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, NotVisible, Refused
from clinic.audit.models import AuditEntry
from clinic.tenancy.current import bind
from tests.builders import browsing_as, calling_as, make_case, make_clinic, make_member

SECRET = "The prosecutor offered immunity."


@pytest.fixture
def case(coordinator: Actor, attorney: Actor, advocate: Actor) -> Case:
    return make_case(coordinator, attorney, advocate)


def written(actor: Actor, case: Case, privilege: str = "shared", body: str = SECRET) -> Note:
    note = add_note(actor, case=case, privilege=privilege, body=body)
    return note_of(actor, note.pk)


def corrected(actor: Actor, note: Note, **changes: object) -> Note:
    said = {
        "privilege": note.privilege, "body": "She was offered time.", "reason": "Misheard.",
        "version": note.version,
    }  # fmt: skip
    return correct_note(actor, note=note, **said | changes)  # type: ignore[arg-type]


def test_a_correction_keeps_the_earlier_wording_with_its_reason(
    case: Case, attorney: Actor, advocate: Actor
) -> None:
    note = written(attorney, case)
    again = corrected(attorney, note)
    assert (again.version, again.body) == (2, "She was offered time.")
    corrected(attorney, again, body="She was offered a year.", reason="More exact.")
    kept = [(row.version, row.body, row.reason) for row in earlier_wordings(advocate, note)]
    assert sorted(kept) == [(1, SECRET, "Misheard."), (2, "She was offered time.", "More exact.")]
    told = next(event for event in timeline(advocate, case).events if event.privilege)
    assert told.text == "She was offered a year.\n\nCorrected since."
    entries = AuditEntry.objects.filter(verb="note.corrected").order_by("pk")
    assert [entry.fields for entry in entries] == [["body"], ["body"]]


def test_nobody_but_the_author_corrects_a_note(
    case: Case, attorney: Actor, supervisor: Actor, coordinator: Actor, advocate: Actor
) -> None:
    note = written(attorney, case)
    for other in (supervisor, coordinator, advocate):
        with pytest.raises(Refused):
            corrected(other, note)
    assert not EarlierNote.objects.exists()
    assert Note.objects.get().body == SECRET


def test_an_author_who_left_the_case_corrects_nothing(
    case: Case, attorney: Actor, coordinator: Actor
) -> None:
    from cases.actions import end_assignment
    from cases.models import Assignment

    note = written(attorney, case)
    mine = Assignment.objects.select_related("case__client", "membership__user")
    end_assignment(coordinator, assignment=mine.get(case=case, role="attorney"))
    with pytest.raises(Refused):
        corrected(attorney, note)
    with pytest.raises(NotVisible):
        note_of(attorney, note.pk)


def test_an_earlier_wording_stays_under_its_own_privilege(
    case: Case, attorney: Actor, advocate: Actor, supervisor: Actor
) -> None:
    note = written(attorney, case, "attorney")
    corrected(attorney, note, privilege="shared", body="The hearing is on Friday.")
    assert not earlier_wordings(advocate, note).exists()
    assert earlier_wordings(supervisor, note).get().body == SECRET
    page = browsing_as(advocate).get(f"/harbor/notes/{note.pk}/").content.decode()
    assert "The hearing is on Friday." in page
    assert SECRET not in page
    assert "Misheard." not in page
    answer = calling_as(advocate).read(f"notes/{note.pk}/earlier")
    assert answer["items"] == []


def test_a_note_made_privileged_is_gone_for_the_others_with_its_earlier_wording(
    case: Case, attorney: Actor, advocate: Actor
) -> None:
    note = written(attorney, case)
    corrected(attorney, note, privilege="attorney", reason="Was never meant for all.")
    with pytest.raises(NotVisible):
        note_of(advocate, note.pk)
    for path in (f"/harbor/notes/{note.pk}/", f"/harbor/notes/{note.pk}/correct/"):
        assert browsing_as(advocate).get(path).status_code == 404
    assert not [event for event in timeline(advocate, case).events if event.privilege]


def test_nobody_corrects_into_a_privilege_they_may_not_read(case: Case, advocate: Actor) -> None:
    note = written(advocate, case, "advocate")
    with pytest.raises(Refused):
        corrected(advocate, note, privilege="attorney")
    assert Note.objects.get().privilege == "advocate"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"version": 7}, "changed_meanwhile"),
        ({"reason": "  "}, "reason_missing"),
        ({"body": " "}, "reason_missing"),
        ({"body": SECRET}, "nothing_changed"),
        ({"privilege": "public"}, "unknown_choice"),
    ],
)
def test_what_is_no_correction_changes_nothing(
    case: Case, attorney: Actor, changes: dict[str, object], code: str
) -> None:
    note = written(attorney, case)
    with pytest.raises(Blocked) as stop:
        corrected(attorney, note, **changes)
    assert stop.value.code == code
    assert not EarlierNote.objects.exists()
    assert (Note.objects.get().body, Note.objects.get().version) == (SECRET, 1)


def test_two_corrections_of_one_wording_do_not_overwrite_each_other(
    case: Case, attorney: Actor
) -> None:
    note = written(attorney, case)
    corrected(attorney, note, body="First correction.")
    browser, url = browsing_as(attorney), f"/harbor/notes/{note.pk}/correct/"
    given = {"privilege": "shared", "body": "Second.", "reason": "Other tab.", "version": "1"}
    answer = browser.post(url, given)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "First correction." in page  # what is there now
    assert "Second." in page  # what was typed is not lost
    assert Note.objects.get().body == "First correction."
    assert browser.post(url, given | {"version": "2"}).status_code == 302
    page = browser.get(f"/harbor/notes/{note.pk}/").content.decode()
    for told in ("Second.", "First correction.", SECRET, "Misheard.", "Other tab."):
        assert told in page


def test_a_closed_case_keeps_its_notes_as_they_are(case: Case, attorney: Actor) -> None:
    note = written(attorney, case)
    close_case(attorney, case=case, outcome="advice", reason="Done.", version=case.version)
    with pytest.raises(Blocked, match="closed"):
        corrected(attorney, note)


def test_a_correction_leaves_the_version_of_the_case_alone(case: Case, attorney: Actor) -> None:
    corrected(attorney, written(attorney, case, "attorney"))
    assert Case.objects.get().version == case.version


def test_what_was_said_before_is_ciphertext_in_the_database(case: Case, attorney: Actor) -> None:
    corrected(attorney, written(attorney, case))
    with connection.cursor() as cursor:
        cursor.execute("SELECT body, reason FROM cases_earliernote")
        (body, reason) = cursor.fetchone()
    assert b"immunity" not in bytes(body)
    assert b"Misheard" not in bytes(reason)


def test_another_clinic_finds_neither_the_note_nor_what_it_said(
    case: Case, attorney: Actor
) -> None:
    note = written(attorney, case)
    corrected(attorney, note)
    meadow = make_clinic("meadow")
    stranger = make_member(meadow, "attorney", "supervisor", "advocate", "coordinator")
    with bind(meadow):
        with pytest.raises(NotVisible):
            note_of(stranger, note.pk)
        assert not EarlierNote.objects.exists()


def test_a_program_corrects_its_persons_note_and_needs_the_version(
    case: Case, attorney: Actor
) -> None:
    note = written(attorney, case)
    program = calling_as(attorney)
    given = {"privilege": "administrative", "body": "Room 4.", "reason": "Wrong kind."}
    answer = program.change(f"notes/{note.pk}/correct", given, of=f"notes/{note.pk}")
    assert (answer.status_code, answer.json()["version"], answer["ETag"]) == (200, 2, '"2"')
    (row,) = program.read(f"notes/{note.pk}/earlier")["items"]
    assert (row["body"], row["privilege"], row["reason"]) == (SECRET, "shared", "Wrong kind.")
    stale = program.ask("post", f"notes/{note.pk}/correct", given, if_match='"1"')
    assert stale.status_code == 412
