"""Where and when: a place that tells nobody who she is, and nobody in two rooms at once."""

from datetime import timedelta

import pytest

from clients import actions as clients
from clients.models import Client
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from interpreters.models import Booking, Interpreter
from interpreters.rules.bookings import overlap, tells_of
from interpreters.tasks import called_off_letter
from tests.clients.conftest import known_client
from tests.everywhere.world_interpreters import add_to_roster, ask_for, in_days, offer_to
from tests.interpreters.steps import PHONE, confirmed, item, mailed, now_of, open_link


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (f"Call {PHONE}", "place_tells_number"),
        ("Dial 2025550142 then wait", "place_tells_number"),
        ("Ask for Mrs Musterfrau", "place_tells_name"),
        ("7 Example Lane, at the back", "place_tells_place"),
    ],
)
def test_the_place_never_holds_name_number_or_home(
    coordinator: Actor, client: Client, place: str, code: str
) -> None:
    clients.change_safety(
        coordinator, client=client, version=client.version, real="7 Example Lane\nSpringfield"
    )
    with pytest.raises(Blocked) as stopped:
        ask_for(coordinator, client, place=place)
    assert stopped.value.code == code
    assert not Booking.objects.exists()


def test_a_neutral_place_is_let_through() -> None:
    said = (["Bilan Musterfrau"], [PHONE], ["7 Example Lane, Springfield"])
    assert tells_of("Room 12, second floor, dial 555 0199", *said) == ""
    assert tells_of("The court on Main Street 7", *said) == ""


def test_nobody_is_in_two_rooms_at_once(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    confirmed(coordinator, client, interpreter)
    other = known_client(coordinator, "Oana Andere")
    near = ask_for(coordinator, other, starts_at=in_days(10) + timedelta(minutes=70))
    with pytest.raises(Blocked, match="another meeting"):
        offer_to(coordinator, near, interpreter)
    later = ask_for(coordinator, other, starts_at=in_days(10) + timedelta(hours=3))
    assert offer_to(coordinator, later, interpreter)


def test_meetings_that_touch_leave_no_time_for_the_way() -> None:
    start = in_days(1)
    assert overlap(start, 60, start + timedelta(minutes=74), 30)
    assert not overlap(start, 60, start + timedelta(minutes=75), 30)


def test_a_client_is_not_booked_twice_at_one_time(coordinator: Actor, client: Client) -> None:
    ask_for(coordinator, client)
    with pytest.raises(Blocked, match="at this time already"):
        ask_for(coordinator, client, starts_at=in_days(10) + timedelta(minutes=30))


def test_asking_somebody_else_calls_the_first_one_off(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    booking = ask_for(coordinator, client)
    first = offer_to(coordinator, booking, interpreter)
    token = mailed(first)[1]
    second = add_to_roster(coordinator, "Hanna Zweite")
    offer_to(coordinator, booking, second)
    assert now_of(booking).interpreter_id == second.pk
    assert open_link(token, "yes").status_code == 404
    waiting = item(first, "called_off")
    assert waiting is not None
    assert called_off_letter(waiting) is not None


def test_a_stale_page_asks_nobody(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    booking = ask_for(coordinator, client)
    with pytest.raises(Blocked, match="changed this meanwhile"):
        offer_to(coordinator, booking, interpreter, version=booking.version + 1)
