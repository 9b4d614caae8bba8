"""Silence is told: when beat, workers, broker or mail stop, the page and a monitor say so."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.template.loader import render_to_string
from django.test import Client as Browser
from django.utils import timezone

from clinic.notices import pulses
from clinic.notices.models import Heartbeat, OutboxGauge, OutboxItem
from clinic.notices.outbox import enqueue
from clinic.notices.pulses import BEAT, GAUGE, TURN, WORKER, Mail, alarms, is_late, mark
from clinic.notices.queries import Trouble, last_turn, trouble
from clinic.tenancy.current import bind
from tests.builders import make_clinic, make_member
from tests.notices.probe import tasks as probe

pytestmark = pytest.mark.django_db
assert probe
QUIET = Mail(None, 0)


@pytest.fixture
def alive(db: None) -> None:
    """Beat, one worker, and the way between them."""
    for name in (BEAT, f"{WORKER}one", TURN):
        mark(name)


def silent(*names: str) -> None:
    late = timezone.now() - timedelta(minutes=2)
    Heartbeat.objects.filter(name__in=names).update(at=late)


def test_a_monitor_is_told_when_beat_never_ran() -> None:
    with pytest.raises(CommandError, match="never") as failed:
        call_command("check_beat")
    assert failed.value.returncode == 1


def test_a_monitor_is_content_while_all_run(
    alive: None, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("check_beat")
    assert "looked after" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("stopped", "answers", "codes", "status"),
    [
        ((BEAT, TURN), True, ["beat"], 1),
        ((f"{WORKER}one", TURN), True, ["workers"], 2),
        ((TURN,), False, ["broker"], 3),
        ((TURN,), True, ["turn"], 4),
        ((BEAT, f"{WORKER}one", TURN), False, ["beat", "workers", "broker"], 1),
    ],
)
def test_who_stopped_is_told_apart(
    alive: None,
    monkeypatch: pytest.MonkeyPatch,
    stopped: tuple[str, ...],
    answers: bool,
    codes: list[str],
    status: int,
) -> None:
    monkeypatch.setattr(pulses, "broker_answers", lambda: answers)
    silent(*stopped)
    assert alarms(pulses.pulses(), QUIET) == codes
    with pytest.raises(CommandError) as failed:
        call_command("check_beat")
    assert failed.value.returncode == status


def test_one_worker_of_two_is_enough(alive: None) -> None:
    mark(f"{WORKER}two")
    silent(f"{WORKER}one")
    assert alarms(pulses.pulses(), QUIET) == []


def test_a_beat_of_two_minutes_ago_is_late(alive: None) -> None:
    assert not is_late(last_turn())
    silent(TURN)
    assert is_late(last_turn())


def test_mail_that_is_refused_or_late_is_told_to_its_clinic_alone(alive: None) -> None:
    actor = make_member(make_clinic("harbor"), "attorney")
    with bind(actor.clinic), transaction.atomic():
        item = enqueue("probe.mail", ref_id=uuid4(), key="k", recipient_id=actor.membership_id)
        later = timezone.now() + timedelta(hours=9)
        enqueue("probe.mail", ref_id=uuid4(), key="night", not_before=later)
        mine = OutboxItem.objects.filter(pk=item.pk)
        assert trouble().alarms == ()
        mine.update(attempts=2, failure="SMTPDataError")
        assert trouble().alarms == ()
        mine.update(attempts=3)
        assert trouble().alarms == ("mail",)
        mine.update(attempts=0, failure="", created_at=timezone.now() - timedelta(minutes=11))
        assert trouble().alarms == ("mail",)
        mine.update(done_at=timezone.now())
        assert not trouble()
    other = make_clinic("lantern")
    with bind(other), transaction.atomic():
        assert not trouble()


def test_the_alarm_says_what_is_late_and_that_nothing_is_lost() -> None:
    html = render_to_string(
        "notices/_trouble.html", {"trouble": Trouble(("beat", "mail"), None, 2)}
    )
    assert "have not started yet" in html
    assert "scheduler (beat) has stopped" in html
    assert "Mail does not leave" in html
    assert "2 messages or packets failed" in html
    quiet = render_to_string("notices/_trouble.html", {"trouble": Trouble((), None, 0)})
    assert quiet.strip() == ""


def test_figures_are_there_for_who_holds_the_token_and_for_nobody_else(
    alive: None, settings: object
) -> None:
    make_clinic("harbor")
    OutboxGauge.objects.create(
        name=GAUGE, at=timezone.now(), waiting=7, failed=1, refused=2, in_doubt=4,
        oldest_mail=timezone.now() - timedelta(minutes=3),
    )  # fmt: skip
    settings.ALCOVE_METRICS_TOKEN = ""  # type: ignore[attr-defined]
    assert Browser().get("/metrics").status_code == 404
    settings.ALCOVE_METRICS_TOKEN = "m" * 40  # type: ignore[attr-defined]
    assert Browser().get("/metrics").status_code == 401
    wrong = Browser().get("/metrics", headers={"Authorization": f"Bearer {'n' * 40}"})
    assert wrong.status_code == 401
    answer = Browser().get("/metrics", headers={"Authorization": f"Bearer {'m' * 40}"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "alcove_outbox_waiting 7" in text
    assert "alcove_mail_in_doubt 4" in text
    assert "alcove_workers_alive 1" in text
    assert 'alcove_alarm{code="mail"} 1' in text
    assert 'alcove_alarm{code="beat"} 0' in text
    assert "harbor" not in text.lower()
    assert all(line.startswith(("#", "alcove_")) for line in text.splitlines())
