"""The pages around conflicts in a real browser: each whole and accessible in every look."""

from typing import Any

import pytest
from django.db import transaction
from zeal import zeal_ignore

from clients import actions, queries
from clients.models import Intake
from clinic.access.actor import Actor
from clinic.tenancy.current import bind
from clinic.tenancy.models import new_id
from referrals import actions as partner_actions
from tests.browser.watch import picture
from tests.builders import make_clinic, make_member, seat_of
from tests.clients.conftest import known_client, told_intake
from tests.clients.test_conflict_check import add, cleared, fresh
from tests.clients.test_waivers import waive
from tests.everywhere.world import add_partner
from tests.interpreters.test_looks import faults, page_of, session_of
from tests.pages.browser import chromium
from tests.pages.test_look import MIXED

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("chromium")]
BERTA = {
    "kind": "board_member", "name": "Berta Vorstand", "is_organisation": False,
    "other_names": ["B. Vorstand-Muster"], "organisations": ["Muster Packing LLC"],
    "people": [], "note": "Until spring.",
}  # fmt: skip


@pytest.fixture
def coordinator(transactional_db: None) -> Actor:
    with transaction.atomic():
        return make_member(make_clinic("harbor"), "coordinator")


@pytest.fixture
def supervisor(coordinator: Actor) -> Actor:
    with transaction.atomic():
        return make_member(coordinator.clinic, "supervisor")


@pytest.fixture
def advocate(coordinator: Actor) -> Actor:
    with transaction.atomic():
        return make_member(coordinator.clinic, "advocate")


def begun(coordinator: Actor, name: str) -> Intake:
    return actions.save_step(
        coordinator, intake=told_intake(coordinator), step="identity",
        answers={"legal_name": name},
    )  # fmt: skip


def fill(coordinator: Actor, supervisor: Actor, advocate: Actor) -> dict[str, str]:
    """Make a clinic with a conflict, a waiver, walls, names; return the pages."""
    at = f"/{coordinator.clinic.slug}"
    with bind(coordinator.clinic), transaction.atomic(), zeal_ignore():
        fallen = cleared(coordinator, known_client(coordinator, "Berta Vorstant"))
        bound = actions.add_affiliate(coordinator, form_token=new_id(), details=BERTA)
        arabic = {**BERTA, "name": "مؤسسة المثال الطويل", "kind": "funder", "other_names": []}
        actions.add_affiliate(coordinator, form_token=new_id(), details=arabic)
        gone = {**BERTA, "name": "Ganz Anders", "organisations": []}
        gone_row = actions.add_affiliate(coordinator, form_token=new_id(), details=gone)
        actions.end_affiliate(coordinator, affiliate=gone_row, version=1)
        partner = add_partner(coordinator)
        contact = partner_actions.add_contact(
            coordinator, partner=partner, form_token=new_id(),
            details={"name": "Dora Beispiel", "role": "Night desk", "phone": "555 0142"},
        )  # fmt: skip
        known_client(coordinator, "Viktor Musterfall")
        here = known_client(coordinator, "Anna Nebenan")
        add(coordinator, here, "recruiter", "Viktor Musterfall")
        add(coordinator, here, "co_defendant", "Wiktor Musterfal")
        check = actions.run_conflict_check(coordinator, client=fresh(here))
        first, second = queries.matches_of(check)[:2]
        waiver = waive(coordinator, first)
        wall = actions.raise_wall(
            coordinator, client=fresh(here), membership=seat_of(advocate), reason="A neighbour."
        )
        intake = begun(coordinator, "Selam Beispiel")
        add(coordinator, intake.client, "exploiter", "Viktor Musterfall")
        actions.save_step(
            coordinator, intake=queries.intake_of(coordinator, intake.pk), step="conflict",
            answers={"conflict_check": "run"},
        )  # fmt: skip
    client = f"{at}/clients/{here.pk}"
    return {
        "rechecks": f"{at}/conflicts/",
        "names": f"{at}/conflicts/names/",
        "add a name": f"{at}/conflicts/names/add/",
        "change a name": f"{at}/conflicts/names/{bound.pk}/",
        "end a name": f"{at}/conflicts/names/{bound.pk}/end/",
        "partner": f"{at}/partners/{partner.pk}/",
        "add a contact": f"{at}/partners/{partner.pk}/contacts/add/",
        "contact": f"{at}/partner-contacts/{contact.pk}/",
        "end a contact": f"{at}/partner-contacts/{contact.pk}/end/",
        "conflict": f"{client}/conflict/",
        "fallen": f"{at}/clients/{fallen.pk}/conflict/",
        "record a waiver": f"{at}/matches/{second.pk}/waive/",
        "waiver": f"{at}/waivers/{waiver.pk}/",
        "end a waiver": f"{at}/waivers/{waiver.pk}/end/",
        "walls": f"{client}/walls/",
        "lower a wall": f"{at}/walls/{wall.pk}/lower/",
        "step": f"{at}/intake/{intake.pk}/conflict/",
        "review": f"{at}/intake/{intake.pk}/review/",
    }


@pytest.mark.parametrize("look", MIXED)
def test_the_pages_hold_in_every_look(
    coordinator: Actor, supervisor: Actor, advocate: Actor, live_server: Any, look: str
) -> None:
    pages, session = fill(coordinator, supervisor, advocate), session_of(coordinator)
    wrong = []
    with chromium() as browser:
        page = page_of(browser, session, live_server.url, look)
        for name, address in pages.items():
            answer = page.goto(address)
            assert answer is not None
            if answer.status != 200:
                wrong.append(f"{name}: {answer.status}")
            picture(page, f"conflicts {look} {name}")
            wrong += [f"{name}: {fault}" for fault in faults(page)]
    assert wrong == []
