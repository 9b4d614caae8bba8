"""Into the outbox once, out of it at least once, and never in silence."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone

from clinic.access.actor import Actor
from clinic.notices import outbox
from clinic.notices.delivery import MOST_ATTEMPTS, MOST_SENDS, LeaseLost, claim, deliver, finishing
from clinic.notices.kinds import UnknownKind
from clinic.notices.mail import Letter, NotSafeToReach
from clinic.notices.models import OutboxItem
from clinic.notices.outbox import enqueue
from clinic.people.models import Membership
from clinic.tenancy.current import bind, bound_to
from clinic.tenancy.models import Clinic
from tests.builders import make_clinic, make_member, seat_of
from tests.notices.probe import tasks as probe

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbor() -> Clinic:
    return make_clinic("harbor")


@pytest.fixture
def attorney(harbor: Clinic) -> Actor:
    return make_member(harbor, "attorney")


def put(actor: Actor, kind: str = "probe.mail", key: str = "k", **more: Any) -> OutboxItem:
    with bind(actor.clinic):
        return enqueue(kind, ref_id=uuid4(), key=key, recipient_id=actor.membership_id, **more)


def seen(item: OutboxItem) -> OutboxItem:
    with bound_to(item.clinic_pk):
        return OutboxItem.objects.get(pk=item.pk)


def change(item: OutboxItem, **values: Any) -> None:
    with bound_to(item.clinic_pk):
        OutboxItem.objects.filter(pk=item.pk).update(**values)


def test_the_same_key_is_the_same_item(attorney: Actor) -> None:
    assert put(attorney, key="once").pk == put(attorney, key="once").pk


def test_two_clinics_may_use_the_same_key(attorney: Actor) -> None:
    other = make_member(make_clinic("lantern"), "attorney")
    assert put(attorney, key="once").pk != put(other, key="once").pk


def test_a_kind_nobody_registered_is_refused_at_once(attorney: Actor) -> None:
    with pytest.raises(UnknownKind):
        put(attorney, kind="probe.unheard_of")


def test_a_mail_says_nothing_but_that_there_is_an_item(attorney: Actor) -> None:
    item = put(attorney)
    deliver(item.clinic_pk, item.pk)
    (message,) = mail.outbox
    assert attorney.user is not None
    assert message.to == [attorney.user.email]
    assert message.subject == "You have an item in Alcove"
    assert message.body == (
        f"You have an item in Alcove. Sign in to see it:\n\n{settings.ALCOVE_BASE_URL}/\n"
    )
    assert seen(item).done_at is not None


def test_a_done_item_is_not_sent_again(attorney: Actor) -> None:
    item = put(attorney)
    for _ in range(3):
        deliver(item.clinic_pk, item.pk)
    assert len(mail.outbox) == 1


def test_an_item_waits_for_its_hour(attorney: Actor) -> None:
    item = put(attorney, not_before=timezone.now() + timedelta(hours=1))
    deliver(item.clinic_pk, item.pk)
    assert mail.outbox == []


def test_a_leased_item_is_left_alone_until_the_lease_runs_out(attorney: Actor) -> None:
    item = put(attorney)
    assert claim(item.clinic_pk, item.pk) is not None
    assert claim(item.clinic_pk, item.pk) is None
    change(item, leased_until=timezone.now() - timedelta(seconds=1))
    assert claim(item.clinic_pk, item.pk) is not None


def test_a_worker_that_lost_its_lease_cannot_mark_the_item_done(attorney: Actor) -> None:
    item = put(attorney)
    slow = claim(item.clinic_pk, item.pk)
    change(item, leased_until=timezone.now() - timedelta(seconds=1))
    claim(item.clinic_pk, item.pk)
    assert slow is not None
    with pytest.raises(LeaseLost), finishing(slow):
        pytest.fail("It must not get here.")


def test_a_second_send_carries_the_same_message_id(attorney: Actor) -> None:
    item = put(attorney)
    deliver(item.clinic_pk, item.pk)
    change(item, done_at=None)  # as if the worker had died before it could say so
    deliver(item.clinic_pk, item.pk)
    first, second = (message.extra_headers["Message-ID"] for message in mail.outbox)
    assert first == second


def test_sends_in_doubt_have_an_end_and_it_is_shown(attorney: Actor) -> None:
    item = put(attorney)
    change(item, sends=MOST_SENDS)  # as many workers died while sending
    probe.failed.clear()
    deliver(item.clinic_pk, item.pk)
    assert mail.outbox == []
    assert seen(item).failure == "maybe_sent"
    assert probe.failed == ["maybe_sent"]


def test_work_that_fails_takes_its_changes_back_and_is_tried_again(attorney: Actor) -> None:
    with bind(attorney.clinic):
        assert isinstance(attorney.membership_id, UUID)
        item = enqueue("probe.rename", ref_id=attorney.membership_id, key="rename")
    deliver(item.clinic_pk, item.pk)
    with bind(attorney.clinic):
        assert Membership.objects.get(pk=attorney.membership_id).roles == ["attorney"]
    after = seen(item)
    assert (after.attempts, after.lease, after.failure) == (1, None, "ValueError")
    assert after.not_before > timezone.now()


def test_after_the_last_attempt_the_item_is_failed_and_shown(attorney: Actor) -> None:
    with bind(attorney.clinic):
        assert isinstance(attorney.membership_id, UUID)
        item = enqueue("probe.rename", ref_id=attorney.membership_id, key="rename")
    change(item, attempts=MOST_ATTEMPTS - 1)
    deliver(item.clinic_pk, item.pk)
    assert seen(item).failed_at is not None


def test_hopeless_work_is_not_tried_again(attorney: Actor) -> None:
    item = put(attorney, kind="probe.hopeless")
    probe.failed.clear()
    deliver(item.clinic_pk, item.pk)
    assert seen(item).failed_at is not None
    assert probe.failed == ["no_such_thing"]


def test_who_left_the_clinic_gets_no_mail(attorney: Actor) -> None:
    item = put(attorney)
    with bind(attorney.clinic):
        Membership.objects.filter(pk=seat_of(attorney).pk).update(ended_at=timezone.now())
    deliver(item.clinic_pk, item.pk)
    assert mail.outbox == []
    assert seen(item).done_at is not None


def test_a_client_is_not_written_to_without_a_verdict() -> None:
    with pytest.raises(NotSafeToReach):
        Letter(to="her@example.org", subject="Hello", body="Hello", audience="client")


def test_a_broker_that_is_down_does_not_fail_the_request(
    attorney: Actor,
    django_capture_on_commit_callbacks: Any,
    settings: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    outbox._sender.cache_clear()
    try:
        with django_capture_on_commit_callbacks(execute=True):
            item = put(attorney)
    finally:
        outbox._sender.cache_clear()
    assert "beat will find" in caplog.text
    assert seen(item).done_at is None
