"""The second factor of a session. A person may hold one that this session has not proved."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

# Holds the id of the person who proved it, so that it never passes on to another sign-in.
SECOND_FACTOR = "alcove_second_factor"


def has_second_factor(request: HttpRequest) -> bool:
    """Tell whether this session has proved a second factor; costs no query."""
    return bool(request.session.get(SECOND_FACTOR) == str(request.user.pk))


def proved(request: HttpRequest, user: Any) -> None:
    request.session[SECOND_FACTOR] = str(user.pk)


def forget(request: HttpRequest) -> None:
    request.session.pop(SECOND_FACTOR, None)


def just_set_up(request: HttpRequest, user: Any) -> None:
    """Setting the app up was a proof of it; do not ask for it again to show recovery codes."""
    proved(request, user)
    record_authentication(request, user, "mfa", type="totp", reauthenticated=True)


def signed_in_at(request: HttpRequest) -> float:
    """Return when this session last proved anything, in seconds since 1970."""
    user: Any = request.user
    records = get_authentication_records(request, user)
    return max((record["at"] for record in records), default=0.0)


def code_fits(user: Any, code: str) -> bool:
    """Check six digits of the person's app; a code is good once."""
    app = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    return app is not None and bool(app.wrap().validate_code(code))


def remove_factors(user: Any) -> bool:
    """Take the person's app and recovery codes away; False when there were none."""
    removed, _per_model = Authenticator.objects.filter(user=user).delete()
    return removed > 0
