"""What becomes of access tokens and secret addresses when a person's way in changes."""

from django.utils import timezone

from clinic.people import hooks
from clinic.people.models import AccessToken, Membership


def revoke_tokens_of(membership: Membership, *, by: Membership | None) -> int:
    """Revoke every live access token of a seat of the bound clinic; return how many.

    :param by: None when who runs the installation does it
    """
    now = timezone.now()
    live = AccessToken.objects.filter(membership=membership, revoked_at=None, expires_at__gt=now)
    return live.update(revoked_at=now, revoked_by=by)


def end_addresses_of(membership: Membership) -> int:
    """End every secret address that reads along in the name of a seat; return how many."""
    return sum(end(membership) for end in hooks.addresses)
