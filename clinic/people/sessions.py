"""Begin and end a person's sessions."""

from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.http import HttpRequest

PASSWORDS = "allauth.account.auth_backends.AuthenticationBackend"


def begin_session(request: HttpRequest, user: Any) -> None:
    """Sign in who chose a password this moment: it is not asked again to set up the app.

    Listed at once, since a session that is not listed could not be ended.
    """
    login(request, user, backend=PASSWORDS)
    record_authentication(request, user, "password")
    UserSession.objects.create_from_request(request)


def end_sessions(user_id: UUID, *, but: str | None = None) -> int:
    """Sign the person out everywhere; `but` is the key of a session that stays."""
    ended = 0
    for session in UserSession.objects.filter(user_id=user_id).exclude(session_key=but or ""):
        session.end()
        ended += 1
    return ended
