"""However somebody leaves a case, what hung on them goes to somebody or stands in the queue."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from zeal import zeal_ignore

from agenda.models import Appointment, Attendee, Silence, Task, Timer
from cases.actions import (
    assign_case,
    end_assignment,
    end_assignments_of,
    give_access,
    hand_over_case,
)
from cases.models import Assignment, Case, TimedAccess
from cases.queries import left_hanging, orphans
from clients.actions import lower_wall, raise_wall
from clients.models import Wall
from clinic.access.actor import Actor
from clinic.office.actions import set_roles
from clinic.tenancy.current import bind
from filings.actions import acknowledge_deadline, end_appearance
from filings.models import Appearance, Deadline
from tests.builders import browsing_as, make_case, make_clinic, make_member, seat_of
from tests.cases.laden import dated, handing, laden, reread


@pytest.fixture
def case(coordinator: Actor, attorney: Actor, advocate: Actor) -> Case:
    return laden(coordinator, attorney, advocate)


def taken_off(coordinator: Actor, attorney: Actor, case: Case) -> None:
    mine = Assignment.objects.select_related("case__client").get(
        case=case, membership=seat_of(attorney)
    )
    end_assignment(coordinator, assignment=mine)


def behind_a_wall(coordinator: Actor, attorney: Actor, case: Case) -> None:
    raise_wall(coordinator, client=case.client, membership=seat_of(attorney), reason="Knows them.")


def gone_from_the_clinic(coordinator: Actor, attorney: Actor, case: Case) -> None:
    administrator = make_member(coordinator.clinic, "administrator")
    end_assignments_of(administrator, membership=seat_of(attorney))


def other_work(coordinator: Actor, attorney: Actor, case: Case) -> None:
    administrator = make_member(coordinator.clinic, "administrator")
    set_roles(administrator, membership=seat_of(attorney), roles=["auditor"], before=["attorney"])


def time_is_over(coordinator: Actor, attorney: Actor, case: Case) -> None:
    """Taken off, let in again for a time, and that time ran out by itself."""
    taken_off(coordinator, attorney, case)
    give_access(
        coordinator, case=reread(case), membership=seat_of(attorney), hours=1, reason="Explains."
    )
    assert orphans(coordinator) == []
    TimedAccess.objects.update(until=timezone.now() - timedelta(seconds=1))


WAYS = [taken_off, behind_a_wall, gone_from_the_clinic, other_work, time_is_over]
Leave = Callable[[Actor, Actor, Case], None]


def hanging_rows(attorney: Actor) -> int:
    """Count what hangs on somebody, straight from the tables, with no query of the product."""
    seat = seat_of(attorney).pk
    return sum([
        Task.objects.filter(assignee=seat, state="open").count(),
        Attendee.objects.filter(membership=seat, appointment__state="planned").count(),
        Appointment.objects.filter(advocate=seat, state="planned").count(),
        Deadline.objects.filter(acknowledged_by=seat, status="open").count(),
        Appearance.objects.filter(membership=seat, ended_on=None, handed_to=None).count(),
        Timer.objects.filter(person=seat, ended_at=None).count(),
    ])  # fmt: skip


@pytest.mark.parametrize("leave", WAYS)
def test_however_somebody_leaves_all_of_it_stands_in_the_queue(
    leave: Leave, case: Case, coordinator: Actor, supervisor: Actor, attorney: Actor
) -> None:
    assert orphans(coordinator) == []
    with zeal_ignore():
        leave(coordinator, attorney, case)
    (line,) = orphans(coordinator)
    assert (line.case, line.membership) == (case, seat_of(attorney))
    assert line.number == hanging_rows(attorney) >= 5
    page = browsing_as(coordinator).get("/harbor/left-behind/").content.decode()
    assert case.number in page
    assert f"{line.number} things" in page
    assert [one.number for one in orphans(supervisor)] == [line.number]


@pytest.mark.parametrize("leave", WAYS)
def test_what_was_left_behind_is_handed_over_afterwards(
    leave: Leave, case: Case, coordinator: Actor, attorney: Actor, stranger: Actor
) -> None:
    with zeal_ignore():
        leave(coordinator, attorney, case)
        hand_over_case(coordinator, **handing(case, attorney, stranger, reason="gone"))
    assert orphans(coordinator) == []
    assert hanging_rows(attorney) == 0
    assert Task.objects.filter(case=case, assignee=seat_of(stranger), state="open").count() == 2


def test_what_went_on_to_a_successor_is_found_when_they_leave_too(
    case: Case, coordinator: Actor, attorney: Actor, stranger: Actor
) -> None:
    """The appearance of the first attorney hangs on the second, and would be lost with them."""
    with zeal_ignore():
        hand_over_case(coordinator, **handing(case, attorney, stranger))
        taken_off(coordinator, stranger, case)
        found = left_hanging(Case.objects.all())
    assert set(found) == {(case.pk, seat_of(stranger).pk)}
    number = found[case.pk, seat_of(stranger).pk]
    appearance = Appearance.objects.select_related("case__client__key", "case__key").get()
    end_appearance(attorney_of(coordinator, case), appearance=appearance, ending="withdrawn",
                   on=appearance.entered_on)  # fmt: skip
    assert left_hanging(Case.objects.all())[case.pk, seat_of(stranger).pk] == number - 1


def attorney_of(coordinator: Actor, case: Case) -> Actor:
    new = make_member(coordinator.clinic, "attorney", name="Attorney who came last")
    with zeal_ignore():
        assign_case(coordinator, case=reread(case), membership=seat_of(new), role="attorney")
    return new


def test_who_reaches_every_case_leaves_nothing_behind(
    coordinator: Actor, supervisor: Actor, attorney: Actor
) -> None:
    with zeal_ignore():
        case = reread(make_case(coordinator, attorney))
        acknowledge_deadline(supervisor, deadline=dated(case))
    assert orphans(coordinator) == []


def test_a_closed_case_and_another_clinic_stand_in_no_queue(
    case: Case, coordinator: Actor, attorney: Actor
) -> None:
    taken_off(coordinator, attorney, case)
    other = make_clinic("meadow")
    with bind(other):
        assert orphans(make_member(other, "coordinator")) == []
    Case.objects.filter(pk=case.pk).update(stage="closed", closed_on=timezone.now().date())
    assert orphans(coordinator) == []


def test_a_wall_hides_the_case_from_the_coordinator_too(
    case: Case, coordinator: Actor, supervisor: Actor, attorney: Actor
) -> None:
    with zeal_ignore():
        taken_off(coordinator, attorney, case)
        raise_wall(
            supervisor, client=case.client, membership=seat_of(coordinator), reason="Knows them."
        )
    assert orphans(coordinator) == []
    assert len(orphans(supervisor)) == 1
    url = f"/harbor/cases/{case.pk}/hand-over/?from={seat_of(attorney).pk}"
    assert browsing_as(coordinator).get(url).status_code == 404


def test_a_wall_that_is_lowered_gives_nothing_back(
    case: Case, coordinator: Actor, supervisor: Actor, attorney: Actor
) -> None:
    with zeal_ignore():
        behind_a_wall(coordinator, attorney, case)
        lower_wall(supervisor, wall=Wall.objects.select_related("client__key", "key").get(),
                   reason="It was somebody else.")  # fmt: skip
    assert len(orphans(coordinator)) == 1


def test_removing_the_last_attorney_tells_it_and_offers_the_handover(
    case: Case, coordinator: Actor, attorney: Actor
) -> None:
    mine = Assignment.objects.get(case=case, membership=seat_of(attorney))
    page = browsing_as(coordinator).get(f"/harbor/assignments/{mine.pk}/end/").content.decode()
    assert "only attorney" in page
    assert "USCIS (G-28)" in page
    assert f"/harbor/cases/{case.pk}/hand-over/?from={seat_of(attorney).pk}" in page
    theirs = Assignment.objects.get(case=case, role="advocate")
    other = browsing_as(coordinator).get(f"/harbor/assignments/{theirs.pk}/end/").content.decode()
    assert "only attorney" not in other
    assert "/hand-over/?from" not in other


def test_the_answer_about_who_is_silent_leads_to_the_handover(
    case: Case, coordinator: Actor, attorney: Actor
) -> None:
    silence = Silence.objects.get()
    answer = browsing_as(coordinator).post(
        f"/harbor/silent/{silence.pk}/", {"version": silence.version, "answer": "reassign"}
    )
    assert answer.headers["Location"].endswith(
        f"/cases/{case.pk}/hand-over/?from={seat_of(attorney).pk}"
    )
