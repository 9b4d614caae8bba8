"""The pages where somebody is kept out of a client's matter, and let in again."""

import pytest

from clients.models import Wall
from clinic.access.actor import Actor
from tests.builders import make_member, seat_of
from tests.clients.conftest import desk_of, known_client

pytestmark = pytest.mark.django_db


def test_a_coordinator_keeps_somebody_out_and_a_supervisor_lets_them_in(
    coordinator: Actor, supervisor: Actor, attorney: Actor
) -> None:
    client = known_client(coordinator, "Bilan Muster")
    desk, address = desk_of(coordinator), f"clients/{client.pk}/walls/"
    assert "Nobody is kept out." in desk.get(address).content.decode()
    assert desk.post(address, {"person": str(seat_of(attorney).pk)}).status_code == 422
    said = {"person": str(seat_of(attorney).pk), "reason": "Their firm is named."}
    page = desk.post(address, said, follow=True).content.decode()
    assert "Their firm is named." in page
    wall = Wall.objects.get(client=client)
    down = f"walls/{wall.pk}/lower/"
    assert desk.post(down, {"reason": "The firm left."}).status_code == 409
    other = desk_of(supervisor)
    assert "The firm" not in other.get(down).content.decode().replace("Their firm", "")
    page = other.post(down, {"reason": "The firm left."}, follow=True).content.decode()
    assert "Taken down" in page
    wall.refresh_from_db()
    assert wall.lowered_at is not None


def test_whoever_keeps_themselves_out_is_led_away_from_it(
    coordinator: Actor, supervisor: Actor
) -> None:
    make_member(coordinator.clinic, "coordinator", name="Stays reachable")
    client = known_client(coordinator, "Bilan Muster")
    desk = desk_of(supervisor)
    said = {"person": str(seat_of(supervisor).pk), "reason": "A cousin of mine."}
    answer = desk.post(f"clients/{client.pk}/walls/", said)
    assert (answer.status_code, answer["Location"]) == (302, "/harbor/")
    assert desk.get(f"clients/{client.pk}/walls/").status_code == 404
