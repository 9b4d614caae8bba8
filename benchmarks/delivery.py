"""Reminders out of the outbox into a mail server, against smtplib in a loop over one connection.

One Celery worker with one process, PostgreSQL with fsync on, a mail sink (aiosmtpd) in a process of
its own. Both sides are timed at the sink, from the first mail to the last. Budget: at least 0.5.
"""

import argparse
import smtplib
import statistics
import sys
import time
from email.message import EmailMessage
from uuid import uuid4

from benchmarks.place import become, place, seed
from benchmarks.servers import MailSink, mail_sink
from clinic.services.child import Child
from clinic.services.stack import Stack

TEXT = "You have an item in Alcove. Sign in to see it:\n\nhttp://127.0.0.1:8000/\n"
PATIENCE = 300


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, default=2_000, help="mails in a turn")
    parser.add_argument("--turns", type=int, default=5)
    asked = parser.parse_args()
    with place() as stack, mail_sink(stack.directory) as sink:
        stack.extra_env |= {
            "ALCOVE_SMTP_HOST": "127.0.0.1",
            "ALCOVE_SMTP_PORT": str(sink.port),
            "ALCOVE_DRAIN_SECONDS": "1",
        }
        print(
            seed(
                stack,
                "--deadlines",
                str(asked.scale),
                "--clinics",
                "1",
                "--first",
                "0",
                "--last",
                "0",
            )
        )
        become(stack, "worker")
        worker = _worker(stack)
        worker.start()
        try:
            _compare(stack, sink, asked.turns)
        finally:
            worker.stop(10)


def _worker(stack: Stack) -> Child:
    command = [sys.executable, "-m", "celery", "-A", "clinic.celery", "worker", "-l", "WARNING"]
    options = ["--concurrency", "1", "--without-gossip", "--without-mingle"]
    return Child(
        "worker", [*command, *options], env=stack.env("worker"), log=stack.logs / "worker.log"
    )


def _compare(stack: Stack, sink: MailSink, turns: int) -> None:
    count = _fill()
    _until(sink, count)  # the worker was told with the scan, and begins by itself
    pairs = []
    for _turn in range(turns):
        bare = _timed(sink, count, lambda: _loop(sink.port, count))
        _empty_again(stack)
        pairs.append((_timed(sink, count, _poke), bare))
    ours, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(
        f"{count} reminders / smtplib in a loop           "
        f"{count / ours:8.0f} /s {count / bare:8.0f} /s  ratio {bare / ours:5.2f}"
    )
    told = " ".join(f"{bare / ours:.2f}" for ours, bare in pairs)
    print(f"single turns: {told}")


def _fill() -> int:
    from django.db import transaction

    from clinic.tenancy.models import Clinic
    from filings.tasks import scan_clinic

    with transaction.atomic():
        clinics = list(Clinic.objects.values_list("pk", flat=True))
    for clinic_id in clinics:
        scan_clinic(clinic_id)
    return _waiting(clinics[0])


def _waiting(clinic_id: object) -> int:
    from clinic.notices.models import OutboxItem
    from clinic.tenancy.current import bound_to

    with bound_to(clinic_id):  # type: ignore[arg-type]
        return OutboxItem.objects.count()


def _poke() -> None:
    from clinic.notices.outbox import poke_mail

    poke_mail()


def _loop(port: int, count: int) -> None:
    with smtplib.SMTP("127.0.0.1", port) as server:
        for _number in range(count):
            mail = EmailMessage()
            mail["Subject"], mail["From"] = "You have an item in Alcove", "alcove@localhost"
            mail["To"], mail["Message-ID"] = "attorney@example.org", f"<{uuid4().hex}@127.0.0.1>"
            mail["Auto-Submitted"] = "auto-generated"
            mail.set_content(TEXT)
            server.send_message(mail)


def _timed(sink: MailSink, count: int, begin: object) -> float:
    """Return the seconds between the first and the last mail of this turn."""
    before = len(sink.mails())
    begin()  # type: ignore[operator]
    mails = _until(sink, before + count)
    return mails[before + count - 1][0] - mails[before][0]


def _until(sink: MailSink, count: int) -> list[tuple[float, str]]:
    end = time.monotonic() + PATIENCE
    while len(mails := sink.mails()) < count:
        if time.monotonic() > end:
            raise SystemExit(f"Only {len(mails)} of {count} mails came.")
        time.sleep(0.2)
    return mails


def _empty_again(stack: Stack) -> None:
    """Let everything wait once more."""
    stack.postgres.psql(
        "alcove", "-c",
        "UPDATE notices_outboxitem SET done_at = NULL, sends = 0, attempts = 0, lease = NULL",
        "-c", "VACUUM ANALYZE notices_outboxitem",
    )  # fmt: skip


if __name__ == "__main__":
    main()
