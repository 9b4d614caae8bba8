"""A mail server that refuses, hangs or hangs up loses no mail, and one connection serves many."""

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from benchmarks.servers import MailSink, mail_sink
from clinic.access.actor import Actor
from clinic.notices.models import OutboxItem
from clinic.notices.outbox import enqueue
from clinic.notices.sending import Batch
from clinic.notices.server import MailServer, ServerAway
from clinic.tenancy.current import bind
from tests.builders import make_clinic, make_member
from tests.notices.probe import tasks as probe  # noqa: F401  registers its kinds

pytestmark = pytest.mark.django_db
COUNT = 7


@pytest.fixture
def sink(tmp_path: Path, settings: Any) -> Iterator[MailSink]:
    with mail_sink(tmp_path) as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        settings.EMAIL_TIMEOUT = 0.5
        yield running


@pytest.fixture
def attorney() -> Actor:
    actor = make_member(make_clinic("harbor"), "attorney")
    with bind(actor.clinic):
        for number in range(COUNT):
            key = f"mail:{number}"
            enqueue("probe.mail", ref_id=uuid4(), key=key, recipient_id=actor.membership_id)
    return actor


def send(actor: Actor) -> int:
    """Send what is due over one connection; -1 when the server is away."""
    try:
        with MailServer() as server:
            return Batch.claim(actor.clinic.pk).send(server)
    except ServerAway:
        return -1


def rows(actor: Actor) -> list[OutboxItem]:
    with bind(actor.clinic):
        return list(OutboxItem.objects.order_by("done_at"))


def make_due(actor: Actor) -> None:
    with bind(actor.clinic):
        OutboxItem.objects.filter(done_at=None).update(not_before=timezone.now())


def test_many_mails_take_one_connection(sink: MailSink, attorney: Actor) -> None:
    assert send(attorney) == COUNT
    assert len(sink.mails()) == COUNT
    assert sink.connections() == 1
    assert all(row.done_at and row.sends == row.attempts == 1 for row in rows(attorney))


def test_a_server_that_hangs_up_between_mails_is_called_again(
    sink: MailSink, attorney: Actor
) -> None:
    sink.tell("brief")  # three mails a connection
    assert send(attorney) == COUNT
    assert Counter(told for _when, told in sink.mails()).most_common(1)[0][1] == 1
    assert sink.connections() == 3


def test_what_is_refused_waits_and_counts_no_send(sink: MailSink, attorney: Actor) -> None:
    sink.tell("refuse")
    assert send(attorney) == 0
    waiting = rows(attorney)
    assert {(row.sends, row.attempts, row.failure) for row in waiting} == {(0, 1, "not_taken")}
    assert all(row.lease is None and row.not_before > timezone.now() for row in waiting)
    sink.tell("take")
    make_due(attorney)
    assert send(attorney) == COUNT


@pytest.mark.parametrize("how", ["deaf", "gone"])
def test_a_server_that_is_away_costs_no_attempt(sink: MailSink, attorney: Actor, how: str) -> None:
    if how == "deaf":
        sink.tell("deaf")
    else:
        sink.stop()
    assert send(attorney) == -1
    assert {(row.sends, row.attempts, row.lease) for row in rows(attorney)} == {(0, 0, None)}


@pytest.mark.parametrize("how", ["hang", "hang_up"])
def test_a_mail_in_doubt_is_sent_once_more_under_its_id(
    sink: MailSink, attorney: Actor, how: str
) -> None:
    sink.tell(how)
    assert send(attorney) == -1
    doubtful = [row for row in rows(attorney) if row.failure == "maybe_sent"]
    assert [row.sends for row in doubtful] == [1]
    assert sum(row.sends for row in rows(attorney)) == 1  # the others were not on their way
    sink.tell("take")
    time.sleep(0.1)
    make_due(attorney)
    assert send(attorney) == COUNT
    assert f"<{doubtful[0].message_token.hex}@127.0.0.1>" in {told for _when, told in sink.mails()}
