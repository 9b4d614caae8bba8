"""The directory through the API: as its pages, and no change is lost."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinic.access.refusals import Blocked
from clinic.tenancy.current import clinic_url
from referrals import actions, queries
from referrals.models import Partner
from tests.builders import browsing_as, calling_as
from tests.everywhere.recipes import fresh
from tests.everywhere.world import Place, add_partner

HOUSE = {
    "name": "Quiet House",
    "kind": "shelter",
    "email": "quiet.house@example.org",
    "address": "9 Hidden Lane",
    "services": ["beds", "meals"],
    "languages": ["Dari"],
}


def test_a_coordinators_program_adds_reads_and_changes_a_partner(place: Place) -> None:
    program = calling_as(place.coordinator)
    made = program.make("partners", HOUSE)
    assert made.status_code == 201, made.content
    path = f"partners/{made.json()['id']}"
    changed = program.change(path, {"phone": "555 0100", "active": False}, of=path, method="patch")
    assert changed.json() == made.json() | {"phone": "555 0100", "active": False, "version": 2}
    assert changed["ETag"] == '"2"'
    assert program.read(path) == changed.json()


def test_of_two_changes_of_one_state_the_second_is_refused(place: Place) -> None:
    program, path = calling_as(place.coordinator), f"partners/{place.partner.pk}"
    first = program.change(path, {"place": "North side"}, etag='"1"', method="patch")
    second = program.change(path, {"place": "South side"}, etag='"1"', method="patch")
    assert (first.status_code, second.status_code) == (200, 412)
    assert program.read(path)["place"] == "North side"


def test_the_action_itself_refuses_an_old_version(place: Place) -> None:
    details = {"name": place.partner.name, "place": "North side"}
    edit: dict[str, Any] = {"partner": place.partner, "details": details, "version": 1}
    actions.edit_partner(place.coordinator, **edit)
    with pytest.raises(Blocked) as refused:
        actions.edit_partner(place.coordinator, **edit)
    assert refused.value.code == "changed_meanwhile"
    assert fresh(place.partner).version == 2


def test_the_page_keeps_what_was_typed_when_somebody_was_faster(place: Place) -> None:
    browser = browsing_as(place.coordinator)
    url = clinic_url("referrals:edit_partner", place.partner.pk)
    form = {"name": "Typed name", "kind": "shelter", "email": "a@example.org", "version": "1"}
    calling_as(place.coordinator).change(
        f"partners/{place.partner.pk}", {"place": "North side"}, etag='"1"', method="patch"
    )
    answer = browser.post(url, form)
    assert answer.status_code == 409
    assert b"Typed name" in answer.content
    assert fresh(place.partner).name != "Typed name"
    assert browser.post(url, form | {"version": "2"}).status_code == 302


def test_who_may_not_change_it_does_not_read_where_a_shelter_is(place: Place) -> None:
    path = calling_as(place.coordinator).make("partners", HOUSE)["Location"].split("harbor/")[1]
    said = calling_as(place.advocate).read(path)
    assert (said["email"], said["phone"], said["address"]) == (None, None, None)
    assert said["services"] == ["beds", "meals"]
    listed = calling_as(place.coordinator).ask("get", "partners").content
    assert b"Hidden Lane" not in listed
    assert b"quiet.house" not in listed


def test_the_filters_are_those_of_the_page(place: Place) -> None:
    program = calling_as(place.coordinator)
    program.make("partners", HOUSE)

    def names(query: str) -> list[str]:
        return [row["name"] for row in program.read(f"partners?{query}")["items"]]

    assert names("") == ["Quiet House", place.partner.name]
    assert names("language=dari") == names("text=MEALS") == ["Quiet House"]
    assert names("kind=medical") == names("retired=true") == []
    assert program.ask("get", "partners?kind=palace").status_code == 422


def test_a_page_of_partners_leads_to_the_next(place: Place) -> None:
    for number in range(55):
        add_partner(place.coordinator, f"House {number:02}")
    program = calling_as(place.coordinator)
    first = program.read("partners?text=house")
    rest = program.read(f"partners?text=house&after={first['next']}")
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (50, 5, None)


def test_the_list_costs_the_same_for_more_partners(place: Place) -> None:
    program = calling_as(place.coordinator)
    program.read("partners?text=e")
    counts = []
    for _turn in "12":
        with CaptureQueriesContext(connection) as statements:
            program.read("partners?text=e")
        counts.append(len(statements))
        for number in range(27):
            add_partner(place.coordinator, f"Later {number} of {len(counts)}")
    assert counts[0] == counts[1]


@pytest.mark.parametrize("role", ["advocate", "attorney", "supervisor"])
def test_only_a_coordinator_adds_or_changes(place: Place, role: str) -> None:
    program = calling_as(place.people[role])
    assert program.make("partners", HOUSE).status_code == 403
    path = f"partners/{place.partner.pk}"
    assert program.change(path, {"place": "x"}, of=path, method="patch").status_code == 403
    assert Partner.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"kind": "palace"}, "/kind"),
        ({"email": "nobody"}, "/email"),
        ({"name": ""}, "/name"),
        ({"services": "beds"}, "/services"),
        ({"services": ["x" * 201]}, "/services/0"),
        ({"name": "a\u0007b"}, "/name"),
    ],
)
def test_a_wrong_partner_is_said_at_its_field(
    place: Place, wrong: dict[str, object], pointer: str
) -> None:
    answer = calling_as(place.coordinator).make("partners", HOUSE | wrong)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert len(queries.partners(place.coordinator)) == 1


def test_a_name_that_is_taken_is_a_conflict_and_a_create_sent_again_is_not(place: Place) -> None:
    program = calling_as(place.coordinator)
    first = program.make("partners", HOUSE, key="the-same-key")
    again = program.make("partners", HOUSE, key="the-same-key")
    assert (again.status_code, again.json()) == (201, first.json())
    taken = program.make("partners", HOUSE)
    assert (taken.status_code, taken.json()["code"]) == (409, "name_taken")
    assert Partner.objects.filter(name="Quiet House").count() == 1
