"""Recipes of keeping, holding and erasing."""

from datetime import timedelta
from typing import Any

from cases.models import Case
from clients.models import Client
from clinic.tenancy.current import today
from tests.everywhere.recipes import Call, fresh, recipe, service, simple
from tests.everywhere.world import Place


def closed_client(place: Place) -> Any:
    return Client.objects.select_related("key").get(pk=place.closed_case.client_id)


def long_closed(place: Place) -> None:
    long_ago = today() - timedelta(days=4000)
    Case.objects.filter(pk=place.closed_case.pk).update(closed_on=long_ago)


simple("retention.changed", "administrator", "attorney", lambda p: {"kind": "closed", "months": 60})
simple(
    "hold.placed", "attorney", "advocate",
    lambda p: {"client": closed_client(p), "reason": "A suit is expected."},
)  # fmt: skip
simple(
    "hold.lifted", "supervisor", "attorney",
    lambda p: {"hold": p.hold, "reason": "It was settled."},
)  # fmt: skip
simple(
    "erasure.requested", "attorney", "advocate",
    lambda p: {"client": closed_client(p), "asked_on": today()},
)  # fmt: skip
simple(
    "erasure.decided", "supervisor", "attorney",
    lambda p: {"asked": p.erasure, "state": "refused", "exemptions": ["hold"]},
)  # fmt: skip
simple(
    "client.shredded", "supervisor", "attorney",
    lambda p: {"client": closed_client(p), "reason": "erasure"},
)  # fmt: skip
simple("copy.made", "attorney", "advocate", lambda p: {"client": fresh(fresh(p.case).client)})


@recipe("records.purged", "attorney")
def _purged(place: Place) -> Call:
    long_closed(place)
    return place.supervisor, {"chosen": [place.closed_case.client_id]}


@recipe("keys.rotated", "administrator")
def _rotated(place: Place) -> Call:
    return service(place, "operator"), {"clients": 3, "rows": 1, "keys": 2}
