"""Requests of the room of who works here."""

from datetime import timedelta
from typing import Any

from clients.models import Party
from clinic.tenancy.current import bind, today
from tests.builders import seat_of
from tests.everywhere.world import Place
from tests.rest.calls import Call


def _day(place: Place, days: int) -> str:
    with bind(place.clinic):
        return (today() + timedelta(days=days)).isoformat()


def _said(place: Place) -> dict[str, Any]:
    return {
        "kind": "staff", "other_names": ["Another Name"], "firm": "Nowhere at Law",
        "languages": [{"language": "Dari", "dialect": "Herat", "level": "good"}],
        "matters": ["asylum"], "avoids": ["civil_suit"], "capacity": 8, "place": "Springfield",
        "time_zone": "America/Chicago", "wishes": "Mornings.", "insured_until": _day(place, 90),
        "pledge_on": _day(place, 0), "pledge_until": _day(place, 90),
    }  # fmt: skip


def _licence(place: Place) -> dict[str, Any]:
    return {
        "kind": "doj_full", "jurisdiction": "US", "number": "7", "expires_on": _day(place, 200),
    }  # fmt: skip


def _two_people(place: Place) -> None:
    """Name somebody in the matter as somebody here is called."""
    name, client = place.people["other_attorney"].name, place.case.client
    by = seat_of(place.people["coordinator"])
    Party.objects.create(client=client, key=client.key, kind="exploiter", name=name, added_by=by)


def _same_name(place: Place) -> dict[str, Any]:
    member = place.people["other_attorney"].membership
    assert member is not None
    return {"member": str(member.pk), "reason": "Somebody else, born elsewhere."}


CALLS = {
    "list_profiles": Call(),
    "add_profile": Call(body=_said),
    "read_profile": Call("profile"),
    "change_profile": Call("profile", _said),
    "confirm_proof": Call("beside", lambda place: {"proof": "pledge"}),
    "withdraw_proof": Call("profile", lambda place: {"proof": "insurance"}),
    "add_licence": Call("profile", _licence),
    "confirm_licence": Call("licence"),
    "remove_licence": Call("licence"),
    "list_namesakes": Call("case"),
    "say_namesake": Call("case", _same_name, before=_two_people),
    "end_namesake": Call("namesake"),
    "list_suggestions": Call("case"),
    "list_proposed_assignments": Call(),
}
