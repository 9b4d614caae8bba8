"""Whoever works on one of a client's cases is told nothing of the other by a demand or a copy."""

import pytest
from django.urls import reverse

from cases.actions.granting import open_case_to
from cases.models import Assignment, Case
from clinic.access.actor import Actor
from records.actions import make_copy
from tests.builders import browsing_as, calling_as, make_member, seat_of
from tests.everywhere.recipes import fresh
from tests.everywhere.world import Place

pytestmark = pytest.mark.django_db


@pytest.fixture
def beside(place: Place) -> Actor:
    """An attorney who is on another case of the client of the demand, and on that alone."""
    case = fresh(place.case)
    other = Case(
        client=case.client, key=case.key, number="2019-0007", matter="work_permit",
        stage=case.stage, opened_on=case.opened_on, opened_by=case.opened_by,
    )  # fmt: skip
    other.save(force_insert=True)
    attorney = make_member(place.clinic, "attorney", name="On The Other Case")
    Assignment.objects.create(
        case=other, membership=seat_of(attorney), role="attorney", assigned_by=case.opened_by
    )
    open_case_to(seat_of(attorney), other)
    return attorney


def test_a_demand_does_not_name_a_case_out_of_reach(place: Place, beside: Actor) -> None:
    number, pages = place.case.number, browsing_as(beside)
    listed = pages.get(reverse("records:demands", args=["harbor"])).content.decode()
    shown = pages.get(reverse("records:demand", args=["harbor", place.demand.pk])).content.decode()
    assert "Subpoena for records" in listed
    assert number not in listed
    assert number not in shown
    assert "A case that is not open to you" in shown
    program = calling_as(beside)
    (line,) = program.read("demands")["items"]
    assert (line["id"], line["case"]) == (str(place.demand.pk), None)
    one = program.read(f"demands/{place.demand.pk}")
    assert (one["case"], one["deadline"]) == (None, None)
    theirs = browsing_as(place.attorney).get(reverse("records:demands", args=["harbor"]))
    assert number in theirs.content.decode()
    own = calling_as(place.attorney).read(f"demands/{place.demand.pk}")
    assert own["case"] == str(place.case.pk)


def test_a_copy_leaves_out_what_was_shared_of_a_case_out_of_reach(
    place: Place, beside: Actor
) -> None:
    def shared(actor: Actor) -> dict[str, str]:
        parts = make_copy(actor, client=fresh(fresh(place.case).client))
        (part,) = [part for part in parts if part.title == "What we shared"]
        return {piece.label: piece.text for piece in part.pieces}

    theirs, hers = shared(place.attorney), shared(beside)
    assert place.partner.name in theirs
    assert "More" not in theirs
    assert list(hers) == ["More"]
