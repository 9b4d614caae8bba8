"""A case on the board, in which somebody is interested and which is offered to them."""

from typing import Any

from cases.models import Case
from clinic.access.actor import Actor
from clinic.tenancy.models import new_id
from staffing import actions
from staffing.models import Opportunity
from tests.builders import make_case, seat_of


def told_of(**changes: Any) -> dict[str, Any]:
    """What volunteers are told of a case."""
    return {
        "role": "attorney", "matters": ["t_visa"], "languages": ["ar"], "region": "US-NY",
        "remote": "partly", "length": "year", "hours": "to_60", "urgency": "quarter",
        "text": "An affidavit is begun.", **changes,
    }  # fmt: skip


def post(coordinator: Actor, case: Case, **changes: Any) -> Opportunity:
    return actions.post_opportunity(
        coordinator, case=case, opportunity_id=new_id(), said=told_of(**changes)
    )


def again(opportunity: Opportunity) -> Opportunity:
    rows = Opportunity.objects.select_related("key", "case__client__key", "case__key")
    return rows.get(pk=opportunity.pk)


def put_on_board(place: Any) -> None:
    coordinator, attorney = place.people["coordinator"], place.people["attorney"]
    # Cases of people without parties: a name more would end the clearance of the world's others.
    place.waiting_case = make_case(coordinator)
    place.opportunity = post(coordinator, place.waiting_case)
    place.offered_case = post(
        coordinator, make_case(coordinator, matter="asylum"), matters=["asylum"]
    )
    actions.show_interest(attorney, opportunity=place.offered_case, message="Gladly.")
    actions.offer_opportunity(
        coordinator, opportunity=again(place.offered_case), membership=seat_of(attorney)
    )
    place.wanted_case = post(coordinator, make_case(coordinator, matter="tps"), matters=["tps"])
    actions.show_interest(attorney, opportunity=place.wanted_case)
