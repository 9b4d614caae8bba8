"""No clock runs on for somebody who has left a case, whichever way they left it."""

from collections.abc import Callable

import pytest

from agenda import actions
from agenda.models import Timer
from cases.actions import end_assignment, end_assignments_of
from cases.models import Assignment, Case
from clients.actions import raise_wall
from clinic.access.actor import Actor
from clinic.tenancy.models import new_id
from tests.builders import make_case, make_member, seat_of


@pytest.fixture
def case(coordinator: Actor, attorney: Actor) -> Case:
    return make_case(coordinator, attorney)


def taken_off(coordinator: Actor, attorney: Actor, case: Case) -> None:
    end_assignment(coordinator, assignment=Assignment.objects.get(case=case))


def behind_a_wall(coordinator: Actor, attorney: Actor, case: Case) -> None:
    raise_wall(
        coordinator,
        client=case.client,
        membership=seat_of(attorney),
        reason="Knows them.",
    )


def gone_from_the_clinic(coordinator: Actor, attorney: Actor, case: Case) -> None:
    administrator = make_member(coordinator.clinic, "administrator")
    end_assignments_of(administrator, membership=seat_of(attorney))


@pytest.mark.parametrize("leave", [taken_off, behind_a_wall, gone_from_the_clinic])
def test_a_timer_stops_with_the_role(
    coordinator: Actor, attorney: Actor, case: Case, leave: Callable[[Actor, Actor, Case], None]
) -> None:
    actions.start_timer(attorney, case=case, timer_id=new_id())
    leave(coordinator, attorney, case)
    timer = Timer.objects.get()
    assert timer.state == Timer.DROPPED
    assert timer.ended_at is not None


def test_a_timer_on_another_case_runs_on(coordinator: Actor, attorney: Actor, case: Case) -> None:
    other = make_case(coordinator, attorney)
    actions.start_timer(attorney, case=other, timer_id=new_id())
    taken_off(coordinator, attorney, case)
    assert Timer.objects.get().ended_at is None
