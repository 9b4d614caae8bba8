"""Recipes for access tokens and systems."""

from clinic.people.models import AccessToken
from tests.everywhere.recipes import simple
from tests.everywhere.world import Place

DIARY = {"name": "Diary", "capabilities": ["case.view", "deadline.view"], "days": 30}


def _token(place: Place) -> AccessToken:
    return AccessToken.objects.get(pk=place.token.pk)


simple("token.made", "attorney", "auditor", lambda p: DIARY)
simple("token.revoked", "administrator", "other_attorney", lambda p: {"token": _token(p)})
simple(
    "system.registered", "administrator", "coordinator",
    lambda p: {"name": "Intake hotline", "roles": ["coordinator"]},
)  # fmt: skip
simple(
    "system.roles_set", "administrator", "coordinator",
    lambda p: {"system": p.system, "roles": ["supervisor"], "before": ["coordinator"]},
)  # fmt: skip
simple("system.ended", "administrator", "coordinator", lambda p: {"system": p.system})
