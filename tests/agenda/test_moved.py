"""A hearing that moved: who accompanies the client agrees anew, and who goes along is told."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from agenda import actions, queries
from agenda.actions.moved import MOVED
from agenda.models import Appointment
from agenda.tasks import moved_letter
from cases.models import Case
from clinic.access.actor import Actor
from clinic.notices.models import OutboxItem
from tests.builders import browsing_as, calling_as, seat_of
from tests.everywhere.world_agenda import plan_for


def plan(actor: Actor, case: Case, advocate: Actor, *going: Actor, **said: Any) -> Appointment:
    return plan_for(
        actor, case, kind="hearing", accompaniment="confirmed", advocate=seat_of(advocate),
        attendees=[seat_of(one) for one in going], **said,
    )  # fmt: skip


def said_of(row: Appointment, **changes: Any) -> dict[str, Any]:
    going = [one.membership for one in row.attendees.select_related("membership")]
    return {
        "kind": row.kind, "starts_at": row.starts_at, "minutes": row.minutes, "zone": row.zone,
        "place": row.place or "", "note": row.note or "", "attendees": going,
        "advocate": row.advocate, "accompaniment": row.accompaniment,
        "version": row.version, **changes,
    }  # fmt: skip


def change(actor: Actor, row: Appointment, **changes: Any) -> Appointment:
    row = Appointment.objects.select_related("key", "case", "advocate").get(pk=row.pk)
    return actions.change_appointment(actor, appointment=row, **said_of(row, **changes))


def told(row: Appointment) -> set[Any]:
    """Return the seats for whom a mail waits that still says something."""
    items = OutboxItem.objects.filter(kind=MOVED).select_related("recipient__user")
    return {item.recipient_id for item in items if moved_letter(item) is not None}


@pytest.mark.parametrize("how", ["hour", "place"])
def test_who_accompanies_the_client_is_asked_again_when_it_moves(
    case: Case, attorney: Actor, advocate: Actor, how: str
) -> None:
    row = plan(attorney, case, advocate)
    moved: dict[str, Any] = {
        "hour": {"starts_at": row.starts_at + timedelta(days=7)},
        "place": {"place": "Room 9"},
    }
    assert change(attorney, row, note="Bring the papers.").accompaniment == "confirmed"
    assert change(attorney, row, minutes=90).accompaniment == "confirmed"
    changed = change(attorney, row, **moved[how])
    assert (changed.accompaniment, changed.advocate_id) == ("asked", seat_of(advocate).pk)


def test_who_agreed_to_the_new_hour_is_confirmed_in_the_same_form(
    case: Case, attorney: Actor, advocate: Actor
) -> None:
    row = plan(attorney, case, advocate)
    later = row.starts_at + timedelta(days=7)
    assert change(attorney, row, starts_at=later, agreed_anew=True).accompaniment == "confirmed"
    browser, url = browsing_as(attorney), f"/harbor/appointments/{row.pk}/change/"
    form = browser.get(url).context["form"]
    given = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    assert browser.post(url, given | {"place": "Room 9"}, follow=True).status_code == 200
    row.refresh_from_db()
    assert row.accompaniment == "asked"
    program, path = calling_as(attorney), f"appointments/{row.pk}"
    local = queries.appointments.local_of(row)
    said = {
        "kind": "hearing", "day": str(local.date()), "time": "14:00", "zone": row.zone,
        "minutes": 60, "accompaniment": "confirmed", "advocate": str(seat_of(advocate).pk),
    }  # fmt: skip
    answer = program.change(f"{path}/change", said, of=path)
    assert answer.json()["accompaniment"] == "confirmed"  # asked before: this is the answer
    said |= {"time": "15:00"}
    assert program.change(f"{path}/change", said, of=path).json()["accompaniment"] == "asked"


def test_who_goes_along_is_told_when_it_moves_and_when_it_is_cancelled(
    case: Case, attorney: Actor, advocate: Actor, coordinator: Actor
) -> None:
    row = plan(attorney, case, advocate, attorney)
    change(attorney, row, note="Bring the papers.")
    assert told(row) == set()
    change(attorney, row, starts_at=row.starts_at + timedelta(days=7))
    assert told(row) == {seat_of(advocate).pk}  # not whoever moved it
    row = Appointment.objects.select_related("key", "case").get(pk=row.pk)
    actions.cancel_appointment(coordinator, appointment=row, reason="agency", version=row.version)
    assert told(row) == {seat_of(advocate).pk, seat_of(attorney).pk}
    assert OutboxItem.objects.filter(kind=MOVED).count() == 3
    for item in OutboxItem.objects.filter(kind=MOVED).select_related("recipient__user"):
        letter = moved_letter(item)
        assert letter is not None
        assert letter.subject == "You have an item in Alcove"
        assert case.number not in letter.body


def test_nobody_is_told_of_a_case_that_is_not_theirs_any_more(
    case: Case, attorney: Actor, advocate: Actor, coordinator: Actor
) -> None:
    from cases import actions as case_actions
    from cases.models import Assignment

    row = plan(attorney, case, advocate)
    change(attorney, row, starts_at=row.starts_at + timedelta(days=7))
    held = Assignment.objects.get(case=case, membership=seat_of(advocate), ended_at=None)
    case_actions.end_assignment(coordinator, assignment=held)
    assert told(row) == set()
    actions.cancel_appointment(
        coordinator,
        appointment=Appointment.objects.select_related("key", "case").get(pk=row.pk),
        reason="agency", version=2,
    )  # fmt: skip
    assert OutboxItem.objects.filter(kind=MOVED).count() == 1


def test_what_moved_stands_on_today_of_who_goes_along_for_a_week(
    case: Case, attorney: Actor, advocate: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = plan(attorney, case, advocate)
    link, browser = f"/harbor/appointments/{row.pk}/", browsing_as(advocate)
    assert link not in browser.get("/harbor/").content.decode()  # thirty days ahead
    change(attorney, row, starts_at=row.starts_at + timedelta(days=7))
    page = browser.get("/harbor/").content.decode()
    assert link in page
    assert "Moved" in page
    row = Appointment.objects.select_related("key", "case").get(pk=row.pk)
    actions.cancel_appointment(attorney, appointment=row, reason="agency", version=row.version)
    page = browser.get("/harbor/").content.decode()
    assert link in page
    assert "Cancelled" in page
    after = timezone.now() + timedelta(days=8)
    assert not queries.coming(advocate, within=timedelta(days=7), now=after).exists()
