"""How many requests a token may make in a minute; a reveal counts for more than a look."""

import logging
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError
from rest_framework.exceptions import Throttled

from clinic.access.actor import Actor

WINDOW = 60
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Allowance:
    """What is left of a window of `WINDOW` seconds."""

    quota: int
    left: int
    seconds: int

    def headers(self) -> dict[str, str]:
        return {
            "RateLimit-Policy": f'"token";q={self.quota};w={WINDOW}',
            "RateLimit": f'"token";r={self.left};t={self.seconds}',
        }


def spend(actor: Actor, cost: int) -> Allowance:
    """Count a request against its token, or its seat when a browser asks.

    Without the cache nothing is counted: a limit keeps order, it is not a wall.

    :raises Throttled: nothing is left in this window; `wait` says how many seconds
    """
    quota, now = settings.ALCOVE_API_PER_MINUTE, time.time()
    seconds = WINDOW - int(now) % WINDOW
    key = f"rest.limit:{actor.token_id or actor.membership_id}:{int(now) // WINDOW}"
    try:
        cache.add(key, 0, timeout=2 * WINDOW)
        used = cache.incr(key, cost)
    except (RedisError, ValueError):
        log.warning("Requests of the API are not counted: the cache does not answer.")
        return Allowance(quota, quota, seconds)
    if used > quota:
        raise Spent(Allowance(quota, 0, seconds))
    return Allowance(quota, quota - used, seconds)


class Spent(Throttled):
    def __init__(self, allowance: Allowance) -> None:
        super().__init__(wait=allowance.seconds)
        self.allowance = allowance
