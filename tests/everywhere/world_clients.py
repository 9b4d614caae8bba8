"""What else is kept of clients: screenings, records met twice, links, a declined intake."""

from typing import Any

from clients import actions
from clients.models import Client
from clinic.access.actor import Actor


def more_clients(place: Any) -> None:
    add_screenings(place)
    join_records(place)
    coordinator = place.people["coordinator"]
    place.link = actions.link_clients(
        coordinator, client=place.case.client, other=place.intake.client, relation="sibling"
    )
    declined = _declined(coordinator)
    place.declined = actions.write_nonengagement(coordinator, intake=declined, way="handed")


def add_screenings(place: Any) -> None:
    """One that points to something, and one that was stopped."""
    attorney, client = place.people["attorney"], place.case.client
    stopped = actions.start_screening(attorney, client=client, safe=True)
    place.stopped_screening = actions.stop_screening(attorney, screening=stopped)
    going = actions.start_screening(attorney, client=client, safe=True)
    place.screening = actions.answer_screening(
        attorney, screening=going, section="more", answers={"more_unpaid": "yes"}
    )


def _declined(coordinator: Actor) -> Any:
    """Somebody whose intake ended before it had begun."""
    intake = actions.start_intake(coordinator)
    return actions.decline_intake(coordinator, intake=intake, reason="duplicate")


def met_again(coordinator: Actor) -> Client:
    intake = _declined(coordinator)
    return Client.objects.select_related("key").get(pk=intake.client_id)


def propose(place: Any) -> Any:
    return actions.propose_merge(
        place.people["coordinator"], client=place.intake.client,
        duplicate=met_again(place.people["coordinator"]), reason="The same person.",
    )  # fmt: skip


def join_records(place: Any) -> None:
    """Two records of one person that were joined, and two that are proposed to be."""
    place.joined = actions.confirm_merge(place.people["supervisor"], merge=propose(place))
    place.merge = propose(place)
