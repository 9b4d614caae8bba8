"""Somebody who was an attorney in the world's case and handed it to its attorney."""

from typing import Any

from cases import actions
from cases.models import Handover
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from tests.builders import make_member, seat_of


def handed_over(place: Any) -> Handover:
    former = make_member(place.clinic, "attorney", name=f"Former attorney of {place.clinic.slug}")
    coordinator = place.people["coordinator"]
    actions.assign_case(coordinator, case=place.case, membership=seat_of(former), role="attorney")
    actions.add_note(
        former, case=place.case, privilege="shared", body="Call before noon.", for_handover=True
    )
    made = actions.hand_over_case(
        coordinator, case=place.case, leaver=seat_of(former),
        successor=seat_of(place.people["attorney"]), role="attorney", reason="leaves",
        words="Her mother fell ill.", last_day=today(), version=place.case.version,
        handover_id=new_id(),
    )  # fmt: skip
    place.case.refresh_from_db(fields=["version"])
    return made
