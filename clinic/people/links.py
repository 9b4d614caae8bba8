"""The one read by a secret link: an invitation, before anybody is signed in."""

from django.db import transaction

from clinic.people.models import Invitation
from clinic.tenancy.current import bind_link
from clinic.tenancy.unscoped import unscoped


def read_by_link(token_hash: bytes) -> Invitation | None:
    """Return the invitation with this hash; row-level security shows no other."""
    with bind_link(token_hash), transaction.atomic():
        return unscoped(Invitation).filter(token_hash=token_hash).first()
