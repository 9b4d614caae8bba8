"""A case on the board, in which somebody is interested and which is offered to them."""

from typing import Any

from cases.models import Case
from clients.models import Party
from clinic.access.actor import Actor
from clinic.tenancy.models import new_id
from staffing import actions
from staffing.models import Opportunity
from tests.builders import make_case, seat_of

ON_BOARD = 3  # cases that wait there, of nobody yet


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


def case_of(coordinator: Actor, name: str, matter: str = "t_visa") -> Case:
    """Open a case of somebody whose name is like no other here, so that no clearance ends."""
    case = make_case(coordinator, matter=matter)
    client = case.client
    client.name_to_use = name
    client.save()
    Party.objects.create(
        client=client, key=client.key, kind="alias", name=name, added_by=seat_of(coordinator)
    )
    return case


def put_on_board(place: Any) -> None:
    coordinator, attorney = place.people["coordinator"], place.people["attorney"]
    place.waiting_case = case_of(coordinator, "Ilanit Vorbild")
    place.opportunity = post(coordinator, place.waiting_case)
    place.offered_case = post(
        coordinator, case_of(coordinator, "Wunmi Attrape", "asylum"), matters=["asylum"]
    )
    actions.show_interest(attorney, opportunity=place.offered_case, message="Gladly.")
    actions.offer_opportunity(
        coordinator, opportunity=again(place.offered_case), membership=seat_of(attorney)
    )
    place.wanted_case = post(
        coordinator, case_of(coordinator, "Sopheap Modele", "tps"), matters=["tps"]
    )
    actions.show_interest(attorney, opportunity=place.wanted_case)
