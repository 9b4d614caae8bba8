"""Reminders stop at a wall, for whoever a role or an absent colleague would have them asked."""

from cases.models import Case
from clients.actions import raise_wall
from clients.models import Client
from clinic.access.actor import Actor
from clinic.tenancy.models import Clinic
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


def test_the_same_supervisor_is_still_asked_about_other_matters(
    harbor: Clinic, supervisor: Actor, attorney: Actor, case: Case, day: DayOf
) -> None:
    rfe_deadline(attorney, case)
    day("2026-05-27")
    assert (7, "supervisor") in scan(harbor)
