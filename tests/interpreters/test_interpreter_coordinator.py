"""The interpreter coordinator: roster and bookings, and of a client the code name alone."""

import pytest
from django.urls import reverse
from zeal import zeal_ignore

from clients.actions import add_party, raise_wall
from clients.models import Client
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, Refused
from clinic.access.roles import ROLES
from clinic.tenancy.models import new_id
from interpreters.actions import add_exclusion, cancel_booking, record_wishes
from interpreters.models import Booking, Interpreter
from interpreters.queries import candidates, need_of_booking, open_bookings
from interpreters.rules.candidates import OF_THE_MATTER
from tests.builders import browsing_as, calling_as, make_member, seat_of
from tests.everywhere.world_interpreters import ask_for, offer_to
from tests.interpreters.steps import NAME

NOTE = "She is afraid of her uncle."
FINE = {
    "desk.today", "profile.own", "profile.edit", "resource.view", "interpreter.view",
    "interpreter.edit", "interpreter.book", "booking.view", "booking.reach_all",
}  # fmt: skip


@pytest.fixture
def languages(coordinator: Actor) -> Actor:
    return make_member(coordinator.clinic, "language_coordinator", name="Lena Sprachen")


@pytest.fixture
def booking(coordinator: Actor, client: Client) -> Booking:
    return ask_for(coordinator, client, note=NOTE)


def shown(actor: Actor, route: str, *args: object, status: int = 200) -> str:
    with zeal_ignore():
        answer = browsing_as(actor).get(reverse(route, args=[actor.clinic.slug, *args]))
    assert answer.status_code == status, route
    return answer.content.decode()


def test_she_holds_the_roster_and_the_bookings_and_nothing_else() -> None:
    assert ROLES["language_coordinator"] == FINE


def test_she_sees_time_language_place_who_asks_and_a_code_name(
    languages: Actor, coordinator: Actor, client: Client, booking: Booking, interpreter: Interpreter
) -> None:
    assert [row.pk for row in open_bookings(languages)] == [booking.pk]
    pages = [
        shown(languages, "interpreters:bookings"),
        shown(languages, "interpreters:booking", booking.pk),
        shown(languages, "interpreters:offer", booking.pk, interpreter.pk),
    ]
    for text in pages:
        assert NAME not in text
        assert NOTE not in text
        assert reverse("clients:client", args=[languages.clinic.slug, client.pk]) not in text
    assert client.code_name in pages[1]
    for told in ("Room 2 of the clinic", "Tigrinya", seat_of(coordinator).user.name):
        assert told in pages[1]
    assert NOTE in shown(coordinator, "interpreters:booking", booking.pk)
    row = calling_as(languages).read(f"bookings/{booking.pk}")
    assert (row["code_name"], row["note"]) == (client.code_name, "")


def test_she_books_and_the_trail_says_who_did(
    languages: Actor, booking: Booking, interpreter: Interpreter
) -> None:
    with zeal_ignore():
        offer = offer_to(languages, booking, interpreter)
    assert offer.sent_by == seat_of(languages)
    assert Booking.objects.get(pk=booking.pk).status == "offered"


def test_she_begins_at_the_bookings_and_has_a_way_to_them(languages: Actor) -> None:
    answer = browsing_as(languages).get(reverse("people:home"))
    assert answer.headers["Location"].endswith("/interpreters/bookings/")
    text = shown(languages, "interpreters:bookings")
    assert reverse("cases:list", args=[languages.clinic.slug]) not in text


@pytest.mark.parametrize(
    "route",
    ["interpreters:client_bookings", "interpreters:ask", "interpreters:wishes", "clients:client"],
)
def test_a_clients_own_pages_are_not_there(languages: Actor, client: Client, route: str) -> None:
    shown(languages, route, client.pk, status=404)


@pytest.mark.parametrize(
    "route",
    [
        "cases:list", "clients:intakes", "filings:deadlines", "filings:inbox", "agenda:week",
        "desk:calendar", "referrals:partners", "reports:caseload", "staffing:people",
        "records:demands", "office:members", "exchange:exports",
    ],
)  # fmt: skip
def test_no_list_of_the_clinics_work_opens(languages: Actor, route: str) -> None:
    shown(languages, route, status=403)


def test_what_a_matter_says_against_somebody_is_told_as_one_word(
    languages: Actor, coordinator: Actor, client: Client, booking: Booking, interpreter: Interpreter
) -> None:
    with zeal_ignore():
        add_party(coordinator, client=client, kind="exploiter", name="Zewditu Dolmetsch",
                  client_consented=True)  # fmt: skip
        record_wishes(coordinator, client=client, gender="man")
        need = need_of_booking(booking)
        (hers,) = candidates(languages, client, need)
        (theirs,) = candidates(coordinator, client, need)
    assert {one.code for one in theirs.against} & OF_THE_MATTER
    assert [(one.code, one.who) for one in hers.against] == [("not_here", "")]
    assert not hers.may
    with pytest.raises(Blocked) as stop, zeal_ignore():
        offer_to(languages, booking, interpreter, looked="I looked.")
    assert stop.value.code == "not_here"


def test_a_wall_keeps_the_booking_from_her(
    languages: Actor, coordinator: Actor, client: Client, booking: Booking
) -> None:
    with zeal_ignore():
        raise_wall(coordinator, client=client, membership=seat_of(languages), reason="A cousin.")
    assert open_bookings(languages) == []
    shown(languages, "interpreters:booking", booking.pk, status=404)


def test_she_calls_nothing_off_and_names_no_client(
    languages: Actor, client: Client, booking: Booking, interpreter: Interpreter
) -> None:
    with pytest.raises(Refused):
        cancel_booking(languages, booking=booking, reason="not_needed", version=booking.version)
    with pytest.raises(Refused), zeal_ignore():
        add_exclusion(
            languages, form_token=new_id(), interpreter=interpreter, kind="client",
            asked_by="clinic", reason="A cousin.", client=client,
        )  # fmt: skip
