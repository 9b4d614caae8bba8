"""Reminders stop at a wall, for whoever a role or an absent colleague would have them asked."""

from datetime import date

from cases.models import Case
from clients.actions import raise_wall
from clients.models import Client
from clinic.access.actor import Actor
from clinic.tenancy.models import Clinic
from filings.actions import record_leave
from tests.builders import make_member, seat_of
from tests.filings.steps import rfe_deadline
from tests.filings.test_reminders import DayOf, everybody, scan


def test_nobody_is_reminded_of_a_matter_they_are_kept_out_of(
    harbor: Clinic, supervisor: Actor, attorney: Actor, case: Case, day: DayOf
) -> None:
    rfe_deadline(attorney, case)
    day("2026-05-27")
    coordinator = make_member(harbor, "coordinator", name="Raises the wall")
    client = Client.objects.select_related("key").get(pk=case.client_id)
    raise_wall(coordinator, client=client, membership=seat_of(supervisor), reason="A cousin.")
    assert scan(harbor) == everybody(7) - {(7, "supervisor")}


def test_a_cover_behind_a_wall_covers_nothing_and_the_coordinator_is_asked(
    harbor: Clinic, supervisor: Actor, attorney: Actor, case: Case, day: DayOf
) -> None:
    rfe_deadline(attorney, case)
    first = day("2026-05-04")
    coordinator = make_member(harbor, "coordinator", name="Raises the wall")
    record_leave(attorney, starts=first, ends=date(2026, 5, 10), cover=seat_of(supervisor))
    client = Client.objects.select_related("key").get(pk=case.client_id)
    raise_wall(coordinator, client=client, membership=seat_of(supervisor), reason="A cousin.")
    asked = {asked_as for _days, asked_as in scan(harbor)}
    assert asked == {"attorney", "coordinator"}


def test_the_same_supervisor_is_still_asked_about_other_matters(
    harbor: Clinic, supervisor: Actor, attorney: Actor, case: Case, day: DayOf
) -> None:
    rfe_deadline(attorney, case)
    day("2026-05-27")
    assert (7, "supervisor") in scan(harbor)
