"""A token to begin with: the API's quick start needs no walk through the pages."""

from django.utils import timezone

from clinic.access.scopes import IN_SCOPE
from clinic.office.actions import make_token, revoke_token
from clinic.people.models import AccessToken
from desk.demo.cast import CLINICS, in_role
from desk.demo.offices import Office, at_work

NAME = "Quick start"
DAYS = 30


def hand_out_token(offices: dict[str, Office]) -> str:
    """Give the first clinic's coordinator a new token, end those of earlier runs; the secret."""
    slug = CLINICS[0].slug
    with at_work(offices[slug]) as actor:
        coordinator = actor(in_role(slug, "coordinator"))
        earlier = AccessToken.objects.select_related("membership").filter(
            membership=coordinator.membership, name=NAME, revoked_at=None
        )
        for token in earlier.filter(expires_at__gt=timezone.now()):
            revoke_token(coordinator, token=token)
        held = IN_SCOPE & coordinator.capabilities
        return make_token(coordinator, name=NAME, capabilities=held, days=DAYS).secret
