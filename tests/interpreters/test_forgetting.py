"""Somebody who left is forgotten for good, and nothing of her is left anywhere."""

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from clients.actions import decline_intake
from clients.models import Client, ClinicName, Intake
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from interpreters import actions, hooks, queries
from interpreters.models import Booking, Interpreter, Offer
from interpreters.tasks import called_off_letter, request_letter
from records.actions import place_hold, shred_client
from tests.builders import make_member
from tests.clients.conftest import desk_of, known_client
from tests.everywhere.world_interpreters import add_to_roster, ask_for, in_days, offer_to
from tests.interpreters.conftest import again
from tests.interpreters.steps import item, mailed, open_link

NAME = "Bilan Musterfrau"


@pytest.fixture
def client(coordinator: Actor) -> Client:
    return known_client(coordinator, NAME)


def called_off(coordinator: Actor, client: Client, interpreter: Interpreter) -> Booking:
    booking = ask_for(coordinator, client)
    offer_to(coordinator, booking, interpreter)
    booking = Booking.objects.select_related("key", "client__key").get(pk=booking.pk)
    return actions.cancel_booking(
        coordinator, booking=booking, reason="moved", version=booking.version
    )


def test_she_is_forgotten_with_her_paper_and_her_name_among_the_checks(
    coordinator: Actor,
    client: Client,
    interpreter: Interpreter,
    django_capture_on_commit_callbacks: object,
) -> None:
    booking = called_off(coordinator, client, interpreter)
    assert ClinicName.objects.filter(ref=interpreter.pk, removed_at=None).exists()
    scan = again(interpreter).undertaking_scan
    assert scan is not None
    assert default_storage.exists(scan.storage_name)
    row = actions.retire_interpreter(coordinator, interpreter=interpreter)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        actions.forget_interpreter(coordinator, interpreter=row)
    left = again(interpreter)
    assert (left.name, left.languages, left.email, left.undertaking_until) == (None,) * 4
    assert left.key.shredded_at is not None
    assert not default_storage.exists(scan.storage_name)
    assert [name.name for name in ClinicName.objects.filter(ref=interpreter.pk)] == [None]
    assert queries.roster(coordinator, retired=True) == []
    page = desk_of(coordinator).get(f"bookings/{booking.pk}/")
    assert "No longer kept" in page.content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM interpreters_interpreter AS t")
        (text,) = cursor.fetchone()
    assert "paper" not in text


def test_nobody_is_forgotten_who_is_on_the_roster_or_booked(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    with pytest.raises(Blocked, match="off the roster first"):
        actions.forget_interpreter(coordinator, interpreter=interpreter)
    offer_to(coordinator, ask_for(coordinator, client), interpreter)
    row = actions.retire_interpreter(coordinator, interpreter=again(interpreter))
    with pytest.raises(Blocked, match="Call that off first"):
        actions.forget_interpreter(coordinator, interpreter=row)
    assert again(interpreter).name


def test_a_hold_on_a_client_keeps_who_was_asked_for_her(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    assert hooks.holds
    called_off(coordinator, client, interpreter)
    place_hold(coordinator, client=client, reason="A subpoena is announced.")
    row = actions.retire_interpreter(coordinator, interpreter=again(interpreter))
    with pytest.raises(Blocked, match="legal hold"):
        actions.forget_interpreter(coordinator, interpreter=row)
    assert again(interpreter).name


def erased(coordinator: Actor, client: Client) -> None:
    supervisor = make_member(coordinator.clinic, "supervisor")
    intake = Intake.objects.select_related("key", "client__key").get(client=client)
    decline_intake(coordinator, intake=intake, reason="client_chose")
    shred_client(supervisor, client=Client.objects.get(pk=client.pk), reason="erasure")


def test_an_erased_clients_bookings_open_nothing_any_more(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    booking = ask_for(coordinator, client)
    offer_to(coordinator, booking, interpreter)
    actions.record_wishes(coordinator, client=client, gender="woman")
    erased(coordinator, client)
    assert Booking.objects.get(pk=booking.pk).status == "cancelled"
    assert not Offer.objects.filter(closed_at=None).exists()
    assert queries.open_bookings(coordinator) == []
    assert desk_of(coordinator).get(f"bookings/{booking.pk}/").status_code == 404
    assert desk_of(coordinator).get(f"interpreters/{interpreter.pk}/").status_code == 200


@pytest.mark.parametrize("answer", ["", "yes", "no"])
def test_whoever_was_asked_for_an_erased_client_is_told_of_the_time_alone(
    coordinator: Actor, client: Client, interpreter: Interpreter, answer: str
) -> None:
    booking = ask_for(coordinator, client, place="Room 2, Example House", dialect="Asmara")
    offer = offer_to(coordinator, booking, interpreter)
    _words, token = mailed(offer)
    if answer:
        assert open_link(token, answer).status_code == 200
    erased(coordinator, client)
    waiting = item(offer, "called_off")
    assert (waiting is None) == (answer == "no")  # who said no expects nothing
    if waiting is None:
        return
    letter = called_off_letter(waiting)
    assert letter is not None
    assert letter.to == again(interpreter).email
    assert "60 minutes" in letter.body
    assert str(booking.starts_at.year) in letter.body
    for untold in (client.code_name, "Tigrinya", "Asmara", "Room", "rased", "Bilan"):
        assert untold not in f"{letter.subject}{letter.body}"


def test_nobody_hears_of_a_request_that_was_never_mailed_or_a_day_that_is_over(
    coordinator: Actor, client: Client, interpreter: Interpreter
) -> None:
    unsent = offer_to(coordinator, ask_for(coordinator, client), interpreter)
    other = add_to_roster(coordinator, "Doris Dolmetsch")
    past = offer_to(coordinator, ask_for(coordinator, client, starts_at=in_days(11)), other)
    mailed(past)
    Booking.objects.filter(pk=past.booking_id).update(starts_at=timezone.now())
    erased(coordinator, client)
    assert item(unsent, "called_off") is None
    assert item(past, "called_off") is None
    request = item(unsent, "request")
    assert request is not None
    assert request_letter(request) is None
