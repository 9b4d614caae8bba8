"""The paper of a demand: kept with it, sealed, for those who read the demand, and recorded."""

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.models import Case
from clients.models import Client
from clinic.access.actor import Actor
from clinic.access.refusals import Refused
from clinic.audit.models import AuditEntry
from clinic.files.models import StoredFile
from clinic.pages.fields import OnceField
from clinic.tenancy.current import bind, today
from clinic.tenancy.models import new_id
from records import actions
from records.models import Demand
from tests.builders import browsing_as, make_case, make_clinic, make_member
from tests.everywhere.world_demands import as_it_is, serve_on
from tests.sealed import PDF, sealed_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(db: None) -> Iterator[dict[str, Actor]]:
    clinic = make_clinic("harbor")
    roles = ("coordinator", "attorney", "advocate")
    people = {role: make_member(clinic, role) for role in roles}
    people["other"] = make_member(clinic, "attorney", name="Not On It")
    with bind(clinic):
        yield people


@pytest.fixture
def case(team: dict[str, Actor]) -> Case:
    return make_case(team["coordinator"], team["attorney"], team["advocate"])


def client_of(case: Case) -> Client:
    return Client.objects.select_related("key").get(pk=case.client_id)


def test_a_demand_of_no_case_keeps_its_paper_on_the_page(
    team: dict[str, Actor], case: Case
) -> None:
    desk = browsing_as(team["advocate"])
    place = reverse("records:log_demand", args=["harbor", case.client_id])
    empty = desk.get(place)
    assert (empty.status_code, b'enctype="multipart/form-data"' in empty.content) == (200, True)
    said = {
        "once": OnceField.signed(new_id()), "kind": "warrant", "served_on": today().isoformat(),
        "served_how": "visit", "demanded_by": "Two officers", "wanted": "Her file.",
        "no_day": "on", "case": "",
    }  # fmt: skip
    harmful = SimpleUploadedFile("paper.pdf", b"MZ not a paper", "application/pdf")
    assert desk.post(place, {**said, "scan": harmful}).status_code == 422
    assert not Demand.objects.exists()
    assert desk.post(place, {**said, "scan": SimpleUploadedFile("a.pdf", PDF)}).status_code == 302
    demand = Demand.objects.select_related("scan").get()
    assert demand.scan is not None
    assert (demand.case, demand.scan.key_id) == (None, demand.client.key_id)
    page = reverse("records:demand", args=["harbor", demand.pk])
    assert "The paper as it came" in desk.get(page).content.decode()
    file = reverse("records:demand_scan", args=["harbor", demand.pk])
    answer = desk.post(file)
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert answer["Content-Disposition"] == 'attachment; filename="paper.pdf"'
    assert AuditEntry.objects.get(verb="demand.scan_downloaded").target_id == demand.pk
    assert browsing_as(team["other"]).post(file).status_code == 404


def test_a_demand_without_a_paper_has_none_to_give(team: dict[str, Actor], case: Case) -> None:
    demand = as_it_is(serve_on(team["advocate"], client_of(case)))
    page = reverse("records:demand", args=["harbor", demand.pk])
    shown = browsing_as(team["advocate"]).get(page).content.decode()
    assert "The paper as it came" not in shown
    with pytest.raises(Refused) as stop:
        actions.download_demand_scan(team["advocate"], demand=demand)
    assert stop.value.code == "no_scan"


def test_what_is_sent_twice_stores_its_paper_once(team: dict[str, Actor], case: Case) -> None:
    client, demand_id = client_of(case), new_id()
    said = {
        "client": client, "demand_id": demand_id, "kind": "warrant", "served_on": today(),
        "served_how": "visit", "demanded_by": "Two officers", "wanted": "Her file.",
    }  # fmt: skip
    actions.log_demand(team["advocate"], scan=sealed_pdf(), **said)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        actions.log_demand(team["advocate"], scan=sealed_pdf(), **said)  # type: ignore[arg-type]
    assert StoredFile.objects.count() == 1
