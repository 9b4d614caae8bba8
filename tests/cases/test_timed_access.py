"""Access for a time ends by the clock; emergency access is loud, looked at, and stops at walls."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from cases.actions import (
    assign_case,
    break_glass,
    end_access,
    end_assignment,
    end_assignments_of,
    give_access,
    open_case,
    review_glass,
)
from cases.models import Assignment, Case, CaseUserPerm, TimedAccess
from cases.policy import visible_cases
from cases.queries import to_review
from clients.actions import add_party, raise_wall
from clients.models import Client, ClientUserPerm
from clients.policy import visible_clients
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, Refused
from clinic.audit.models import AuditEntry
from clinic.notices.kinds import kind_named
from clinic.notices.models import OutboxItem
from desk.queries.panels import glass
from tests.builders import browsing_as, make_case, make_member, seat_of


@pytest.fixture(autouse=True)
def _no_tries() -> None:
    cache.clear()


@pytest.fixture
def supervisor(coordinator: Actor) -> Actor:
    return make_member(coordinator.clinic, "supervisor", name="Supervisor of the tests")


def later(monkeypatch: pytest.MonkeyPatch, **passed: int) -> None:
    moment = timezone.now() + timedelta(**passed)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def give(coordinator: Actor, case: Case, member: Actor, hours: int = 4) -> TimedAccess:
    return give_access(
        coordinator, case=case, membership=seat_of(member), hours=hours, reason="Stands in."
    )


def take(member: Actor, case: Case, hours: int = 4) -> TimedAccess:
    return break_glass(member, number=case.number, reason="She called.", hours=hours)


def reaches(actor: Actor, case: Case) -> tuple[bool, bool]:
    return (
        visible_cases(actor).filter(pk=case.pk).exists(),
        visible_clients(actor).filter(pk=case.client_id).exists(),
    )


def test_access_for_a_time_ends_with_the_second_it_was_given_for(
    coordinator: Actor, advocate: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, hidden = make_case(coordinator), make_case(coordinator)
    access = give(coordinator, case, advocate)
    assert reaches(advocate, case) == (True, True)
    assert reaches(advocate, hidden) == (False, False)
    page = browsing_as(advocate).get(f"/harbor/cases/{case.pk}/")
    assert b"You see this case until" in page.content
    monkeypatch.setattr(timezone, "now", lambda: access.until - timedelta(seconds=1))
    assert reaches(advocate, case) == (True, True)
    monkeypatch.setattr(timezone, "now", lambda: access.until)
    assert reaches(advocate, case) == (False, False)


def test_two_cases_of_one_client_keep_the_client_until_the_later_end(
    coordinator: Actor, advocate: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make_case(coordinator)
    second = open_case(coordinator, client=first.client, matter="work_permit")
    give(coordinator, first, advocate, hours=1)
    longer = give(coordinator, second, advocate, hours=5)
    later(monkeypatch, hours=2)
    assert reaches(advocate, first) == (False, True)
    end_access(coordinator, access=longer)
    assert reaches(advocate, second) == (False, False)


def test_an_assignment_outlives_what_was_given_before_it(
    coordinator: Actor, attorney: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make_case(coordinator)
    access = give(coordinator, case, attorney, hours=1)
    assign_case(coordinator, case=case, membership=seat_of(attorney), role="attorney")
    access.refresh_from_db()
    assert access.ended_at is not None
    later(monkeypatch, hours=2)
    assert reaches(attorney, case) == (True, True)
    end_assignment(coordinator, assignment=Assignment.objects.get(case=case))
    assert reaches(attorney, case) == (False, False)


def test_a_role_that_ends_leaves_the_client_to_access_that_runs(
    coordinator: Actor, attorney: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assigned = make_case(coordinator, attorney)
    other = open_case(coordinator, client=assigned.client, matter="work_permit")
    give(coordinator, other, attorney, hours=1)
    end_assignment(coordinator, assignment=Assignment.objects.get(case=assigned))
    assert reaches(attorney, other) == (True, True)
    assert reaches(attorney, assigned) == (False, True)
    later(monkeypatch, hours=1)
    assert reaches(attorney, other) == (False, False)


@pytest.mark.parametrize(
    ("hours", "code"), [(0, "too_long"), (721, "too_long"), (720, ""), (1, "")]
)
def test_nobody_is_let_in_for_longer_than_thirty_days(
    coordinator: Actor, advocate: Actor, hours: int, code: str
) -> None:
    case = make_case(coordinator)
    if not code:
        give(coordinator, case, advocate, hours)
        return
    with pytest.raises(Blocked) as stop:
        give(coordinator, case, advocate, hours)
    assert stop.value.code == code
    assert not TimedAccess.objects.exists()


def test_nobody_is_let_in_while_the_conflict_check_is_not_clear(
    coordinator: Actor, advocate: Actor
) -> None:
    case = make_case(coordinator)
    Client.objects.filter(pk=case.client_id).update(conflict_state="recheck")
    with pytest.raises(Blocked) as stop:
        give(coordinator, case, advocate)
    assert stop.value.code == "conflict_not_clear"


def test_a_wall_beats_access_for_a_time_and_the_emergency(
    coordinator: Actor, attorney: Actor, advocate: Actor
) -> None:
    case = make_case(coordinator)
    access = give(coordinator, case, attorney)
    for member in (attorney, advocate):
        raise_wall(coordinator, client=case.client, membership=seat_of(member), reason="A cousin.")
    access.refresh_from_db()
    assert access.ended_at is not None
    assert reaches(attorney, case) == (False, False)
    with pytest.raises(Blocked) as stop:
        give(coordinator, case, advocate)
    assert stop.value.code == "kept_out"
    with pytest.raises(Blocked) as behind:
        take(attorney, case)
    with pytest.raises(Blocked) as nowhere:
        break_glass(attorney, number="2019-0001", reason="She called.", hours=1)
    # Nothing tells a matter behind a wall from one that is not there.
    assert (behind.value.code, behind.value.message) == (
        nowhere.value.code, nowhere.value.message
    )  # fmt: skip
    assert behind.value.target is None


def test_whoever_leaves_the_clinic_keeps_no_access(coordinator: Actor, advocate: Actor) -> None:
    case = make_case(coordinator)
    access = give(coordinator, case, advocate, hours=700)
    administrator = make_member(coordinator.clinic, "administrator")
    end_assignments_of(administrator, membership=seat_of(advocate))
    access.refresh_from_db()
    assert access.ended_at is not None
    assert not CaseUserPerm.objects.exists()
    assert not ClientUserPerm.objects.exists()


def test_emergency_access_opens_at_once_and_tells_who_must_know(
    coordinator: Actor, supervisor: Actor, attorney: Actor, advocate: Actor
) -> None:
    case = make_case(coordinator, attorney)
    behind = make_member(coordinator.clinic, "supervisor", name="Behind a wall")
    raise_wall(coordinator, client=case.client, membership=seat_of(behind), reason="A cousin.")
    access = take(advocate, case)
    assert reaches(advocate, case) == (True, True)
    mails = OutboxItem.objects.filter(kind="cases.glass", ref_id=access.pk)
    assert {mail.recipient_id for mail in mails} == {
        seat_of(supervisor).pk, seat_of(attorney).pk
    }  # fmt: skip
    writer = kind_named("cases.glass").letter
    assert writer is not None
    for mail in mails:
        letter = writer(mail)
        assert letter is not None
        text = f"{letter.subject} {letter.body}"
        assert not [word for word in (case.number, "called", "mergency") if word in text]
    assert [item.title for item in glass(supervisor).items] == [advocate.name]
    assert [item.title for item in glass(attorney).items] == [advocate.name]
    assert glass(behind).items == []
    assert glass(advocate).items == []
    assert AuditEntry.objects.filter(verb="glass.broken", case_id=case.pk).count() == 1


def test_an_emergency_is_looked_at_by_another_person_and_can_be_ended(
    coordinator: Actor, supervisor: Actor
) -> None:
    case = make_case(coordinator)
    taker = make_member(coordinator.clinic, "attorney", name="One person")
    access = take(taker, case)
    assert list(to_review(supervisor)) == [access]
    seat = seat_of(taker)
    seat.roles = ["attorney", "supervisor"]
    seat.save()
    assert list(to_review(Actor.member(seat))) == []
    with pytest.raises(Blocked) as stop:
        review_glass(Actor.member(seat), access=access, proper=True, review="I was right.")
    assert stop.value.code == "second_person"
    with pytest.raises(Refused):
        review_glass(coordinator, access=access, proper=True, review="Right.")
    review_glass(supervisor, access=access, proper=False, review="Nobody was called.")
    assert reaches(taker, case) == (False, False)
    assert list(to_review(supervisor)) == []
    with pytest.raises(Blocked) as stop:
        review_glass(supervisor, access=access, proper=True, review="Right after all.")
    assert stop.value.code == "reviewed_already"


def test_nobody_of_the_other_side_takes_access_in_an_emergency(coordinator: Actor) -> None:
    case = make_case(coordinator)
    add_party(coordinator, client=case.client, kind="recruiter", name="Sabine Testfall")
    recruiter = make_member(coordinator.clinic, "advocate", name="Sabine Testfall")
    with pytest.raises(Blocked) as stop:
        take(recruiter, case)
    assert (stop.value.code, stop.value.target) == ("no_such_case", None)
    take(make_member(coordinator.clinic, "advocate", name="Nobody Else"), case)


def test_whoever_may_not_be_assigned_is_not_let_in(coordinator: Actor) -> None:
    """Access for a time passes the same gate as an assignment."""
    case = make_case(coordinator)
    add_party(coordinator, client=case.client, kind="recruiter", name="Sabine Testfall")
    Client.objects.filter(pk=case.client_id).update(conflict_state="clear")
    recruiter = make_member(coordinator.clinic, "advocate", name="Sabine Testfall")
    case.refresh_from_db()
    with pytest.raises(Blocked) as stop:
        give(coordinator, case, recruiter)
    assert stop.value.code == "conflict_by_name"


def test_whoever_guesses_numbers_has_to_stop(coordinator: Actor, advocate: Actor) -> None:
    case = make_case(coordinator)
    for serial in range(5):
        with pytest.raises(Blocked) as stop:
            break_glass(advocate, number=f"2019-{serial:04d}", reason="She called.", hours=1)
        assert stop.value.code == "no_such_case"
    with pytest.raises(Blocked) as stop:
        take(advocate, case)
    assert stop.value.code == "too_many_tries"
    assert reaches(advocate, case) == (False, False)


def test_the_pages_lead_from_the_list_to_the_case_and_to_the_review(
    coordinator: Actor, supervisor: Actor, attorney: Actor
) -> None:
    case = make_case(coordinator)
    desk = browsing_as(attorney)
    assert b"/harbor/emergency-access/" in desk.get("/harbor/cases/").content
    sent: dict[str, Any] = {"number": case.number, "hours": 4, "reason": "She is in danger."}
    answer = desk.post("/harbor/emergency-access/", sent)
    assert answer["Location"] == f"/harbor/cases/{case.pk}/"
    assert desk.get(answer["Location"]).status_code == 200
    again = desk.post("/harbor/emergency-access/", sent)
    assert again["Location"] == f"/harbor/cases/{case.pk}/"
    assert TimedAccess.objects.count() == 1
    access = TimedAccess.objects.get()
    theirs = browsing_as(supervisor)
    assert b"She is in danger." in theirs.get("/harbor/emergency-access/taken/").content
    page = f"/harbor/timed-access/{access.pk}/review/"
    assert theirs.post(page, {"found": "improper"}).status_code == 422
    kept = theirs.post(page, {"found": "improper", "review": "Nobody was called."})
    assert kept["Location"] == "/harbor/emergency-access/taken/"
    assert desk.get(f"/harbor/cases/{case.pk}/").status_code == 404
    assert b"Nobody was called." in theirs.get("/harbor/emergency-access/taken/").content


def test_an_advocate_does_not_read_why_somebody_took_access(
    coordinator: Actor, attorney: Actor, advocate: Actor
) -> None:
    case = make_case(coordinator, advocate)
    take(attorney, case)
    tab = f"/harbor/cases/{case.pk}/access/"
    told = browsing_as(advocate).get(tab).content
    assert attorney.name.encode() in told
    assert b"She called." not in told
    assert b"She called." in browsing_as(coordinator).get(tab).content
