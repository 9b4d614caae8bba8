"""One clinic with its people, another clinic, and the shortest way through an intake."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client as Browser

from clients import actions, queries
from clients.models import Client, Intake
from clinic.access.actor import Actor
from clinic.tenancy.current import bind
from clinic.tenancy.models import Clinic
from tests.builders import browsing_as, make_clinic, make_member

SAFE = {"safe_now": "yes", "private": "yes"}


@dataclass
class Desk:
    """A signed-in browser of one person, speaking addresses inside the clinic."""

    browser: Browser
    slug: str

    def get(self, path: str, **more: Any) -> Any:
        return self.browser.get(f"/{self.slug}/{path}", **more)

    def post(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> Any:
        return self.browser.post(f"/{self.slug}/{path}", data or {}, **more)


def desk_of(actor: Actor) -> Desk:
    return Desk(browsing_as(actor), actor.clinic.slug)


@pytest.fixture
def clinic(db: None) -> Iterator[Clinic]:
    """The clinic the test speaks for, bound for the whole test."""
    harbor = make_clinic("harbor")
    with bind(harbor):
        yield harbor


@pytest.fixture
def coordinator(clinic: Clinic) -> Actor:
    return make_member(clinic, "coordinator")


@pytest.fixture
def attorney(clinic: Clinic) -> Actor:
    """Holds no grant until the test gives one."""
    return make_member(clinic, "attorney")


@pytest.fixture
def supervisor(clinic: Clinic) -> Actor:
    return make_member(clinic, "supervisor")


@pytest.fixture
def stranger(clinic: Clinic) -> Actor:
    """A coordinator of another clinic."""
    return make_member(make_clinic("valley"), "coordinator")


def safe_intake(coordinator: Actor) -> Intake:
    """Start an intake and pass the safety gate."""
    intake = actions.start_intake(coordinator)
    return actions.save_step(coordinator, intake=intake, step="safety", answers=SAFE)


def told_intake(coordinator: Actor) -> Intake:
    """Pass the gate and explain rights: any question may be asked."""
    intake = safe_intake(coordinator)
    return actions.explain_rights(coordinator, intake=intake, language="Tigrinya")


def known_client(coordinator: Actor, legal_name: str, **answers: Any) -> Client:
    """Meet somebody whose identity step was answered."""
    intake = actions.save_step(
        coordinator,
        intake=told_intake(coordinator),
        step="identity",
        answers={"legal_name": legal_name, **answers},
    )
    return queries.client_of(coordinator, intake.client_id)
