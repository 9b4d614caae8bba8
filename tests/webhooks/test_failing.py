"""A receiver that asks for time, is gone, or has not answered for days."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clinic.access.actor import Actor
from clinic.notices import delivery
from clinic.notices.models import OutboxItem
from clinic.tenancy.current import bind
from clinic.webhooks import actions
from clinic.webhooks.models import WebhookEndpoint
from clinic.webhooks.rules.messages import FAILING_FOR, LONGEST_ASKED, WAITS
from tests.builders import make_case
from tests.webhooks.conftest import only, seen, work
from tests.webhooks.receiver import Receiver

pytestmark = pytest.mark.django_db


def test_a_receiver_that_asks_for_time_gets_it_up_to_an_hour(
    coordinator: Actor, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.answers(429, retry_after="86400")
    with bind(coordinator.clinic):
        make_case(coordinator)
    work(coordinator.clinic)
    asked_at = timezone.now()
    with bind(coordinator.clinic):
        item = OutboxItem.objects.get(kind=actions.DELIVER)
    rest = seen(endpoint).resting_until
    assert rest is not None
    for moment in (item.not_before, rest):
        assert LONGEST_ASKED / 2 < moment - asked_at <= LONGEST_ASKED


def test_while_a_receiver_rests_no_other_message_is_tried_and_none_counts(
    coordinator: Actor, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    with bind(coordinator.clinic):
        make_case(coordinator)
        rest = timezone.now() + timedelta(minutes=1)
        WebhookEndpoint.objects.update(resting_until=rest)
        item = OutboxItem.objects.get(kind=actions.DELIVER)
    delivery.deliver(item.clinic_pk, item.pk)
    with bind(coordinator.clinic):
        item = OutboxItem.objects.get(pk=item.pk)
    assert receiver.got == []
    assert (item.attempts, item.not_before >= rest) == (0, True)
    assert only(coordinator.clinic).attempts == 0


def test_a_receiver_that_says_it_is_gone_is_switched_off_at_once(
    coordinator: Actor, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.answers(410)
    with bind(coordinator.clinic):
        make_case(coordinator)
    work(coordinator.clinic)
    stopped = seen(endpoint)
    assert (stopped.is_active, stopped.stopped_for) == (False, "gone")
    with bind(coordinator.clinic):
        make_case(coordinator)
    work(coordinator.clinic)
    assert len(receiver.got) == 1


def fail_for_good(coordinator: Actor, receiver: Receiver) -> None:
    receiver.answers(*[500] * (len(WAITS) + 1))
    with bind(coordinator.clinic):
        make_case(coordinator)
    for _attempt in range(len(WAITS) + 1):
        work(coordinator.clinic)


def test_where_nothing_arrived_for_five_days_is_switched_off(
    coordinator: Actor, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    fail_for_good(coordinator, receiver)
    assert seen(endpoint).is_active
    with bind(coordinator.clinic):
        WebhookEndpoint.objects.update(failing_since=timezone.now() - FAILING_FOR)
    fail_for_good(coordinator, receiver)
    stopped = seen(endpoint)
    assert (stopped.is_active, stopped.stopped_for) == (False, "failing")


def test_one_message_that_arrives_makes_good(
    coordinator: Actor, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    fail_for_good(coordinator, receiver)
    assert seen(endpoint).failing_since is not None
    with bind(coordinator.clinic):
        make_case(coordinator)
    work(coordinator.clinic)
    assert seen(endpoint).failing_since is None
