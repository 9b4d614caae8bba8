"""Work of the intake room that nobody waits for at a page."""

import logging

from celery import shared_task
from django.db import transaction

from clients.actions.rows import remake_tokens
from clinic.access.actor import acting_in
from clinic.tenancy.models import Clinic

log = logging.getLogger(__name__)
TOKENS = "names"
AT_ONCE = 200


@shared_task(name="clients.remake_tokens")
def remake_all_tokens() -> None:
    """Make blind tokens anew that an earlier version of the matching made, clinic by clinic.

    Each portion is a transaction of its own, so that a killed worker loses one at most.
    """
    with transaction.atomic():
        clinics = list(Clinic.objects.values_list("pk", flat=True))
    for clinic_id in clinics:
        try:
            more = True
            while more:
                with acting_in(clinic_id, TOKENS):
                    more = remake_tokens(AT_ONCE) > 0
        except Exception as error:  # one clinic's trouble must not keep the others waiting
            log.error("Names of clinic %s were not remade: %s", clinic_id, type(error).__name__)
