"""Every act of this room: who may not do it changes nothing and leaves one refusal."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

from clients import actions
from clients.models import Client, ConflictCheck, Intake, Party
from clinic.access.actor import Actor
from clinic.access.refusals import Refused
from clinic.audit.models import REFUSED, AuditEntry
from clinic.tenancy.current import bind
from tests.builders import make_member
from tests.clients.conftest import desk_of, known_client

pytestmark = pytest.mark.django_db


@dataclass
class World:
    client: Client
    intake: Intake
    party: Party
    check: ConflictCheck


@pytest.fixture
def world(coordinator: Actor) -> World:
    client = known_client(coordinator, "Bilan Muster")
    party = actions.add_party(coordinator, client=client, kind="employer", name="Muster Farms")
    check = actions.run_conflict_check(coordinator, client=client)
    intake = Intake.objects.select_related("key", "client__key").get(client=client)
    return World(client, intake, party, check)


Act = Callable[[Actor, World], Any]
ACTS: dict[str, Act] = {
    "intake.started": lambda actor, world: actions.start_intake(actor),
    "rights.explained": lambda actor, world: actions.explain_rights(
        actor, intake=world.intake, language="Dari"
    ),
    "step.saved": lambda actor, world: actions.save_step(
        actor, intake=world.intake, step="name", answers={"name_to_use": "Noor"}
    ),
    "intake.paused": lambda actor, world: actions.pause_intake(actor, intake=world.intake),
    "intake.resumed": lambda actor, world: actions.resume_intake(actor, intake=world.intake),
    "intake.declined": lambda actor, world: actions.decline_intake(
        actor, intake=world.intake, reason="conflict"
    ),
    "intake.completed": lambda actor, world: actions.complete_intake(actor, intake=world.intake),
    "intake.opened": lambda actor, world: actions.mark_case_opened(actor, client=world.client),
    "answers.revealed": lambda actor, world: actions.reveal_answers(
        actor, intake=world.intake, step="name", reason="intake"
    ),
    "contact.changed": lambda actor, world: actions.change_contact(
        actor, client=world.client, rules=[{"channel": "post", "state": "safe"}]
    ),
    "contact.confirmed": lambda actor, world: actions.confirm_contact(actor, client=world.client),
    "contact.revealed": lambda actor, world: actions.reveal_contact(
        actor, client=world.client, reason="meeting"
    ),
    "party.added": lambda actor, world: actions.add_party(
        actor, client=world.client, kind="witness", name="Anna Beispiel"
    ),
    "party.removed": lambda actor, world: actions.remove_party(actor, party=world.party),
    "parties.revealed": lambda actor, world: actions.reveal_parties(
        actor, client=world.client, reason="meeting"
    ),
    "conflict_check.run": lambda actor, world: actions.run_conflict_check(
        actor, client=world.client
    ),
    "conflict.decided": lambda actor, world: actions.decide_conflict(
        actor, check=world.check, decision="clear"
    ),
    "identity.revealed": lambda actor, world: actions.reveal_identity(
        actor, client=world.client, reason="meeting"
    ),
    "identity.changed": lambda actor, world: actions.change_identity(
        actor, client=world.client, answers={"legal_name": "Anna Beispiel"}
    ),
    "client.searched": lambda actor, world: actions.search_clients(actor, text="Bilan Muster"),
}


def snapshot() -> list[Any]:
    models = (Client, Intake, Party, ConflictCheck)
    rows: list[Any] = [list(model.objects.order_by("pk").values()) for model in models]
    return [[{name: _plain(cell) for name, cell in row.items()} for row in table] for table in rows]


def _plain(cell: Any) -> Any:
    # A ciphertext's text form is the same for all of them.
    return bytes(cell) if isinstance(cell, bytes) else str(cell)


def refusals() -> list[tuple[str, str]]:
    return list(AuditEntry.objects.filter(outcome=REFUSED).values_list("verb", "outcome"))


@pytest.mark.parametrize("verb", ACTS)
@pytest.mark.parametrize("role", ["advocate", "attorney", "administrator", "auditor"])
def test_who_does_not_reach_the_client_is_refused(world: World, verb: str, role: str) -> None:
    other = make_member(world.client.clinic, role)
    before = snapshot()
    with pytest.raises(Refused):
        ACTS[verb](other, world)
    assert snapshot() == before
    assert refusals() == [(verb, REFUSED)]


@pytest.mark.parametrize("verb", [verb for verb in ACTS if verb not in {
    "intake.started", "client.searched",
}])  # fmt: skip
def test_another_clinics_coordinator_is_refused(world: World, verb: str, stranger: Actor) -> None:
    before = snapshot()
    with bind(stranger.clinic), pytest.raises(Refused):
        ACTS[verb](stranger, world)
    assert snapshot() == before
    with bind(stranger.clinic), transaction.atomic():
        assert refusals() == [(verb, REFUSED)]


ROUTES = [
    ("GET", "intake/{intake}/"),
    ("POST", "intake/{intake}/pause/"),
    ("POST", "intake/{intake}/resume/"),
    ("GET", "intake/{intake}/decline/"),
    ("GET", "intake/{intake}/name/"),
    ("POST", "intake/{intake}/name/show/"),
    ("GET", "clients/{client}/"),
    ("POST", "clients/{client}/reveal/"),
    ("GET", "clients/{client}/identity/"),
    ("POST", "clients/{client}/identity/show/"),
    ("GET", "clients/{client}/contact/"),
    ("POST", "clients/{client}/contact/show/"),
    ("POST", "clients/{client}/contact/confirm/"),
    ("GET", "clients/{client}/parties/"),
    ("POST", "clients/{client}/parties/add/"),
    ("POST", "clients/{client}/parties/show/"),
    ("GET", "clients/{client}/parties/{party}/remove/"),
    ("GET", "clients/{client}/conflict/"),
    ("POST", "clients/{client}/conflict/check/"),
    ("POST", "clients/{client}/conflict/{check}/decide/"),
]


@pytest.mark.parametrize(("method", "route"), ROUTES)
def test_no_route_says_that_a_client_of_others_exists(
    world: World, stranger: Actor, attorney: Actor, method: str, route: str
) -> None:
    path = route.format(
        intake=world.intake.pk,
        client=world.client.pk,
        party=world.party.pk,
        check=world.check.pk,
    )
    for actor in (stranger, attorney):
        desk = desk_of(actor)
        answer = desk.get(path) if method == "GET" else desk.post(path)
        assert answer.status_code == 404


def test_a_party_of_another_client_is_not_removed_through_this_one(
    coordinator: Actor, world: World
) -> None:
    other = known_client(coordinator, "Anna Beispiel")
    desk = desk_of(coordinator)
    answer = desk.post(f"clients/{other.pk}/parties/{world.party.pk}/remove/")
    assert answer.status_code == 404
    assert Party.objects.get(pk=world.party.pk).removed_at is None


@pytest.mark.parametrize("path", ["intake/", "intake/start/", "clients/search/"])
def test_the_intake_desk_is_for_coordinators(attorney: Actor, path: str) -> None:
    assert desk_of(attorney).get(path).status_code == 403
