"""The lock on a session: by hand or by idling, held by the server."""

import time
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core.cache import cache
from django.http import HttpRequest

LOCKED, SEEN, BACK_TO = "alcove_locked", "alcove_seen", "alcove_back_to"
MOST_WRONG = 5


def lock(session: SessionBase, back_to: str = "") -> None:
    session[LOCKED] = True
    if back_to:
        session[BACK_TO] = back_to


def unlock(session: SessionBase) -> str:
    """Open the session and return the address the person was at, or nothing."""
    session.pop(LOCKED, None)
    session[SEEN] = int(time.time())
    forget_wrong(session)
    back_to: str = session.pop(BACK_TO, "")
    return back_to


def is_locked(request: HttpRequest) -> bool:
    """Lock after idling; a page that polls does not count as a person at the desk."""
    session: Any = request.session
    if session.get(LOCKED):
        return True
    now = int(time.time())
    if now - session.get(SEEN, now) > settings.ALCOVE_IDLE_SECONDS:
        lock(session, request.get_full_path() if request.method == "GET" else "")
        return True
    polling = request.headers.get("HX-Trigger-Name") == "poll" or "poll" in request.GET
    # Written at most every ten seconds: a session write per click would cost more than it tells.
    if not polling and now - session.get(SEEN, 0) >= 10:
        session[SEEN] = now
    return False


def _wrong_key(session: SessionBase) -> str:
    return f"alcove-unlock-{session.session_key}"


def count_wrong(session: SessionBase) -> int:
    """Count a wrong try to unlock. In the cache, where two tries at once are both counted."""
    key = _wrong_key(session)
    cache.add(key, 0, timeout=settings.SESSION_COOKIE_AGE)
    return cache.incr(key)


def forget_wrong(session: SessionBase) -> None:
    cache.delete(_wrong_key(session))
