"""The queue of fallen clearances: who waits longest, for which kind of change, and nothing else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clients import actions, queries
from clients.models import Client
from clinic.access.actor import Actor
from clinic.tenancy.current import bind
from tests.builders import calling_as, make_member
from tests.clients.conftest import desk_of, known_client
from tests.clients.test_clearances import standing
from tests.clients.test_conflict_check import add, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def fallen(coordinator: Actor) -> list[Client]:
    """Two clients whose clearance fell, the first one longer ago."""
    one, two = standing(coordinator, "Viktor Musterfall"), standing(coordinator, "Selam Beispiel")
    here = known_client(coordinator, "Anna Nebenan")
    add(coordinator, here, "exploiter", "Selam Beispiel")
    add(coordinator, here, "exploiter", "Wiktor Musterfal")
    long_ago = timezone.now() - timedelta(days=3)
    Client.objects.filter(pk=one.pk).update(fell_at=long_ago)
    return [fresh(one), fresh(two)]


def test_the_longest_waiting_stands_first_with_the_kind_of_change(
    coordinator: Actor, fallen: list[Client]
) -> None:
    standing(coordinator, "Ganz Anders")
    lines = queries.rechecks(coordinator).rows
    assert [line.client.pk for line in lines] == [client.pk for client in fallen]
    assert [line.codes for line in lines] == [("other",), ("other",)]
    assert not any(line.checked for line in lines)


def test_the_page_leads_to_the_check_and_names_nobody(
    coordinator: Actor, fallen: list[Client]
) -> None:
    desk = desk_of(coordinator)
    page = desk.get("conflicts/").content.decode()
    assert page.index(fallen[0].code_name) < page.index(fallen[1].code_name)
    assert "A like name or number came up in another record" in page
    here = Client.objects.exclude(pk__in=[client.pk for client in fallen]).get()
    for word in ("usterfal", "Beispiel", "Nebenan", here.code_name, "xploit"):
        assert word not in page
    answer = desk.post(f"clients/{fallen[0].pk}/conflict/check/", follow=True)
    assert "Record the decision" in answer.content.decode()
    assert queries.rechecks(coordinator).rows[0].checked
    assert desk.get("intake/").content.decode().count("2 conflict checks to run again") == 1


def test_a_decision_takes_a_client_from_the_queue(coordinator: Actor, fallen: list[Client]) -> None:
    check = actions.run_conflict_check(coordinator, client=fallen[0])
    actions.decide_conflict(coordinator, check=check, decision="clear", reason="A namesake.")
    assert [line.client.pk for line in queries.rechecks(coordinator).rows] == [fallen[1].pk]
    assert queries.how_many_fell(coordinator) == 1


def test_only_who_decides_sees_the_queue_and_only_of_their_clinic(
    coordinator: Actor, supervisor: Actor, stranger: Actor, fallen: list[Client]
) -> None:
    assert desk_of(supervisor).get("conflicts/").status_code == 403
    with bind(stranger.clinic):
        assert queries.rechecks(stranger).rows == []
    attorney = make_member(coordinator.clinic, "attorney")
    assert desk_of(attorney).get("conflicts/").status_code == 403


def test_programs_read_the_queue(coordinator: Actor, fallen: list[Client]) -> None:
    items = calling_as(coordinator).read("conflict-checks")["items"]
    assert [item["client"] for item in items] == [str(client.pk) for client in fallen]
    assert items[0]["causes"] == ["other"]
    assert items[0]["is_checked"] is False


def test_the_queue_asks_no_more_however_long_it_is(
    coordinator: Actor, fallen: list[Client]
) -> None:
    with CaptureQueriesContext(connection) as two:
        queries.rechecks(coordinator)
    standing(coordinator, "Bilan Muster")
    add(coordinator, known_client(coordinator, "Noch Jemand"), "witness", "Bilan Muster")
    with CaptureQueriesContext(connection) as three:
        assert len(queries.rechecks(coordinator).rows) == 3
    assert len(two) == len(three)
