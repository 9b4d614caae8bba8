"""Open the demo's clinics and seat their people, each by the action a clinic would use."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction

from clinic.access.actor import Actor, member_actor
from clinic.access.refusals import Refused, settle
from clinic.notices.demo_people import DOMAIN, PASSWORD
from clinic.office.actions import (
    accept_invitation,
    create_clinic,
    edit_clinic,
    end_membership,
    invite_member,
    settings_mark,
)
from clinic.people.models import Membership, User
from clinic.people.seats import seats_of
from clinic.tenancy.current import bind, bound_to
from clinic.tenancy.models import Clinic
from desk.demo.cast import CLINICS, LEAVER, NEWCOMER, PEOPLE, DemoClinic, Person, in_role

LastSeat = Callable[[str], Actor]


@dataclass(frozen=True)
class Office:
    """A demo clinic that stands: its id, and the seat of each person by key."""

    slug: str
    clinic_id: UUID
    seats: dict[str, UUID] = field(default_factory=dict)


def address(key: str) -> str:
    return f"{key}@{DOMAIN}"


@contextmanager
def at_work(office: Office) -> Iterator[LastSeat]:
    """Bind a clinic in one transaction; gives a function from a person's key to the actor."""
    known: dict[str, Actor] = {}

    def actor(key: str) -> Actor:
        if key not in known:
            known[key] = member_actor(office.seats[key])
        return known[key]

    try:
        with bound_to(office.clinic_id):
            yield actor
    except Refused as refusal:
        settle(refusal)
        raise


def find_office(demo: DemoClinic) -> Office | None:
    """Return the clinic if an earlier run made it: its people know it, nobody else may ask."""
    seats: dict[str, UUID] = {}
    clinic_id = None
    for person in _staff(demo):
        user = User.objects.filter(email=address(person.key)).first()
        for seat in seats_of(user.pk) if user else []:
            if seat.clinic.slug == demo.slug:
                clinic_id, seats[person.key] = seat.clinic_id, seat.pk
    return Office(demo.slug, clinic_id, seats) if clinic_id else None


def open_office(demo: DemoClinic) -> Office:
    """Create a clinic and seat its people, all or nothing.

    :raises IntegrityError: somebody else's clinic has this short name
    """
    clinic = Clinic(slug=demo.slug, name=demo.name, time_zone=demo.time_zone)
    clinic.full_clean(validate_unique=False)
    seats: dict[str, UUID] = {}
    with bind(clinic), transaction.atomic():
        operator = Actor.system(clinic, "operator")
        create_clinic(operator)
        first = in_role(demo.slug, "administrator")
        inviter = operator
        for person in sorted(_staff(demo), key=lambda person: person.key != first):
            seat = _seat(inviter, demo.slug, person)
            seats[person.key] = seat.pk
            if person.key == first:
                inviter = member_actor(seat.pk)
        if demo.slug == LEAVER.seats[0][0]:
            end_membership(inviter, membership=_seat(inviter, demo.slug, LEAVER))
            invite_member(inviter, email=address(NEWCOMER), roles=["advocate"])
    return Office(demo.slug, clinic.pk, seats)


def ask_for_training(administrator: Actor) -> None:
    clinic = administrator.clinic
    edit_clinic(
        administrator, clinic=clinic, values={"asks_training": True}, before=settings_mark(clinic)
    )


def ask_for_letters(administrator: Actor) -> None:
    """Let work wait for a signed engagement letter from now on."""
    clinic = administrator.clinic
    edit_clinic(
        administrator, clinic=clinic, values={"asks_engagement": True}, before=settings_mark(clinic)
    )


def open_all(tell: Callable[[str, int, int], None]) -> dict[str, Office]:
    offices = {}
    for number, demo in enumerate(CLINICS, 1):
        tell("clinics and people", number, len(CLINICS))
        offices[demo.slug] = find_office(demo) or open_office(demo)
    return offices


def _staff(demo: DemoClinic) -> list[Person]:
    return [person for person in PEOPLE if demo.slug in dict(person.seats)]


def _seat(inviter: Actor, slug: str, person: Person) -> Membership:
    """Invite, accept, and set up the authenticator app as allauth's own page does."""
    roles = dict(person.seats)[slug]
    invitation = invite_member(inviter, email=address(person.key), roles=roles)
    known = User.objects.filter(email=address(person.key)).first()
    seat = accept_invitation(
        Actor.system(inviter.clinic, "invitation"),
        invitation=invitation,
        user=known,
        name=person.name,
        password=PASSWORD,
        language="en",
    )
    if known is None:
        TOTP.activate(seat.user, generate_totp_secret())
    return seat
