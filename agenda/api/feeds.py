"""Whether one's calendar has an address. A person makes it and takes it back, on the page."""

from typing import Any

from rest_framework import serializers

from agenda import queries
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import operation
from clinic.rest.shapes import Shape


class FeedShape(Shape):
    """The secret itself is shown once, on the page where a person makes it."""

    stands = serializers.SerializerMethodField()
    made_at = serializers.DateTimeField(allow_null=True)
    last_used_at = serializers.DateTimeField(allow_null=True)

    def get_stands(self, row: Any) -> bool:
        return row["stands"] is True


def _shown(feed: Any) -> dict[str, Any]:
    stands = feed is not None and feed.revoked_at is None
    return {
        "stands": stands,
        "made_at": feed.made_at if stands else None,
        "last_used_at": feed.last_used_at if stands else None,
    }


class Feed(Endpoint):
    tag = "Hearings and appointments"

    @operation("read_calendar_feed", "feed.own", gives=FeedShape)
    def get(self, request: Any) -> Any:
        """Read whether this seat's calendar has an address for other programs, and its last use."""
        return _shown(queries.own_feed(request.actor))
