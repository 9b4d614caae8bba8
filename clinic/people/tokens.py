"""What becomes of access tokens when a person's way in changes."""

from django.utils import timezone

from clinic.people.models import AccessToken, Membership


def revoke_tokens_of(membership: Membership, *, by: Membership | None) -> int:
    """Revoke every live access token of a seat of the bound clinic; return how many.

    :param by: None when who runs the installation does it
    """
    now = timezone.now()
    live = AccessToken.objects.filter(membership=membership, revoked_at=None, expires_at__gt=now)
    return live.update(revoked_at=now, revoked_by=by)
