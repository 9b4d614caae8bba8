"""404 before 403; refusals of pages are recorded once, after the rollback."""

from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from clinic.access.checks import every_view_has_a_door
from clinic.access.refusals import Blocked, NotVisible
from clinic.access.roles import UnknownCapability
from clinic.access.views import ClinicRequest, clinic_view, open_door
from clinic.audit.models import AuditEntry
from clinic.people.models import Membership
from clinic.tenancy.current import bound_to, current_clinic
from clinic.urls import urlpatterns as real
from tests.builders import browsing_as, make_clinic, make_member, seat_of

pytestmark = pytest.mark.django_db(transaction=True)


def nothing_of(actor: object, pk: object) -> object:
    raise NotVisible


@clinic_view("member.invite", of=nothing_of)
def hidden(request: ClinicRequest, found: object) -> HttpResponse:
    raise AssertionError("never reached")


@clinic_view("desk.today", methods=("POST",))
def blocked(request: ClinicRequest) -> HttpResponse:
    Membership.objects.filter(pk=seat_of(request.actor).pk).update(roles=["auditor"])
    raise Blocked("Not while it rains.", code="rain")


@clinic_view("desk.today")
def where(request: ClinicRequest) -> HttpResponse:
    return HttpResponse(current_clinic().slug)


def bare(request: Any) -> HttpResponse:
    return HttpResponse("seen")


@open_door("a test")
def wrongly_open(request: Any, clinic: str) -> HttpResponse:
    return HttpResponse("seen")


extra = [path("x/<uuid:pk>/", hidden), path("rain/", blocked), path("where/", where)]
urlpatterns = [
    path("bare/", bare),
    path("api/bare/", bare),
    path("<slug:clinic>/", include(extra)),
    *real,
]
here = override_settings(ROOT_URLCONF=__name__)


def trail(actor: Any) -> list[tuple[str, str, dict[str, str]]]:
    with bound_to(actor.clinic.pk):
        rows = AuditEntry.objects.filter(outcome="refused").order_by("pk")
        return list(rows.values_list("verb", "target_type", "detail"))


@here
def test_what_is_not_visible_is_404_even_without_the_role() -> None:
    member = make_member(make_clinic(), "advocate")
    assert browsing_as(member).get(f"/harbor/x/{uuid4()}/").status_code == 404


@here
def test_reaching_for_what_is_not_visible_is_recorded_once_by_id() -> None:
    member, target = make_member(make_clinic(), "advocate"), uuid4()
    browsing_as(member).get(f"/harbor/x/{target}/")
    with bound_to(member.clinic.pk):
        entry = AuditEntry.objects.get(outcome="refused")
    assert (entry.verb, entry.actor_id) == ("page.opened", member.membership_id)
    assert entry.target_id == target


@here
def test_a_blocked_act_is_409_says_why_and_undoes_everything() -> None:
    member = make_member(make_clinic(), "advocate")
    answer = browsing_as(member).post("/harbor/rain/")
    assert answer.status_code == 409
    assert "Not while it rains." in answer.content.decode()
    with bound_to(member.clinic.pk):
        assert Membership.objects.get(pk=seat_of(member).pk).roles == ["advocate"]


def test_a_page_beyond_the_role_is_403_and_recorded_once() -> None:
    member = make_member(make_clinic(), "advocate")
    assert browsing_as(member).get("/harbor/office/settings/").status_code == 403
    assert trail(member) == [("clinic.edit", "", {"why": "role"})]


@here
def test_the_view_runs_bound_to_the_clinic_of_its_path() -> None:
    harbor, meadow = make_clinic("harbor"), make_clinic("meadow")
    for clinic in (harbor, meadow):
        member = make_member(clinic, "advocate")
        assert browsing_as(member).get(f"/{clinic.slug}/where/").content.decode() == clinic.slug


@here
def test_another_method_is_405() -> None:
    member = make_member(make_clinic(), "advocate")
    assert browsing_as(member).get("/harbor/rain/").status_code == 405


@here
def test_a_view_without_a_door_is_closed_to_strangers_and_named_by_a_check() -> None:
    assert Client().get("/bare/").status_code == 302
    assert "access.E001" in [error.id for error in every_view_has_a_door()]


@override_settings(
    ROOT_URLCONF=type("Urls", (), {"urlpatterns": [path("<slug:clinic>/x/", wrongly_open)]})
)
def test_an_open_door_inside_a_clinic_is_named_by_a_check() -> None:
    assert [error.id for error in every_view_has_a_door()] == ["access.E002"]


def test_the_real_routes_have_doors() -> None:
    assert every_view_has_a_door() == []


def test_a_door_for_an_unknown_capability_does_not_load() -> None:
    with pytest.raises(UnknownCapability):
        clinic_view("member.befriend")


@here
def test_a_signed_out_call_of_the_api_is_401() -> None:
    assert Client().get("/api/bare/").status_code == 401
