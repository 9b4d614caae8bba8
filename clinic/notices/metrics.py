"""What a monitor reads, as Prometheus' text format: ages and counts of the whole installation."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from clinic.notices.models import OutboxGauge
from clinic.notices.pulses import Pulses, alarms, is_late, mail_in, youngest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
ALARMS = ("beat", "workers", "broker", "turn", "mail")
NEVER = "+Inf"


def exposition(heard: Pulses, gauge: OutboxGauge | None) -> str:
    """Return every figure. Nothing in it names a clinic, a person or a machine."""
    return "\n".join([*_lines(heard, gauge), ""])


def _lines(heard: Pulses, gauge: OutboxGauge | None) -> Iterator[str]:
    mail = mail_in(gauge)
    alive = sum(not is_late(at) for at in heard.workers.values())
    yield from _gauge("beat_pulse_age_seconds", "Since beat last went through its schedule.",
                      _age(heard.beat))  # fmt: skip
    yield from _gauge("worker_pulse_age_seconds", "Since any worker was last heard of.",
                      _age(youngest(heard.workers.values())))  # fmt: skip
    yield from _gauge("workers_alive", "Workers heard of in time.", str(alive))
    yield from _gauge("turn_age_seconds", "Since a worker last did what beat called for.",
                      _age(heard.turn))  # fmt: skip
    yield from _gauge("queue_age_seconds", "How far the workers are behind beat's calls.",
                      _behind(heard))  # fmt: skip
    yield from _gauge("gauge_age_seconds", "Since the figures below were counted.",
                      _age(gauge.at if gauge else None))  # fmt: skip
    yield from _gauge("outbox_waiting", "Items due and not done.",
                      str(gauge.waiting if gauge else 0))  # fmt: skip
    yield from _gauge("mail_oldest_age_seconds", "Since the oldest mail should have left; 0: none.",
                      _age(mail.oldest) if mail.oldest else "0")  # fmt: skip
    yield from _gauge("mail_refused", "Mails that did not leave in several attempts.",
                      str(mail.refused))  # fmt: skip
    yield from _gauge("mail_in_doubt", "Mails that may have arrived; each is sent again.",
                      str(gauge.in_doubt if gauge else 0))  # fmt: skip
    yield from _gauge("outbox_failed", "Items that failed for good.",
                      str(gauge.failed if gauge else 0))  # fmt: skip
    raised = alarms(heard, mail)
    yield "# HELP alcove_alarm 1 while something is wrong, by what it is."
    yield "# TYPE alcove_alarm gauge"
    for code in ALARMS:
        yield f'alcove_alarm{{code="{code}"}} {int(code in raised)}'


def _gauge(name: str, about: str, value: str) -> Iterator[str]:
    yield f"# HELP alcove_{name} {about}"
    yield f"# TYPE alcove_{name} gauge"
    yield f"alcove_{name} {value}"


def _age(moment: datetime | None) -> str:
    if moment is None:
        return NEVER
    return f"{max((timezone.now() - moment).total_seconds(), 0):.1f}"


def _behind(heard: Pulses) -> str:
    if heard.beat is None:
        return "0"
    if heard.turn is None:
        return NEVER
    return f"{max((heard.beat - heard.turn).total_seconds(), 0):.1f}"
