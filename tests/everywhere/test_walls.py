"""A wall beats every role at every way out: each page, each operation of the API, each list."""

import pytest
from django.urls import reverse
from zeal import zeal_ignore

from cases.models import Case
from clients.models import Client, Wall
from clinic.tenancy.current import bind
from tests.builders import browsing_as, make_member, seat_of
from tests.everywhere.doors import OBJECTS, Visits, undone
from tests.everywhere.test_urls import declared
from tests.everywhere.world import Place, World
from tests.rest.visits import Asking, addresses, calls, declared_statuses

pytestmark = pytest.mark.django_db
# What belongs to no client: the clinic's own desk, directories, one's own settings.
OF_NO_CLIENT = {
    "none", "affiliate", "agency", "exclusion", "export", "interpreter", "left_interpreter",
    "invitation", "leave", "licence", "list_through", "list_waiting", "held_row", "member", "pack",
    "partner", "partner_contact", "profile", "beside", "system", "system_token", "token", "webhook",
    "resource", "training", "webhook_message", "wording",
    "matter_wording",
}  # fmt: skip
WALLED = ("supervisor", "coordinator", "attorney", "advocate")


def wall_off(place: Place, *roles: str) -> None:
    """Keep these people out of every client of the place, each by a wall of its own."""
    with bind(place.clinic):
        by = seat_of(make_member(place.clinic, "coordinator", name="Who raises the walls"))
        for client in Client.objects.select_related("key"):
            for role in roles:
                Wall(
                    client=client, key=client.key, membership=seat_of(place.people[role]),
                    reason="Named in it.", raised_by=by,
                ).save(force_insert=True)  # fmt: skip


def secrets_of(place: Place) -> set[str]:
    """What says that a matter exists: code names, numbers of cases, ids of both."""
    with bind(place.clinic):
        clients = Client.objects.values_list("code_name", "pk")
        cases = Case.objects.values_list("number", "pk")
        return {str(value) for row in (*clients, *cases) for value in row}


def test_no_object_behind_a_wall_is_there_on_any_page(world: World) -> None:
    wall_off(world.here, *WALLED)
    visits, wrong, asked = Visits(world), [], 0
    for line in declared():
        if line.given in OF_NO_CLIENT or line.method != "get":
            continue
        for role in WALLED:
            status = visits.status(role, line.route, line.given, line.method, line.asker)
            asked += 1
            if status != 404:
                wrong.append(f"{line.route} as {role}: {status}")
    assert asked > 200
    assert wrong == []


def test_nothing_behind_a_wall_is_done_by_posting(world: World) -> None:
    wall_off(world.here, "supervisor", "coordinator")
    visits, wrong = Visits(world), []
    for line in declared():
        if line.given not in OF_NO_CLIENT and line.method == "post":
            for role in ("supervisor", "coordinator"):
                status = visits.status(role, line.route, line.given, line.method, line.asker)
                if status != 404:
                    wrong.append(f"{line.route} as {role}: {status}")
    assert wrong == []


def test_no_list_or_count_tells_that_a_matter_behind_a_wall_exists(world: World) -> None:
    place = world.here
    secrets = secrets_of(place)
    wall_off(place, *WALLED)
    told = []
    with zeal_ignore(), undone():
        for role in WALLED:
            browser = browsing_as(place.people[role])
            for line in declared():
                if line.given == "none" and line.method == "get":
                    url = reverse(line.route, kwargs={"clinic": place.clinic.slug})
                    page = browser.get(url).content.decode(errors="replace")
                    told += [(line.route, role) for secret in secrets if secret in page]
    assert told == []


def test_the_lists_do_tell_it_to_whoever_no_wall_keeps_out(world: World) -> None:
    """Or the test above could not fail."""
    secrets, place = secrets_of(world.here), world.here
    browser = browsing_as(place.people["supervisor"])
    with zeal_ignore():
        page = browser.get(f"/{place.clinic.slug}/cases/").content.decode()
    assert any(secret in page for secret in secrets)


def test_no_operation_of_the_api_reaches_behind_a_wall(world: World) -> None:
    place, requests, found = world.here, calls(), addresses()
    asking, wrong, asked = Asking(world), [], 0
    names = [
        name for name, call in requests.items()
        if call.given not in OF_NO_CLIENT
        and any(declared_statuses()[name][f"{kind}:supervisor"] < 300 for kind in "st")
    ]  # fmt: skip
    wall_off(place, "supervisor")
    for name in names:
        for visitor in ("s:supervisor", "t:supervisor"):
            status = asking.status(visitor, found[name], requests[name])
            asked += 1
            if status not in {403, 404}:
                wrong.append(f"{name} as {visitor}: {status}")
    assert asked > 60
    assert wrong == []


def test_no_listing_of_the_api_tells_of_what_stands_behind_a_wall(world: World) -> None:
    place, requests, found = world.here, calls(), addresses()
    secrets = secrets_of(place)
    asking = Asking(world)
    wall_off(place, "supervisor")
    told = []
    for name, call in requests.items():
        if call.given == "none" and found[name].method == "get":
            answer = asking.answer("t:supervisor", found[name], call)
            if answer.status_code == 200 and not answer.streaming:
                text = answer.content.decode()
                told += [name for secret in secrets if secret in text]
    assert told == []


def test_every_object_is_said_to_belong_to_a_client_or_not() -> None:
    assert OF_NO_CLIENT - OBJECTS.keys() == set()
