"""A booking from asking to feedback; what the interpreter learns, and when."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from clients import actions as clients
from clients.models import Client
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, Refused
from clinic.tenancy.current import today
from interpreters import actions, queries
from interpreters.models import Booking, Interpreter, Offer
from interpreters.tasks import answered_letter, called_off_letter, request_letter
from tests.clients.conftest import desk_of
from tests.everywhere.world_interpreters import ask_for, in_days, offer_to
from tests.interpreters.steps import (
    PHONE,
    SAFE_PHONE,
    confirmed,
    item,
    mailed,
    now_of,
    open_link,
)


def test_the_mail_tells_time_language_way_and_a_code_name_alone(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    place = "Room 2, Example House"
    booking = ask_for(coordinator, client, place=place, dialect="Asmara", note="She is afraid.")
    words, token = mailed(offer_to(coordinator, booking, interpreter))
    for told in (client.code_name, "Tigrinya · Asmara", "60 minutes", "In person"):
        assert told in words
    for untold in ("Bilan", "Musterfrau", PHONE, place, "afraid", coordinator.clinic.name):
        assert untold not in words
    assert str(booking.pk) not in words
    assert len(token) >= 43


def test_the_place_is_told_only_after_a_yes_and_the_code_name_stays(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    booking = ask_for(coordinator, client, place="Room 2 of the clinic")
    offer = offer_to(coordinator, booking, interpreter)
    _words, token = mailed(offer)
    before = open_link(token).content.decode()
    assert client.code_name in before
    assert "Room 2" not in before
    after = open_link(token, "yes").content.decode()
    assert "Room 2 of the clinic" in after
    assert client.code_name in after
    for page in (before, after):
        assert "Musterfrau" not in page
        assert str(client.pk) not in page
        assert str(booking.pk) not in page
    assert now_of(booking).status == "confirmed"
    assert item(offer, "answered") is not None


def test_who_asked_is_told_in_neutral_words_that_somebody_answered(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    booking = ask_for(coordinator, client)
    offer = offer_to(coordinator, booking, interpreter)
    open_link(mailed(offer)[1], "no")
    waiting = item(offer, "answered")
    assert waiting is not None
    letter = answered_letter(waiting)
    assert letter is not None
    assert coordinator.user is not None
    assert letter.to == coordinator.user.email
    assert client.code_name not in letter.subject + letter.body


def test_a_no_sets_the_booking_free_and_closes_the_link(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    booking = ask_for(coordinator, client)
    _words, token = mailed(offer_to(coordinator, booking, interpreter))
    assert "knows that you cannot" in open_link(token, "no").content.decode()
    row = now_of(booking)
    assert (row.status, row.interpreter) == ("asked", None)
    assert open_link(token).status_code == 404
    assert open_link(token, "yes").status_code == 404
    (found,) = queries.candidates(coordinator, client, queries.need_of_booking(row))
    assert [one.code for one in found.against] == ["declined_before"]


def test_a_yes_can_be_taken_back_until_the_meeting_begins(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    booking, token = confirmed(coordinator, client, interpreter)
    assert open_link(token, "yes").status_code == 404  # said once
    open_link(token, "no")
    assert now_of(booking).status == "asked"


@pytest.mark.parametrize("link", ["never", "called off", "run out"])
def test_a_link_that_is_not_open_says_the_same_whatever_became_of_it(
    coordinator: Actor, client: Client, interpreter: Interpreter, link: str
) -> None:
    booking = ask_for(coordinator, client)
    offer = offer_to(coordinator, booking, interpreter)
    token = mailed(offer)[1]
    row = now_of(booking)
    if link == "called off":
        actions.cancel_booking(coordinator, booking=row, reason="safety", version=row.version)
    elif link == "run out":
        Offer.objects.filter(pk=offer.pk).update(expires_at=timezone.now())
    answer = open_link("x" * 43 if link == "never" else token)
    assert answer.status_code == 404
    assert "There is nothing to see here any more" in answer.content.decode()


def test_calling_off_tells_the_interpreter_no_reason(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    booking, _token = confirmed(coordinator, client, interpreter)
    offer = Offer.objects.get(booking=booking)
    actions.cancel_booking(coordinator, booking=booking, reason="safety", version=booking.version)
    waiting = item(offer, "called_off")
    assert waiting is not None
    letter = called_off_letter(waiting)
    assert letter is not None
    assert client.code_name in letter.body
    assert "safe" not in letter.body.lower()
    request = item(offer, "request")
    assert request is not None
    assert request_letter(request) is None


def test_nobody_is_asked_without_the_clients_yes_to_this_person(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    booking = ask_for(coordinator, client)
    with pytest.raises(Blocked, match="Ask the client first"):
        offer_to(coordinator, booking, interpreter, consented=False)
    with pytest.raises(Blocked, match="future day"):
        offer_to(coordinator, booking, interpreter, consent_on=today() + timedelta(days=1))
    assert not Offer.objects.exists()
    page = desk_of(coordinator).post(
        f"bookings/{booking.pk}/ask/{interpreter.pk}/",
        {"version": booking.version, "consent_how": "said", "consent_on": today()},
    )
    assert page.status_code == 422


def test_a_call_is_booked_only_at_a_time_the_client_calls_safe(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    hours = {"days": [in_days(10).weekday()], "start": "01:00", "end": "01:30"}
    rule = {"channel": "phone", "state": "safe", "address": PHONE, "details": hours}
    clients.change_contact(coordinator, client=client, rules=[rule])
    booking = ask_for(coordinator, client, channel="phone")
    with pytest.raises(Blocked, match="outside the hours") as stopped:
        offer_to(coordinator, booking, interpreter)
    assert stopped.value.code == "contact_not_safe"
    clients.change_contact(coordinator, client=client, rules=SAFE_PHONE)
    assert offer_to(coordinator, booking, interpreter)


def test_what_is_no_longer_safe_is_not_told_behind_the_link(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    _booking, token = confirmed(
        coordinator, client, interpreter, channel="phone", place="Dial 555-0199, room 4"
    )
    assert "Dial 555-0199" in open_link(token).content.decode()
    rule = {"channel": "phone", "state": "unsafe"}
    clients.change_contact(coordinator, client=client, rules=[rule])
    page = open_link(token).content.decode()
    assert "Dial 555-0199" not in page
    assert "Wait until the clinic writes to you." in page


def test_a_yes_counts_no_more_when_something_firm_came_between(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    booking = ask_for(coordinator, client)
    token = mailed(offer_to(coordinator, booking, interpreter))[1]
    actions.record_wishes(coordinator, client=client, gender="man")
    page = open_link(token, "yes")
    assert page.status_code == 404
    assert "Something has changed" in page.content.decode()
    assert "man" not in re.findall(r"<main.*</main>", page.content.decode(), re.S)[0].split()
    assert now_of(booking).status == "offered"


def test_done_only_once_it_has_begun_then_feedback_which_others_do_not_read(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    booking, token = confirmed(coordinator, client, interpreter)
    with pytest.raises(Blocked, match="has begun"):
        actions.finish_booking(coordinator, booking=booking, version=booking.version)
    with pytest.raises(Blocked, match="took place"):
        actions.give_feedback(coordinator, booking=booking, quality="good", again="yes")
    Booking.objects.filter(pk=booking.pk).update(starts_at=timezone.now())
    desk = desk_of(coordinator)
    done = desk.post(f"bookings/{booking.pk}/done/", {"version": booking.version})
    assert done.status_code == 302
    assert open_link(token).status_code == 404
    form = {"quality": "poor", "again": "no", "note": "Added words of her own."}
    assert desk.post(f"bookings/{booking.pk}/feedback/", form).status_code == 302
    assert "Added words" in desk.get(f"bookings/{booking.pk}/").content.decode()
    assert (
        "Would not be asked again: 1"
        in desk.get(f"interpreters/{interpreter.pk}/").content.decode()
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM interpreters_feedback AS t")
        (stored,) = cursor.fetchone()
    assert b"Added words".hex() not in stored


def test_an_advocate_without_the_case_neither_asks_nor_sees(
    coordinator: Actor, advocate: Actor, client: Client
) -> None:
    booking = ask_for(coordinator, client)
    desk = desk_of(advocate)
    assert desk.get(f"bookings/{booking.pk}/").status_code == 404
    assert desk.get(f"clients/{client.pk}/interpreters/").status_code == 404
    assert desk.get("interpreters/bookings/").status_code == 403
    with pytest.raises(Refused):
        ask_for(advocate, client)


def test_the_link_opens_no_act_but_its_own(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    link = Actor.system(coordinator.clinic, "interpreter_link")
    booking = ask_for(coordinator, client)
    with pytest.raises(Refused):
        actions.cancel_booking(link, booking=booking, reason="moved", version=booking.version)
    with pytest.raises(Refused):
        offer_to(link, booking, interpreter)
    offer = offer_to(coordinator, booking, interpreter)
    with pytest.raises(Refused):
        actions.answer_offer(coordinator, offer=offer, confirmed=True)


def test_coordinators_see_what_is_open_the_nearest_first(
    coordinator: Actor, client: Client
) -> None:
    later = ask_for(coordinator, client, starts_at=in_days(9))
    sooner = ask_for(coordinator, client, starts_at=in_days(1))
    lines = desk_of(coordinator).get("interpreters/bookings/").context["lines"]
    assert [line.booking.pk for line in lines] == [sooner.pk, later.pk]
    assert [line.hint for line in lines] == ["near", ""]


def test_language_and_place_lie_sealed(coordinator: Actor, client: Client) -> None:
    ask_for(coordinator, client, place="Room 2 of the clinic", note="Quietly.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM interpreters_booking AS t")
        (row,) = cursor.fetchone()
    for word in ("Tigrinya", "Room 2", "Quietly"):
        assert word not in row
        assert word.encode().hex() not in row
