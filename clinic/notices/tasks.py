"""Celery's way into the outbox. Ids in, nothing out."""

from uuid import UUID

from celery import shared_task
from django.conf import settings

from clinic.notices import delivery, outbox, queries, turns


@shared_task(name="notices.drain_outbox")
def drain_outbox() -> None:
    """Find what no worker was told of, or what a dead one left; beat calls this."""
    queries.mark_turn()
    if queries.clinics_with_mail():
        outbox.poke_mail(expires=settings.ALCOVE_DRAIN_SECONDS)
    for clinic_id, item_id in queries.due():
        # The next turn asks again, so a queue that is behind need not keep old questions.
        outbox.poke(clinic_id, item_id, expires=settings.ALCOVE_DRAIN_SECONDS)


@shared_task(name=outbox.DELIVER)
def deliver(clinic_id: str, item_id: str) -> None:
    delivery.deliver(UUID(clinic_id), UUID(item_id))


@shared_task(name=outbox.SEND_MAIL)
def send_mail() -> None:
    turns.send_waiting()
