"""Cases of the demo on the board: one open, one in which somebody is interested, one offered."""

from typing import Any

from cases.queries import kinds_of, unassigned
from clinic.access.refusals import Blocked
from clinic.tenancy.models import new_id
from desk.demo.cast import PEOPLE, in_role
from desk.demo.offices import Office, at_work
from staffing.actions import offer_opportunity, post_opportunity, show_interest
from staffing.models import Opportunity

_TOLD: tuple[dict[str, Any], ...] = (
    {"languages": ["es"], "hours": "to_30", "length": "half_year", "urgency": "none",
     "remote": "yes", "text": "The record is there; a motion has to be written. (Made up.)"},
    {"languages": ["other"], "hours": "more", "length": "years", "urgency": "quarter",
     "remote": "partly", "text": ""},
    {"languages": ["ar", "fr"], "hours": "to_60", "length": "year", "urgency": "month",
     "remote": "partly", "text": "An affidavit is begun; meetings in the evening. (Made up.)"},
)  # fmt: skip


def seed_board(office: Office) -> bool:
    """Return whether anything was made."""
    with at_work(office) as actor:
        if Opportunity.objects.exists():
            return False
        coordinator = actor(in_role(office.slug, "coordinator"))
        volunteers = [
            actor(person.key)
            for person in PEOPLE
            if "attorney" in dict(person.seats).get(office.slug, ())
        ]
        made = []
        for case, told in zip(unassigned(coordinator).select_related("key"), _TOLD, strict=False):
            said = {"role": "attorney", "matters": kinds_of(case), "region": "US-NY", **told}
            try:
                opportunity = post_opportunity(
                    coordinator, case=case, opportunity_id=new_id(), said=said
                )
            except Blocked:  # a case that is not clear, or that a step gave away meanwhile
                continue
            made.append(opportunity)
        for opportunity in made[1:]:
            for volunteer in volunteers:
                show_interest(volunteer, opportunity=opportunity, message="Gladly. (Made up.)")
        for opportunity in made[2:]:
            for volunteer in volunteers:
                if volunteer.membership is None:
                    continue
                try:
                    offer_opportunity(
                        coordinator, opportunity=opportunity, membership=volunteer.membership
                    )
                except Blocked:  # the next one may
                    continue
                break
    return True
