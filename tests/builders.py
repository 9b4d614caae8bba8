"""The cast: clinics and people to test with, made without detours. All are fictional."""

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.test import Client
from django.utils import timezone
from zeal import zeal_ignore

from cases import actions as case_actions
from cases import models as cases
from clients import models as clients
from clients.actions.rows import new_client
from clinic.access.actor import Actor
from clinic.access.bearer import hash_of, new_secret
from clinic.access.scopes import IN_SCOPE
from clinic.people.factor import SECOND_FACTOR
from clinic.people.models import AccessToken, Membership, User
from clinic.tenancy.current import bind
from clinic.tenancy.models import Clinic
from clinic.vault.keys import make_clinic_key
from clinic.vault.models import ClinicKey

PASSWORD = "harbor-lantern-meadow"


def make_clinic(slug: str = "harbor", **fields: str) -> Clinic:
    clinic = Clinic(slug=slug, name=f"{slug.title()} Test Clinic", **fields)
    with bind(clinic), transaction.atomic():
        clinic.save(force_insert=True)
        make_clinic_key(ClinicKey.DATA)
        make_clinic_key(ClinicKey.SEARCH)
    return clinic


def make_member(clinic: Clinic, *roles: str, name: str = "") -> Actor:
    """Give a new person a seat; the name says the role, so that a test reads by itself."""
    label = name or f"{roles[0].title()} of {clinic.slug}"
    email = f"{label.lower().replace(' ', '.')}@example.org"
    user = User.objects.create_user(email=email, name=label, password=PASSWORD)
    with bind(clinic), transaction.atomic():
        seat = Membership.objects.create(user=user, roles=list(roles))
    seat.clinic = clinic
    return Actor.member(seat)


def seat_of(actor: Actor) -> Membership:
    assert actor.membership is not None
    return actor.membership


def user_of(actor: Actor) -> User:
    assert actor.user is not None
    return actor.user


def browsing_as(actor: Actor) -> Client:
    """Return a browser where this person has signed in with both factors."""
    browser = Client()
    browser.force_login(user_of(actor))
    session = browser.session
    session[SECOND_FACTOR] = str(user_of(actor).pk)
    session.save()
    UserSession.objects.create(
        user=user_of(actor), session_key=session.session_key, ip="127.0.0.1", user_agent="Firefox"
    )
    return browser


def make_client(
    coordinator: Actor, *, conflict: str = "clear", intake: str = "ready"
) -> clients.Client:
    """Give the bound clinic a client whose intake and conflict check stand as told."""
    client = new_client(coordinator)
    client.name_to_use, client.conflict_state = "Nilofar Beispiel", conflict
    client.save()
    clients.Intake.objects.create(
        client=client, key=client.key, status=intake, started_by=seat_of(coordinator)
    )
    return client


def make_case(coordinator: Actor, *team: Actor, matter: str = "t_visa") -> cases.Case:
    """Open a case for a new client and assign the team, each in the first role they hold."""
    client = make_client(coordinator)
    with zeal_ignore():  # several acts in a row, each of which locks the client, are no N+1
        case = case_actions.open_case(coordinator, client=client, matter=matter, summary="Started.")
        for member in team:
            seat = member.membership
            assert seat is not None
            role = seat.roles[0]
            case_actions.assign_case(coordinator, case=case, membership=seat, role=role)
    return case


def make_token(
    actor: Actor,
    *capabilities: str,
    cases: Iterable[UUID] | None = None,
    **fields: Any,
) -> str:
    """Give a seat an access token and return its secret; all of its seat's scopes unless told."""
    secret = new_secret()
    held = capabilities or tuple(sorted(IN_SCOPE & actor.capabilities))
    with bind(actor.clinic), transaction.atomic():
        AccessToken.objects.create(
            membership=seat_of(actor), made_by=seat_of(actor), name="Test program",
            token_hash=hash_of(secret), ending=secret[-4:], capabilities=list(held),
            case_ids=None if cases is None else list(cases),
            **{"expires_at": timezone.now() + timedelta(days=1), **fields},
        )  # fmt: skip
    return secret


class Caller(Client):
    """A program that sends JSON with an access token, or a browser that is signed in."""

    def __init__(self, secret: str | None = None, *, slug: str = "harbor", **options: Any) -> None:
        super().__init__(raise_request_exception=False, **options)
        self.slug, self.secret = slug, secret

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Send `body` as JSON to a path below the clinic; keywords are headers, If_Match="…"."""
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.secret is not None:
            said.setdefault("Authorization", f"Bearer {self.secret}")
        content = "" if body is None else json.dumps(body)
        return self.generic(
            method.upper(), f"/api/v1/{self.slug}/{path}", content,
            content_type="application/json", headers=said,
        )  # fmt: skip

    def send_form(self, path: str, fields: dict[str, Any], **headers: str) -> Any:
        """Send fields and files as multipart/form-data."""
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.secret is not None:
            said.setdefault("Authorization", f"Bearer {self.secret}")
        words = {True: "true", False: "false"}
        sent = {
            name: words[value] if isinstance(value, bool) else value
            for name, value in fields.items()
        }
        return self.post(f"/api/v1/{self.slug}/{path}", sent, headers=said)

    def read(self, path: str) -> Any:
        answer = self.ask("get", path)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def make(self, path: str, body: Any = None, key: str = "", **headers: str) -> Any:
        """Create, with a key of its own unless told."""
        return self.ask("post", path, body, Idempotency_Key=key or f"test-{uuid4()}", **headers)

    def change(
        self, path: str, body: Any = None, *, of: str = "", etag: str = "", method: str = "post"
    ) -> Any:
        """Change what stands at `of`, having read it; or with an ETag known otherwise."""
        etag = etag or self.ask("get", of)["ETag"]
        return self.ask(method, path, body, If_Match=etag)


def calling_as(actor: Actor, *capabilities: str, **fields: Any) -> Caller:
    """Return a program that holds a token of this seat."""
    return Caller(make_token(actor, *capabilities, **fields), slug=actor.clinic.slug)
