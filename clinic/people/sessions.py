"""End a person's sessions."""

from uuid import UUID

from allauth.usersessions.models import UserSession


def end_sessions(user_id: UUID, *, but: str | None = None) -> int:
    """Sign the person out everywhere; `but` is the key of a session that stays."""
    ended = 0
    for session in UserSession.objects.filter(user_id=user_id).exclude(session_key=but or ""):
        session.end()
        ended += 1
    return ended
