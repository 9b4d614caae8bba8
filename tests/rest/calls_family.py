"""Requests about relatives of a client."""

from datetime import timedelta

from clinic.tenancy.current import bind, today
from filings.models import Filing
from tests.everywhere.world import Place
from tests.rest.calls import Call


def _tomorrow(place: Place) -> str:
    with bind(place.clinic):
        return (today() + timedelta(days=1)).isoformat()


def _draft(place: Place) -> None:
    """The filing of the world is receipted: plan and name need one before that."""
    Filing.objects.filter(pk=place.filing.pk).update(status="draft", form="I-914A")


CALLS = {
    "list_relatives": Call("case"),
    "add_relative": Call(
        "case",
        lambda place: {
            "name": "Abeba Misale", "relation": "child", "birth_date": "2015-02-03",
            "married": "no", "danger": "unsure", "place": "abroad",
        },
    ),
    "read_relative": Call("relative"),
    "change_relative": Call(
        "relative", lambda place: {"married": "yes", "reason": "The client told us."}
    ),
    "remove_relative": Call("relative", lambda place: {"reason": "Recorded twice."}),
    "reveal_relatives": Call("case", lambda place: {"reason": "filing"}),
    "watch_family": Call("case"),
    "add_family_filing": Call("relative", lambda place: {"form": "I-914A"}),
    "name_relative": Call(
        "filing", lambda place: {"relative": str(place.relative.pk)}, before=_draft
    ),
    "plan_filing": Call(
        "filing", lambda place: {"planned_for": _tomorrow(place)}, before=_draft
    ),
}  # fmt: skip
