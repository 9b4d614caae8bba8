"""Mails to interpreters (time, language, way, a code name) and to who waits for an answer."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic.notices.mail import Letter, neutral_letter
from clinic.notices.models import OutboxItem
from clinic.notices.outbox import mails
from clinic.people.models import Membership
from clinic.tenancy.commits import Together
from clinic.tenancy.current import current_clinic
from interpreters.actions.answering import ANSWERED
from interpreters.actions.bookings import CALLED_OFF, REQUEST
from interpreters.models import Booking, Offer
from interpreters.rules import bookings as rules


def _forget_token(item: OutboxItem, writes: Together) -> None:
    """The link has left; from now on only its hash is known here."""
    writes.update(Offer.objects.filter(pk=item.ref_id), token=None)


@mails(REQUEST, sent=_forget_token)
def request_letter(item: OutboxItem) -> Letter | None:
    """Ask somebody to interpret. Called off or answered meanwhile, nothing is mailed."""
    offer = _offer(item)
    if offer is None or offer.token is None or offer.closed_at or not offer.interpreter.email:
        return None
    if offer.booking.starts_at <= timezone.now():
        return None
    url = settings.ALCOVE_BASE_URL + reverse("interpreter:open", args=[offer.token])
    with translation.override(current_clinic().language):
        asks = _("A clinic you work with asks whether you can interpret:")
        answer = _("Say yes or no here, where nobody else sees your screen:")
        return Letter(
            to=offer.interpreter.email,
            subject=_("A request to interpret"),
            body=f"{asks}\n\n{_told(offer.booking)}\n\n{answer}\n\n{url}\n",
            audience="interpreter",
        )


@mails(CALLED_OFF)
def called_off_letter(item: OutboxItem) -> Letter | None:
    """Tell whoever was asked or had confirmed that nothing is needed; without any reason."""
    offer = _any_offer(item)
    if offer is None or not offer.interpreter.email:
        return None
    if offer.booking.client.erased_at is not None:
        told = _when(offer.booking)  # all else went with the client's key
    # Whoever never got the request is not told that it is over.
    elif offer.token is not None:
        return None
    else:
        told = _told(offer.booking)
    with translation.override(current_clinic().language):
        said = _("You are not needed for this any more. There is nothing to do:")
        return Letter(
            to=offer.interpreter.email,
            subject=_("A meeting was called off"),
            body=f"{said}\n\n{told}\n",
            audience="interpreter",
        )


@mails(ANSWERED)
def answered_letter(item: OutboxItem) -> Letter | None:
    """Tell whoever asked that something waits, and nothing else."""
    if item.recipient_id is None:
        return None
    seats = Membership.objects.select_related("user").filter(ended_at=None)
    seat = seats.filter(pk=item.recipient_id).first()
    return neutral_letter(seat) if seat else None


def _offer(item: OutboxItem) -> Offer | None:
    # Of a client who was erased meanwhile nothing can be opened.
    offer = _any_offer(item)
    return offer if offer and offer.booking.client.erased_at is None else None


def _any_offer(item: OutboxItem) -> Offer | None:
    rows = Offer.objects.filter(pk=item.ref_id)
    return rows.select_related("key", "interpreter__key", "booking__client").first()


def _told(booking: Booking) -> str:
    more = [
        (_("Language"), " · ".join(filter(None, (booking.language, booking.dialect)))),
        (_("How"), str(rules.CHANNELS[booking.channel])),
        (_("For"), booking.client.code_name),
    ]
    return "\n".join([_when(booking), *(f"{label}: {said}" for label, said in more)])


def _when(booking: Booking) -> str:
    zone = current_clinic().time_zone
    when = date_format(booking.starts_at.astimezone(ZoneInfo(zone)), "j M Y, H:i", use_l10n=False)
    lines = [
        (_("When"), f"{when} ({zone})"),
        (_("How long"), _("%(minutes)s minutes") % {"minutes": booking.minutes}),
    ]
    return "\n".join(f"{label}: {said}" for label, said in lines)
