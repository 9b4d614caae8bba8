"""A clinic of the United Kingdom gives its cases to advisers and lawyers registered there."""

from collections.abc import Iterator

import pytest

from cases.actions import assign_case
from cases.models import Case
from cases.queries import suggestions
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.tenancy.current import bind
from clinic.tenancy.models import Clinic
from staffing import actions, queries
from tests.builders import make_case, make_clinic, make_member, seat_of
from tests.everywhere.world_staffing import confirmed_person

ADVISER = {"kind": "uk_adviser", "jurisdiction": "GB-EAW"}


@pytest.fixture
def clinic(db: None) -> Iterator[Clinic]:
    """The clinic of this room's cast, in the United Kingdom."""
    harbor = make_clinic("harbor", jurisdiction="uk", time_zone="Europe/London")
    with bind(harbor):
        yield harbor


@pytest.fixture
def case(coordinator: Actor, supervisor: Actor) -> Case:
    actions.change_gate(supervisor, proofs=["licence"], states=[], version=0)
    return make_case(coordinator, matter="nrm")


def test_a_confirmed_adviser_of_england_and_wales_takes_a_referral(
    coordinator: Actor, attorney: Actor, case: Case
) -> None:
    confirmed_person(attorney, coordinator, licence=ADVISER)
    (one,) = suggestions(coordinator, case)
    assert [each.code for each in one.against if each.level == "firm"] == []
    assert "licence" in [code for code, _text in one.reasons]
    assert [pair.seat for pair in queries.propose(coordinator).pairs] == [seat_of(attorney)]
    assign_case(coordinator, case=case, membership=seat_of(attorney), role="attorney")


def test_a_licence_of_another_country_opens_nothing_there(coordinator: Actor, case: Case) -> None:
    for licence in ({"kind": "bar"}, {"kind": "doj_full", "jurisdiction": "US"}):
        who = make_member(coordinator.clinic, "attorney", name=f"Held by {licence['kind']}")
        confirmed_person(who, coordinator, licence=licence)
        with pytest.raises(Blocked) as refusal:
            assign_case(coordinator, case=case, membership=seat_of(who), role="attorney")
        assert refusal.value.code == "licence_elsewhere"
