"""Sealing, by a worker, every few seconds."""

import logging
from uuid import UUID

from celery import shared_task
from django.db import transaction

from clinic.audit.sealing import MOST, seal_batch
from clinic.tenancy.current import bound_to
from clinic.tenancy.models import Clinic

log = logging.getLogger(__name__)


@shared_task(name="audit.seal_all")
def seal_all() -> None:
    with transaction.atomic():
        clinics = list(Clinic.objects.values_list("pk", flat=True))
    failed = 0
    for clinic_id in clinics:
        try:
            seal_clinic(clinic_id)
        except Exception as error:  # one clinic's trouble must not leave the others unsealed
            failed += 1
            log.error("Audit of clinic %s not sealed: %s.", clinic_id, type(error).__name__)
    if failed:
        raise RuntimeError(f"The audit of {failed} clinics could not be sealed.")


def seal_clinic(clinic_id: UUID) -> int:
    """Seal all that waits in one clinic; return how many entries."""
    sealed = 0
    while True:
        with bound_to(clinic_id):
            batch = seal_batch()
        sealed += batch.count if batch else 0
        if batch is None or batch.count < MOST:
            return sealed
