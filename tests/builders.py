"""The cast: clinics and people to test with, made without detours. All are fictional."""

from clinic.access.actor import Actor
from clinic.people.models import Membership, User
from clinic.tenancy.current import bind
from clinic.tenancy.models import Clinic
from clinic.vault.keys import make_clinic_key
from clinic.vault.models import ClinicKey

PASSWORD = "harbor-lantern-meadow"


def make_clinic(slug: str = "harbor", **fields: str) -> Clinic:
    clinic = Clinic(slug=slug, name=f"{slug.title()} Test Clinic", **fields)
    with bind(clinic):
        clinic.save(force_insert=True)
        make_clinic_key(ClinicKey.DATA)
        make_clinic_key(ClinicKey.SEARCH)
    return clinic


def make_member(clinic: Clinic, *roles: str, name: str = "") -> Actor:
    """Give a new person a seat; the name says the role, so that a test reads by itself."""
    label = name or f"{roles[0].title()} of {clinic.slug}"
    email = f"{label.lower().replace(' ', '.')}@example.org"
    user = User.objects.create_user(email=email, name=label, password=PASSWORD)
    with bind(clinic):
        seat = Membership.objects.create(user=user, roles=list(roles))
    seat.clinic = clinic
    return Actor.member(seat)
