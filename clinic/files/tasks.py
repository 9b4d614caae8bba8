"""Sweeping, by a worker, every hour."""

from celery import shared_task
from django.db import transaction

from clinic.files import incoming
from clinic.files.sweeping import sweep_stored, sweepers
from clinic.tenancy.current import bound_to
from clinic.tenancy.models import Clinic


@shared_task(name="files.sweep")
def sweep() -> None:
    incoming.sweep()
    with transaction.atomic():
        clinics = list(Clinic.objects.values_list("pk", flat=True))
    for clinic_id in clinics:
        with bound_to(clinic_id):
            for clear in sweepers:
                clear()
            sweep_stored()
