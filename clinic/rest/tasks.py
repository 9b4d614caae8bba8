"""Sweeping, by a worker, every hour."""

from celery import shared_task
from django.db import transaction

from clinic.rest import once
from clinic.tenancy.current import bound_to
from clinic.tenancy.models import Clinic


@shared_task(name="rest.sweep")
def sweep() -> None:
    with transaction.atomic():
        clinics = list(Clinic.objects.values_list("pk", flat=True))
    for clinic_id in clinics:
        with bound_to(clinic_id):
            once.sweep()
