"""Access tokens on their way in: read from the header, looked up by hash, marked as used."""

import hashlib
import secrets
from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from clinic.people.links import read_by_token
from clinic.people.models import AccessToken
from clinic.tenancy.current import bound_to

# Recognisable to programs that search for leaked secrets.
PREFIX = "alcove_"
SCHEME = "bearer"
LONGEST = 200
# The last use is shown to the minute; writing it down at every request would cost one write each.
USED_AGAIN = timedelta(minutes=1)


def new_secret() -> str:
    """Return a new secret of 256 bits; it is shown once and kept as a hash alone."""
    return PREFIX + secrets.token_urlsafe(32)


def hash_of(secret: str) -> bytes:
    """A plain hash will do: nobody guesses 256 random bits."""
    return hashlib.sha256(secret.encode()).digest()


def bearer_of(request: HttpRequest) -> str | None:
    """Return the token of the Authorization header, "" if it holds none, None without a header."""
    header = request.META.get("HTTP_AUTHORIZATION")
    if header is None:
        return None
    scheme, _space, secret = str(header).strip().partition(" ")
    return secret.strip() if scheme.lower() == SCHEME else ""


def use_token(request: HttpRequest, secret: str) -> AccessToken | None:
    """Return the live token with its seat and clinic, or None; its last use is written down."""
    if not secret.startswith(PREFIX) or len(secret) > LONGEST or not secret.isascii():
        return None
    found = read_by_token(hash_of(secret))
    now = timezone.now()
    if found is None or not found.is_live(now):
        return None
    with bound_to(found.clinic_pk) as clinic:
        rows = AccessToken.objects.select_related("membership__user")
        works_here = Q(membership__is_system=True) | Q(membership__user__is_active=True)
        token = rows.filter(works_here, pk=found.pk, membership__ended_at=None).first()
        if token is None:
            return None
        token.membership.clinic = clinic
        if token.last_used_at is None or token.last_used_at < now - USED_AGAIN:
            address = _address_of(request)
            AccessToken.objects.filter(pk=token.pk).update(last_used_at=now, last_used_from=address)
        return token


def _address_of(request: HttpRequest) -> str | None:
    """Return the address as the list of sessions would show it, if the server tells one."""
    try:
        address: str = get_adapter().get_client_ip(request)
    except PermissionDenied:
        return None
    return address
