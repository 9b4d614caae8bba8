"""A real worker, killed with -9 while a receiver is taking its message."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction

from clinic.access.actor import Actor
from clinic.services.postgres import Postgres
from clinic.tenancy.current import bind, bound_to
from clinic.webhooks import actions
from clinic.webhooks.models import WebhookDelivery
from tests.builders import make_clinic, make_member
from tests.notices.workers import Workers, eventually
from tests.webhooks.receiver import Receiver

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("workers")]


@pytest.fixture
def workers(tmp_path: Path, postgres: Postgres, database: str) -> Iterator[Workers]:
    with Workers(tmp_path, postgres, database) as running:
        yield running


def status_of(actor: Actor) -> str:
    with bound_to(actor.clinic.pk):
        return WebhookDelivery.objects.get().status


def hold(until: threading.Event) -> None:
    until.wait(30)


def test_a_message_that_was_on_its_way_arrives_once_more_under_its_id(
    workers: Workers, receiver: Receiver
) -> None:
    with transaction.atomic():
        administrator = make_member(make_clinic("harbor"), "administrator")
    killed = threading.Event()
    receiver.before = lambda: hold(killed)
    with bind(administrator.clinic), transaction.atomic():
        made = actions.add_endpoint(
            administrator, name="Calendar", url=receiver.url, events=["case.opened"]
        )
        actions.send_test(administrator, endpoint=made)
    workers.start(ALCOVE_WEBHOOK_PRIVATE_HOSTS="127.0.0.1")
    eventually(lambda: len(receiver.got) == 1)
    workers.kill_worker()
    killed.set()
    eventually(lambda: status_of(administrator) == WebhookDelivery.DELIVERED)
    assert len(receiver.got) == 2
    assert receiver.got[0].message_id == receiver.got[1].message_id
