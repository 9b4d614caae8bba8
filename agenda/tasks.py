"""Ask those who took a case on once a month, and look after them: often, and harmless."""

import logging
from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agenda import hooks
from agenda.actions import ask_status, end_silence, note_silence
from agenda.actions.moved import MOVED
from agenda.actions.status import STATUS
from agenda.models import AppointmentMove, StatusAsk
from agenda.queries.appointments import still_concerns
from agenda.queries.silence import heard_again, newly_silent
from agenda.queries.status import status_by_token, to_ask
from agenda.rules.status import month_of
from clinic.access.actor import acting_in
from clinic.notices.mail import Letter, neutral_letter
from clinic.notices.models import OutboxItem
from clinic.notices.outbox import mails
from clinic.tenancy.commits import Together
from clinic.tenancy.current import current_clinic, today
from clinic.tenancy.models import Clinic

log = logging.getLogger(__name__)
SILENCE = "silence"


@shared_task(name="agenda.find_silences")
def find_silences() -> None:
    """Look into every clinic; who is in the queue is not put there twice."""
    with transaction.atomic():
        clinics = list(Clinic.objects.values_list("pk", flat=True))
    for clinic_id in clinics:
        try:
            ask_everybody(clinic_id)
            look_into(clinic_id)
        except Exception as error:  # one clinic's trouble must not silence the others
            log.error("Clinic %s was not looked into: %s", clinic_id, type(error).__name__)


def look_into(clinic_id: UUID) -> int:
    """Bring the queue of a clinic up to now; return how many are new."""
    new = 0
    with acting_in(clinic_id, SILENCE) as actor:
        for silence in heard_again():
            end_silence(actor, silence=silence)
        for assignment, heard_at, reason in list(newly_silent()):
            note_silence(actor, assignment=assignment, heard_at=heard_at, reason=reason)
            new += 1
    return new


def ask_everybody(clinic_id: UUID) -> int:
    """Ask whoever works on an open case and was not asked this month; return how many."""
    asked = 0
    with acting_in(clinic_id, SILENCE) as actor:
        people = list(to_ask())
        times = hooks.awake({seat.pk for seat in people})
        for seat in people:
            ask_status(
                actor, membership=seat, month=month_of(today()), leaves_at=times.get(seat.pk)
            )
            asked += 1
    return asked


def _forget_token(item: OutboxItem, writes: Together) -> None:
    """The link has left; from now on only its hash is known here."""
    writes.update(StatusAsk.objects.filter(pk=item.ref_id), token=None)


@mails(STATUS, sent=_forget_token)
def status_letter(item: OutboxItem) -> Letter | None:
    """Ask the question of the month. Of somebody who left or has no case now nothing is asked."""
    ask = StatusAsk.objects.filter(pk=item.ref_id).first()
    if ask is None or ask.token is None:
        return None
    ask = status_by_token(ask.token, timezone.now())
    if ask is None:
        return None
    url = settings.ALCOVE_BASE_URL + reverse("status:open", args=[ask.token])
    with translation.override(ask.membership.user.language or current_clinic().language):
        return Letter(
            to=ask.membership.user.email,
            subject=_("One question in Alcove"),
            body="\n\n".join([_("There is one question for you, answered with one click:"), url])
            + "\n",
        )


@mails(MOVED)
def moved_letter(item: OutboxItem) -> Letter | None:
    """Say that something waits; nothing to who does not go along or left the case meanwhile."""
    rows = AppointmentMove.objects.select_related("appointment__case")
    move = rows.filter(pk=item.ref_id).first()
    if move is None or item.recipient is None:
        return None
    if not still_concerns(move.appointment, item.recipient):
        return None
    return neutral_letter(item.recipient)
