"""The cast: clinics and people to test with, made without detours. All are fictional."""

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.test import Client
from zeal import zeal_ignore

from cases import actions as case_actions
from cases import models as cases
from clients import models as clients
from clients.actions.rows import new_client
from clinic.access.actor import Actor
from clinic.people.factor import SECOND_FACTOR
from clinic.people.models import Membership, User
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
