"""Recipes for the room of webhooks."""

from typing import Any

from clinic.webhooks.actions import pause_endpoint
from tests.everywhere.recipes import Call, fresh, recipe, service, simple
from tests.everywhere.world import Place

ADDRESS = "https://calendar.example.org/hooks"


def _now(place: Place) -> dict[str, Any]:
    endpoint = fresh(place.webhook)
    return {"endpoint": endpoint, "version": endpoint.version}


simple(
    "webhook.added", "administrator", "coordinator",
    lambda p: {"name": "Documents", "url": ADDRESS, "events": ["packet.rendered"]},
)  # fmt: skip
simple(
    "webhook.edited", "administrator", "coordinator",
    lambda p: {**_now(p), "name": "Diary", "url": ADDRESS, "events": ["case.closed"]},
)  # fmt: skip
for _verb in ("webhook.secret_rotated", "webhook.paused", "webhook.ended"):
    simple(_verb, "administrator", "coordinator", _now)
simple("webhook.tested", "administrator", "coordinator", lambda p: {"endpoint": fresh(p.webhook)})
simple(
    "webhook.sent_again", "administrator", "coordinator",
    lambda p: {"delivery": fresh(p.webhook_message)},
)  # fmt: skip


@recipe("webhook.resumed", "coordinator")
def _resumed(place: Place) -> Call:
    pause_endpoint(place.administrator, **_now(place))
    return place.administrator, _now(place)


@recipe("webhook.stopped", "administrator")
def _stopped(place: Place) -> Call:
    """Nobody with a seat may: a person pauses."""
    return service(place, "webhooks"), {"endpoint": fresh(place.webhook), "reason": "gone"}
