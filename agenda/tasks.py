"""Look after those who took a case on: often, and harmless."""

import logging
from uuid import UUID

from celery import shared_task
from django.db import transaction

from agenda.actions import end_silence, note_silence
from agenda.queries.silence import heard_again, newly_silent
from clinic.access.actor import acting_in
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
            look_into(clinic_id)
        except Exception as error:  # one clinic's trouble must not silence the others
            log.error("Clinic %s was not looked into: %s", clinic_id, type(error).__name__)


def look_into(clinic_id: UUID) -> int:
    """Bring the queue of a clinic up to now; return how many are new."""
    new = 0
    with acting_in(clinic_id, SILENCE) as actor:
        for silence in heard_again():
            end_silence(actor, silence=silence)
        for assignment, heard_at in list(newly_silent()):
            note_silence(actor, assignment=assignment, heard_at=heard_at)
            new += 1
    return new
