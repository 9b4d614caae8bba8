"""The whole way in the pages: from "is it safe?" to a decided conflict check."""

from typing import Any
from uuid import UUID

import pytest

from clients.models import Client, Intake, Party
from clinic.access.actor import Actor
from clinic.audit.models import AuditEntry
from clinic.pages.fields import OnceField
from clinic.tenancy.models import new_id
from tests.clients.conftest import Desk, desk_of

pytestmark = pytest.mark.django_db

STEPS: list[tuple[str, dict[str, Any]]] = [
    ("safety", {"safe_now": "yes", "private": "trusted"}),
    ("language", {"language": "Tigrinya", "interpreter": "yes"}),
    ("rights", {"rights_given": "on", "rights_language": "Tigrinya", "rights_sheet": "given"}),
    ("name", {"name_to_use": "Selam", "pronouns": "she"}),
    (
        "identity",
        {
            "legal_name": "Selam Beispiel",
            "other_names": "ሰላም ቤይስፒል\nSalam Beyspil",
            "birth": "1994-03-02",
            "nationality": "Eritrea",
            "number-a_number": "A012 345 678",
        },
    ),
    (
        "contact",
        {
            "phone-state": "safe",
            "phone-address": "+1 202 555 0100",
            "phone-days": ["0", "1"],
            "phone-start": "18:00",
            "phone-end": "20:00",
            "post-state": "unsafe",
            "code_word": "lanternfish",
        },
    ),
    ("help", {"help_wanted": "A safe room", "urgent_needs": ["safe_place"]}),
    ("screening", {"screening_wanted": "later"}),
    (
        "parties",
        {
            "exploiter_consent": "yes",
            "party-0-kind": "exploiter",
            "party-0-name": "Viktor Musterfall",
            "party-1-kind": "employer",
            "party-1-name": "Muster Farms LLC",
            "party-1-organisation": "on",
        },
    ),
    ("conflict", {"conflict_check": "later"}),
    ("review", {"confirmed": "on"}),
]


def walk(desk: Desk) -> Intake:
    """Answer every page of a new intake as a coordinator would."""
    token = str(new_id())
    answer = desk.post("intake/start/", {"form_token": OnceField.signed(UUID(token))})
    for code, said in STEPS:
        assert answer.status_code == 302, answer.content.decode()
        assert answer["Location"].endswith(f"/{code}/"), (answer["Location"], code)
        page = desk.get(f"intake/{token}/{code}/")
        assert page.status_code == 200
        version = Intake.objects.get(pk=token).version
        answer = desk.post(f"intake/{token}/{code}/", {**said, "version": version})
    assert answer.status_code == 302, answer.content.decode()
    return Intake.objects.select_related("client").get(pk=token)


def test_an_intake_runs_from_safety_to_a_decided_conflict_check(coordinator: Actor) -> None:
    desk = desk_of(coordinator)
    intake = walk(desk)
    assert intake.status == "ready"
    client = f"clients/{intake.client_id}"
    assert desk.post(f"{client}/conflict/check/").status_code == 302
    page = desk.get(f"{client}/conflict/")
    assert "Nobody in the clinic" in page.content.decode()
    check = page.context["latest"]
    decided = desk.post(f"{client}/conflict/{check.pk}/decide/", {"decision": "clear"})
    assert decided.status_code == 302
    assert Client.objects.get(pk=intake.client_id).conflict_state == "clear"


def test_what_was_said_stands_sealed_in_the_rows(coordinator: Actor) -> None:
    intake = walk(desk_of(coordinator))
    client = Client.objects.select_related("key").get(pk=intake.client_id)
    assert (client.name_to_use, client.legal_name) == ("Selam", "Selam Beispiel")
    assert str(client.birth_date) == "1994-03-02"
    kinds = sorted(Party.objects.values_list("kind", flat=True))
    assert kinds == ["alias", "alias", "alias", "client", "employer", "exploiter"]
    assert intake.rights_explained_by_id == coordinator.membership_id


def test_no_page_of_a_finished_intake_shows_a_name(coordinator: Actor) -> None:
    desk = desk_of(coordinator)
    intake = walk(desk)
    client = f"clients/{intake.client_id}/"
    places = ["intake/", f"intake/{intake.pk}/", client]
    places += [f"{client}{page}/" for page in ("contact", "parties", "conflict")]
    places += [f"intake/{intake.pk}/{code}/" for code, _said in STEPS]
    for place in places:
        page = desk.get(place)
        assert page.status_code == 200, place
        text = page.content.decode()
        for identity in ("Selam", "ሰላም", "Musterfall", "Muster Farms", "555 0100", "lanternfish"):
            assert identity not in text, (place, identity)


def test_every_page_of_the_walk_leaves_one_entry(coordinator: Actor) -> None:
    walk(desk_of(coordinator))
    verbs = list(AuditEntry.objects.values_list("verb", flat=True))
    assert verbs.count("step.saved") == 10
    for verb in ("intake.started", "rights.explained", "intake.completed"):
        assert verbs.count(verb) == 1
    assert not AuditEntry.objects.filter(outcome="refused").exists()
