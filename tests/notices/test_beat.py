"""Silence is told: when nobody looks into the outbox, the page and a monitor say so."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.template.loader import render_to_string
from django.utils import timezone

from clinic.notices.models import Heartbeat
from clinic.notices.queries import Trouble, beat_is_late, last_beat, mark_beat

pytestmark = pytest.mark.django_db


def test_a_monitor_is_told_when_beat_never_ran() -> None:
    with pytest.raises(CommandError, match="never"):
        call_command("check_beat")


def test_a_monitor_is_content_while_beat_runs(capsys: pytest.CaptureFixture[str]) -> None:
    mark_beat()
    call_command("check_beat")
    assert "looked after" in capsys.readouterr().out


def test_a_beat_of_two_minutes_ago_is_late() -> None:
    mark_beat()
    assert not beat_is_late(last_beat())
    Heartbeat.objects.update(at=timezone.now() - timedelta(minutes=2))
    assert beat_is_late(last_beat())


def test_the_alarm_says_what_is_late_and_that_nothing_is_lost() -> None:
    html = render_to_string("notices/_trouble.html", {"trouble": Trouble(True, None, 2)})
    assert "have not started yet" in html
    assert "2 messages or packets failed" in html
    quiet = render_to_string("notices/_trouble.html", {"trouble": Trouble(False, None, 0)})
    assert quiet.strip() == ""
