"""Real workers, killed with -9 while a real mail server is taking their mail."""

import asyncio
import re
from collections import Counter
from typing import Any
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from django.db import transaction

from clinic.access.actor import Actor
from clinic.notices.models import OutboxItem
from clinic.notices.outbox import enqueue
from clinic.notices.pulses import gauge, pulses
from clinic.notices.queries import last_turn, trouble
from clinic.services.places import free_port
from clinic.tenancy.current import bound_to
from tests.builders import make_clinic, make_member
from tests.notices.probe import tasks as probe  # noqa: F401  registers its kinds
from tests.notices.workers import Workers, eventually

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("workers")]
COUNT = 12


class SlowServer:
    """Takes a mail, and takes its time to say so: the moment in which a worker is killed."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.texts: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        text = envelope.content.decode()
        self.texts.append(text)
        self.ids += re.findall(r"(?im)^Message-ID: (\S+)", text)
        await asyncio.sleep(0.4)
        return "250 taken"


def member_of(slug: str) -> Actor:
    with transaction.atomic():
        return make_member(make_clinic(slug), "attorney")


def put_many(actor: Actor, count: int) -> None:
    with bound_to(actor.clinic.pk):
        for number in range(count):
            key = f"mail:{number}"
            enqueue("probe.mail", ref_id=uuid4(), key=key, recipient_id=actor.membership_id)


def done(actor: Actor) -> int:
    with bound_to(actor.clinic.pk):
        return OutboxItem.objects.filter(done_at__isnull=False).count()


def test_a_killed_worker_loses_no_mail_and_sends_none_three_times(workers: Workers) -> None:
    server = SlowServer()
    smtp = Controller(server, hostname="127.0.0.1", port=free_port())
    smtp.start()
    cast = [member_of("harbor"), member_of("lantern")]
    for actor in cast:
        put_many(actor, COUNT)
    try:
        workers.start(ALCOVE_SMTP_HOST="127.0.0.1", ALCOVE_SMTP_PORT=str(smtp.port))
        for taken in (2, 8, 14):
            eventually(lambda: len(server.ids) > taken)  # noqa: B023
            workers.kill_worker()
        eventually(lambda: all(done(actor) == COUNT for actor in cast))
    finally:
        smtp.stop()
    times = Counter(server.ids)
    assert len(times) == 2 * COUNT
    assert max(times.values()) == 2  # a kill did hit a mail on its way, and it went once more
    assert not any("harbor" in text.split("\r\n\r\n", 1)[1] for text in server.texts)


def test_a_beat_that_stops_is_missed(workers: Workers) -> None:
    actor = member_of("harbor")
    with bound_to(actor.clinic.pk):
        assert trouble().alarms[:2] == ("beat", "workers")
    workers.start()
    eventually(lambda: last_turn() is not None)
    eventually(lambda: len(pulses().workers) == 1)
    with bound_to(actor.clinic.pk):
        assert not trouble()
    workers.children["beat"].kill()
    stopped, working = pulses().beat, max(pulses().workers.values())
    # The worker goes on by itself, and still measures what waits.
    eventually(lambda: max(pulses().workers.values()) > working)
    assert pulses().beat == stopped
    counted = gauge()
    assert counted is not None
    assert counted.at > working
