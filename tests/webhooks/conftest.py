"""A clinic that tells a real receiver, and workers' turns without waiting for the hour."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from clinic.access.actor import Actor
from clinic.notices.delivery import deliver
from clinic.notices.models import OutboxItem
from clinic.tenancy.current import bind, bound_to
from clinic.tenancy.models import Clinic
from clinic.webhooks import actions
from clinic.webhooks.models import WebhookDelivery, WebhookEndpoint
from tests.builders import make_clinic, make_member
from tests.webhooks.receiver import Receiver, serving

EVENTS = ["case.opened", "case.assigned", "case.closed"]


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.ALCOVE_WEBHOOK_PRIVATE_HOSTS = ["127.0.0.1"]
    made = Receiver()
    server = serving(made)
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def harbor(db: None) -> Clinic:
    return make_clinic("harbor")


@pytest.fixture
def administrator(harbor: Clinic) -> Actor:
    return make_member(harbor, "administrator")


@pytest.fixture
def coordinator(harbor: Clinic) -> Actor:
    return make_member(harbor, "coordinator")


@pytest.fixture
def endpoint(administrator: Actor, receiver: Receiver) -> WebhookEndpoint:
    with bind(administrator.clinic):
        return actions.add_endpoint(administrator, name="Calendar", url=receiver.url, events=EVENTS)


def work(clinic: Clinic) -> None:
    """Do what waits, as a worker would whose hour has come."""
    with bind(clinic):
        now = timezone.now()
        items = OutboxItem.objects.filter(kind=actions.DELIVER, done_at=None, failed_at=None)
        items.update(not_before=now, leased_until=now - timedelta(seconds=1))
        WebhookEndpoint.objects.update(resting_until=None)
        ids = list(items.values_list("pk", flat=True))
    for item_id in ids:
        deliver(clinic.pk, item_id)


def log_of(clinic: Clinic) -> list[WebhookDelivery]:
    with bind(clinic):
        return list(WebhookDelivery.objects.select_related("endpoint").order_by("pk"))


def only(clinic: Clinic) -> WebhookDelivery:
    (delivery,) = log_of(clinic)
    return delivery


def seen(endpoint: WebhookEndpoint) -> WebhookEndpoint:
    with bound_to(endpoint.clinic_pk):
        return WebhookEndpoint.objects.get(pk=endpoint.pk)


def send_test_to(actor: Actor, endpoint: WebhookEndpoint) -> WebhookDelivery:
    with bind(actor.clinic):
        return actions.send_test(actor, endpoint=endpoint)
