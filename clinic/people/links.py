"""The reads by a secret, before a clinic is bound: an invitation, an access token."""

from django.db import transaction

from clinic.people.models import AccessToken, Invitation
from clinic.tenancy.current import bind_link
from clinic.tenancy.unscoped import unscoped


def read_by_link(token_hash: bytes) -> Invitation | None:
    """Return the invitation with this hash; row-level security shows no other."""
    with bind_link(token_hash), transaction.atomic():
        return unscoped(Invitation).filter(token_hash=token_hash).first()


def read_by_token(token_hash: bytes) -> AccessToken | None:
    """Return the access token with this hash, whatever became of it; without its seat."""
    with bind_link(token_hash), transaction.atomic():
        return unscoped(AccessToken).filter(token_hash=token_hash).first()
