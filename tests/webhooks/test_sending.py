"""What a receiver gets, how often, and what happens when it does not take it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from standardwebhooks import WebhookVerificationError

from clinic.access.actor import Actor
from clinic.notices.delivery import claim
from clinic.notices.kinds import kind_named
from clinic.notices.models import OutboxItem
from clinic.tenancy.current import bind, bound_to
from clinic.webhooks import actions
from clinic.webhooks.models import WebhookDelivery, WebhookEndpoint
from clinic.webhooks.rules.messages import WAITS, new_secret
from clinic.webhooks.tasks import deliver, posting
from tests.builders import make_case
from tests.webhooks.conftest import log_of, only, send_test_to, work
from tests.webhooks.receiver import Receiver

pytestmark = pytest.mark.django_db


def test_an_act_reaches_the_receiver_signed(
    coordinator: Actor, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    with bind(coordinator.clinic):
        case = make_case(coordinator)
    work(coordinator.clinic)
    (got,) = receiver.got
    message = got.read_with(endpoint.secret)
    assert message["type"] == "case.opened"
    assert message["data"] == {
        "clinic": "harbor",
        "object": "case",
        "id": str(case.pk),
        "case_id": str(case.pk),
        "client_id": str(case.client_id),
    }
    assert only(coordinator.clinic).status == WebhookDelivery.DELIVERED


def test_somebody_elses_secret_does_not_open_it(
    administrator: Actor, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    send_test_to(administrator, endpoint)
    work(administrator.clinic)
    with pytest.raises(WebhookVerificationError):
        receiver.got[0].read_with(new_secret())


def test_what_was_not_taken_is_sent_again_under_the_same_id(
    administrator: Actor, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.answers(500, 429, 404)
    send_test_to(administrator, endpoint)
    for _turn in range(5):
        work(administrator.clinic)
    assert len(receiver.got) == 4
    assert len({got.message_id for got in receiver.got}) == 1
    row = only(administrator.clinic)
    assert (row.status, row.attempts, row.last_status) == ("delivered", 4, 204)


def test_each_wait_is_as_long_as_the_table_says_and_then_it_has_failed(
    administrator: Actor, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.answers(*[503] * 20)
    send_test_to(administrator, endpoint)
    waits = []
    for _turn in WAITS:
        work(administrator.clinic)
        with bind(administrator.clinic):
            item = OutboxItem.objects.get(kind=actions.DELIVER)
        ended = only(administrator.clinic).last_attempt_at
        assert ended is not None
        waits.append(int((item.not_before - ended).total_seconds() // 10 * 10))
    assert waits == [wait // timedelta(seconds=1) for wait in WAITS]
    for _again in range(3):
        work(administrator.clinic)
    row = only(administrator.clinic)
    assert (row.status, row.attempts) == (WebhookDelivery.FAILED, len(WAITS) + 1)
    assert (row.last_error, row.last_status) == ("refused", 503)


def test_a_receiver_that_is_not_there_is_tried_again(
    administrator: Actor, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    with bind(administrator.clinic):
        url = "http://127.0.0.1:1/"
        actions.edit_endpoint(
            administrator,
            endpoint=endpoint,
            name="There",
            url=url,
            events=endpoint.events,
            version=1,
        )
    send_test_to(administrator, endpoint)
    work(administrator.clinic)
    row = only(administrator.clinic)
    assert (row.status, row.last_error) == (WebhookDelivery.WAITING, "no_connection")


def test_a_worker_that_died_after_sending_leaves_a_second_one_of_the_same_id(
    administrator: Actor, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    sent = send_test_to(administrator, endpoint)
    with bind(administrator.clinic):
        item = OutboxItem.objects.get(ref_id=sent.pk)
    assert claim(item.clinic_pk, item.pk) is not None
    with bound_to(item.clinic_pk):
        outgoing = actions.begin_attempt(sent.pk)
    assert outgoing is not None
    posting.post(outgoing.target, headers=outgoing.headers, body=outgoing.body)  # and no more
    work(administrator.clinic)
    assert len(receiver.got) == 2
    assert receiver.got[0].message_id == receiver.got[1].message_id
    assert only(administrator.clinic).status == WebhookDelivery.DELIVERED


def test_a_redirect_is_not_followed(
    administrator: Actor, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.answers(307, location=receiver.url)
    send_test_to(administrator, endpoint)
    work(administrator.clinic)
    assert len(receiver.got) == 1
    assert only(administrator.clinic).last_error == "redirected"


def test_after_a_new_secret_both_sign_for_a_day_and_then_only_the_new_one(
    administrator: Actor, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    with bind(administrator.clinic):
        changed = actions.rotate_secret(administrator, endpoint=endpoint, version=1)
    send_test_to(administrator, endpoint)
    work(administrator.clinic)
    for secret in (endpoint.secret, changed.secret):
        assert receiver.got[0].read_with(secret)["type"] == "webhook.test"
    with bind(administrator.clinic):
        changed.old_secrets = [[endpoint.secret, timezone.now().isoformat()]]
        changed.save()
    send_test_to(administrator, endpoint)
    work(administrator.clinic)
    assert receiver.got[1].read_with(changed.secret)
    with pytest.raises(WebhookVerificationError):
        receiver.got[1].read_with(endpoint.secret)


def test_what_waits_when_a_person_pauses_is_not_sent_but_a_test_is(
    coordinator: Actor, administrator: Actor, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    with bind(coordinator.clinic):
        make_case(coordinator)
        actions.pause_endpoint(administrator, endpoint=endpoint, version=1)
        make_case(coordinator)
    send_test_to(administrator, endpoint)
    work(coordinator.clinic)
    assert [got.read_with(endpoint.secret)["type"] for got in receiver.got] == ["webhook.test"]
    assert [each.status for each in log_of(coordinator.clinic)] == ["dropped", "delivered"]


def test_send_again_begins_anew_under_the_same_id(
    administrator: Actor, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.answers(410)
    sent = send_test_to(administrator, endpoint)
    work(administrator.clinic)
    with bind(administrator.clinic):
        actions.send_again(administrator, delivery=sent)
    work(administrator.clinic)
    assert receiver.got[0].message_id == receiver.got[1].message_id
    assert only(administrator.clinic).status == WebhookDelivery.DELIVERED


def test_an_address_that_the_operator_took_back_is_not_used(
    administrator: Actor, endpoint: WebhookEndpoint, receiver: Receiver, settings: object
) -> None:
    send_test_to(administrator, endpoint)
    settings.ALCOVE_WEBHOOK_PRIVATE_HOSTS = []  # type: ignore[attr-defined]
    work(administrator.clinic)
    assert receiver.got == []
    row = only(administrator.clinic)
    assert (row.status, row.last_error) == (WebhookDelivery.FAILED, "not_allowed")


def test_no_proxy_of_the_environment_is_asked(
    administrator: Actor,
    endpoint: WebhookEndpoint,
    receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    send_test_to(administrator, endpoint)
    work(administrator.clinic)
    assert len(receiver.got) == 1


def test_no_log_line_holds_the_address(
    administrator: Actor,
    endpoint: WebhookEndpoint,
    receiver: Receiver,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    receiver.answers(500)
    send_test_to(administrator, endpoint)
    work(administrator.clinic)
    work(administrator.clinic)
    assert "opens-it" not in caplog.text
    assert endpoint.secret not in caplog.text


def test_the_log_is_forgotten_after_thirty_days_and_an_ended_webhook_with_it(
    administrator: Actor, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    send_test_to(administrator, endpoint)
    work(administrator.clinic)
    with bind(administrator.clinic):
        actions.end_endpoint(administrator, endpoint=endpoint, version=1)
        assert actions.forget_old() == 0
        old = timezone.now() - timedelta(days=30, minutes=1)
        WebhookDelivery.objects.update(occurred_at=old)
        assert actions.forget_old() == 1
        assert not OutboxItem.objects.filter(kind=actions.DELIVER).exists()
        assert not WebhookEndpoint.objects.exists()


def test_the_work_is_registered_with_its_own_waits() -> None:
    kind = kind_named(actions.DELIVER)
    assert (kind.handle, kind.most_attempts) == (deliver, 9)
