"""A case whose attorney has lost that role has nobody: every list that asks says so."""

from datetime import timedelta
from typing import Any

import pytest
from zeal import zeal_ignore

from cases.actions import add_matter, assign_case
from cases.models import Assignment, Case
from cases.queries import (
    CaseFilter,
    case_list,
    is_last_attorney,
    short_of,
    unassigned,
    unattended,
)
from cases.queries.attended import left_alone_by
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.office.actions import set_roles
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from filings.actions import set_deadline
from filings.models import Deadline
from filings.queries import standing
from filings.queries.team import attorneys_on
from reports.queries import caseload
from staffing.queries import propose
from tests.builders import make_case, make_member, seat_of
from tests.staffing.test_counsel import accredited


@pytest.fixture
def case(coordinator: Actor, attorney: Actor) -> Case:
    made = make_case(coordinator, attorney)
    with zeal_ignore():
        set_deadline(
            attorney, case=made, outer=today() + timedelta(days=30), what="Witness list",
            order="Scheduling order", jurisdictional=False,
        )  # fmt: skip
    return made


def taken(coordinator: Actor, attorney: Actor, *roles: str) -> None:
    """Give somebody these roles instead of the attorney's."""
    administrator = make_member(coordinator.clinic, "administrator")
    set_roles(administrator, membership=seat_of(attorney), roles=roles, before=["attorney"])


def held(case: Case, who: Actor) -> Assignment:
    rows = Assignment.objects.select_related("membership__user", "case__client")
    return rows.get(case=case, membership=seat_of(who))


def test_it_waits_again_on_every_list(coordinator: Actor, attorney: Actor, case: Case) -> None:
    assert list(unassigned(coordinator)) == []
    assert not Deadline.objects.filter(standing.nobodys()).exists()
    taken(coordinator, attorney, "auditor")
    assert list(unassigned(coordinator)) == [case]
    assert Deadline.objects.filter(standing.nobodys()).count() == 1
    assert caseload(coordinator).unassigned == 1
    (row,) = case_list(coordinator, CaseFilter()).rows
    assert row.leads == []
    assert attorneys_on([case.pk]) == {}
    other = make_member(coordinator.clinic, "attorney", name="Otto Anders")
    assert [one.seat for one in propose(coordinator).pairs] == [seat_of(other)]
    given: dict[str, Any] = {"case": case, "membership": seat_of(other), "role": "attorney"}
    assert assign_case(coordinator, waiting=True, **given).membership == seat_of(other)


def test_whoever_is_left_is_the_last(coordinator: Actor, attorney: Actor, case: Case) -> None:
    other = make_member(coordinator.clinic, "attorney", name="Otto Anders")
    assign_case(coordinator, case=case, membership=seat_of(other), role="attorney")
    student = make_member(coordinator.clinic, "student", name="Stella Lernt")
    assign_case(coordinator, case=case, membership=seat_of(student), role="student")
    assert not is_last_attorney(held(case, other))
    assert left_alone_by(held(case, other)) == ([], [])
    taken(coordinator, attorney, "auditor")
    assert is_last_attorney(held(case, other))
    assert left_alone_by(held(case, other)) == (["Stella Lernt"], [])


def test_nobody_works_under_an_attorney_who_is_none(
    coordinator: Actor, attorney: Actor, case: Case
) -> None:
    student = make_member(coordinator.clinic, "student", name="Stella Lernt")
    who = make_member(coordinator.clinic, "representative", name="Rosa Vertritt")
    accredited(who, coordinator)
    with zeal_ignore():
        add_matter(coordinator, case=case, kind="vacatur", matter_id=new_id())
    for one, role in ((student, "student"), (who, "representative")):
        assign_case(coordinator, case=case, membership=seat_of(one), role=role)
    assert list(unattended(coordinator)) == short_of(coordinator) == []
    taken(coordinator, attorney, "auditor")
    assert list(unattended(coordinator)) == [held(case, student)]
    assert short_of(coordinator) == [held(case, who)]
    second = make_member(coordinator.clinic, "student", name="Sven Lernt")
    with pytest.raises(Blocked) as refusal:
        assign_case(coordinator, case=case, membership=seat_of(second), role="student")
    assert refusal.value.code == "unattended"


def test_one_who_answers_for_it_in_another_role_still_does(
    coordinator: Actor, attorney: Actor, case: Case
) -> None:
    taken(coordinator, attorney, "supervising_attorney")
    assert list(unassigned(coordinator)) == []
    assert is_last_attorney(held(case, attorney))
