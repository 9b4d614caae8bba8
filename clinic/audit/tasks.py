"""Sealing, by a worker, every few seconds."""

from uuid import UUID

from celery import shared_task
from django.db import transaction

from clinic.audit.sealing import MOST, seal_batch
from clinic.tenancy.current import bound_to
from clinic.tenancy.models import Clinic


@shared_task(name="audit.seal_all")
def seal_all() -> None:
    with transaction.atomic():
        clinics = list(Clinic.objects.values_list("pk", flat=True))
    for clinic_id in clinics:
        seal_clinic(clinic_id)


def seal_clinic(clinic_id: UUID) -> int:
    """Seal all that waits in one clinic; return how many entries."""
    sealed = 0
    while True:
        with bound_to(clinic_id):
            batch = seal_batch()
        sealed += batch.count if batch else 0
        if batch is None or batch.count < MOST:
            return sealed
