"""The hourly sweep, as the worker's role and over all clinics."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from clinic.access.actor import Actor
from clinic.services.roles import WORKER
from clinic.tenancy.current import bind, bound_to
from clinic.webhooks import actions
from clinic.webhooks.models import WebhookDelivery, WebhookEndpoint
from clinic.webhooks.tasks import sweep_all
from tests.builders import make_clinic, make_member
from tests.roles import signed_in

pytestmark = pytest.mark.django_db(transaction=True)


def an_old_message(slug: str) -> Actor:
    with transaction.atomic():
        actor = make_member(make_clinic(slug), "administrator")
    with bind(actor.clinic), transaction.atomic():
        url = "https://calendar.example.org/"
        made = actions.add_endpoint(actor, name="Old", url=url, events=["case.opened"])
        changed = actions.rotate_secret(actor, endpoint=made, version=1)
        changed.old_secrets = [[made.secret, timezone.now().isoformat()]]
        changed.save()
        for age in (31, 1):
            sent = actions.send_test(actor, endpoint=made)
            then = timezone.now() - timedelta(days=age)
            WebhookDelivery.objects.filter(pk=sent.pk).update(occurred_at=then)
    return actor


def test_it_forgets_what_is_old_in_every_clinic_and_keeps_the_rest() -> None:
    cast = [an_old_message("harbor"), an_old_message("lantern")]
    with signed_in(WORKER):
        sweep_all()
    for actor in cast:
        with bound_to(actor.clinic.pk):
            assert WebhookDelivery.objects.count() == 1
            assert WebhookEndpoint.objects.get().old_secrets is None


def test_beat_asks_for_it() -> None:
    tasks = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert sweep_all.name in tasks
