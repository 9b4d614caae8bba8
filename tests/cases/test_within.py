"""An actor held to one case reaches that case and nothing else, and never more than before."""

import pytest
from django.db.models import QuerySet

from agenda.actions import add_task
from agenda.policy import visible_contacts, visible_tasks
from cases.models import Case
from cases.policy import in_reach, may_reach, visible_cases, within
from cases.queries import case_of
from clients.actions import raise_wall
from clients.policy import visible_clients
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.tenancy.models import new_id
from filings.policy import visible_filings
from tests.builders import make_case, make_member, seat_of


def ids(rows: QuerySet[Case]) -> set[object]:
    return set(rows.values_list("pk", flat=True))


def test_it_reaches_that_case_alone(coordinator: Actor, attorney: Actor) -> None:
    one, other = make_case(coordinator, attorney), make_case(coordinator, attorney)
    held = within(attorney, case_of(attorney, one.pk))
    assert ids(visible_cases(held)) == {one.pk}
    assert ids(visible_cases(attorney)) == {one.pk, other.pk}
    assert not visible_cases(held).filter(pk=other.pk).exists()


def test_it_is_not_made_of_a_case_out_of_reach(coordinator: Actor, stranger: Actor) -> None:
    case = make_case(coordinator)
    with pytest.raises(NotVisible):
        within(stranger, case)


def test_what_was_found_for_one_person_is_judged_anew_for_another(
    coordinator: Actor, stranger: Actor
) -> None:
    case = case_of(coordinator, make_case(coordinator).pk)
    assert within(coordinator, case).case_id == case.pk
    with pytest.raises(NotVisible):
        within(stranger, case)
    assert not may_reach(stranger, "case.view", case)


def test_what_was_found_before_a_wall_opens_no_act_after_it(
    coordinator: Actor, supervisor: Actor
) -> None:
    case = case_of(supervisor, make_case(coordinator).pk)
    seat = seat_of(supervisor)
    raise_wall(coordinator, client=case.client, membership=seat, reason="Knows the other side.")
    assert not may_reach(supervisor, "case.move", case)
    with pytest.raises(NotVisible):
        case_of(supervisor, case.pk)


def test_a_role_that_reads_less_reads_less_within_a_case(
    coordinator: Actor, attorney: Actor
) -> None:
    case = make_case(coordinator, attorney)
    keeper = make_member(coordinator.clinic, "administrator")
    assert in_reach(within(attorney, case)) == in_reach(within(coordinator, case))
    for rows in (visible_tasks, visible_filings, visible_contacts):
        assert not rows(keeper).exists()
    with pytest.raises(NotVisible):
        within(keeper, case)


def test_rows_of_other_cases_are_out_of_it(coordinator: Actor, attorney: Actor) -> None:
    one, other = make_case(coordinator, attorney), make_case(coordinator, attorney)
    for case in (one, other):
        said = {"what": "Call the court.", "kind": "other", "priority": "normal"}
        add_task(attorney, case=case, task_id=new_id(), **said)
    held = within(attorney, case_of(attorney, one.pk))
    assert {row.case_id for row in visible_tasks(held)} == {one.pk}
    assert set(visible_clients(held)) == set(visible_clients(attorney))
