"""What several tests do with a booking: mail the request, open the link, say yes."""

import re
from typing import Any

from django.test import Client as Browser
from django.urls import reverse

from clients.models import Client
from clinic.access.actor import Actor
from clinic.notices.models import OutboxItem
from interpreters.models import Booking, Interpreter, Offer
from interpreters.tasks import request_letter
from tests.everywhere.world_interpreters import ask_for, offer_to

NAME = "Bilan Musterfrau"
PHONE = "+1 202 555 0142"
SAFE_PHONE = [
    {"channel": "phone", "state": "safe", "address": PHONE, "details": {"any_time": True}}
]
TOKEN = re.compile(r"/interpreter/([^/\s]+)/")


def now_of(booking: Booking) -> Booking:
    rows = Booking.objects.select_related("key", "client__key", "interpreter")
    return rows.get(pk=booking.pk)


def item(offer: Offer, kind: str) -> OutboxItem | None:
    return OutboxItem.objects.filter(ref_id=offer.pk, kind=f"interpreters.{kind}").first()


def mailed(offer: Offer) -> tuple[str, str]:
    """Return the request's words and its token; the token is forgotten, as when it was sent."""
    waiting = item(offer, "request")
    assert waiting is not None
    letter = request_letter(waiting)
    assert letter is not None
    token = TOKEN.search(letter.body)
    assert token is not None
    Offer.objects.filter(pk=offer.pk).update(token=None)
    return f"{letter.subject}\n{letter.body}", token[1]


def open_link(token: str, answer: str = "") -> Any:
    url = reverse("interpreter:open", args=[token])
    browser = Browser()
    return browser.post(url, {"answer": answer}, follow=True) if answer else browser.get(url)


def confirmed(coordinator: Actor, client: Client, interpreter: Interpreter, **more: Any) -> Any:
    booking = ask_for(coordinator, client, **more)
    offer = offer_to(coordinator, booking, interpreter)
    _words, token = mailed(offer)
    assert open_link(token, "yes").status_code == 200
    return now_of(booking), token
