"""Two people, or two clicks, at the same moment: one row, and a clear answer for the other."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, transaction
from zeal import zeal_ignore

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.notices.models import OutboxItem
from clinic.tenancy.current import bind
from clinic.tenancy.models import Clinic, new_id
from filings.actions import record_notice, record_receipt
from filings.models import Deadline, Filing, FilingMove, Notice, Reminder
from filings.tasks import scan_clinic
from tests.builders import make_case, make_clinic, make_member
from tests.filings.steps import RECEIPT, RFE, receipted, rfe_deadline, sent

pytestmark = pytest.mark.django_db(transaction=True)


def cast() -> tuple[Clinic, Actor, Case]:
    clinic = make_clinic("harbor")
    coordinator, attorney = make_member(clinic, "coordinator"), make_member(clinic, "attorney")
    with bind(clinic), transaction.atomic():
        case = make_case(coordinator, attorney)
    return clinic, attorney, case


def together(clinic: Clinic, *acts: Callable[[], object]) -> list[str]:
    """Do the acts at once, each in its own transaction; return how each ended."""
    start, ended = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        try:
            with bind(clinic), transaction.atomic(), zeal_ignore():
                start.wait()
                act()
            ended.append("done")
        except Blocked as refusal:
            ended.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ended)


def test_a_double_click_records_one_notice() -> None:
    clinic, attorney, case = cast()
    with bind(clinic), transaction.atomic():
        filing = receipted(attorney, case)
    once = new_id()

    def act() -> None:
        record_notice(attorney, filing=filing, notice_id=once, **RFE)

    assert together(clinic, act, act) == ["done", "sent_twice"]
    with bind(clinic), transaction.atomic():
        assert (Notice.objects.count(), Deadline.objects.count()) == (1, 1)
        assert FilingMove.objects.filter(became="rfe").count() == 1


def test_one_receipt_number_goes_to_one_of_two_filings() -> None:
    clinic, attorney, case = cast()
    with bind(clinic), transaction.atomic():
        filings = [sent(attorney, case, form) for form in ("I-914", "I-192")]

    def act(filing: Filing) -> Callable[[], object]:
        return lambda: record_receipt(
            attorney, filing=filing, receipt_number=RECEIPT, on=date(2026, 1, 20)
        )

    assert together(clinic, *map(act, filings)) == ["done", "receipt_taken"]
    with bind(clinic), transaction.atomic():
        assert Filing.objects.filter(status="receipted").count() == 1


def test_two_schedulers_ask_once() -> None:
    clinic, attorney, case = cast()
    with bind(clinic), transaction.atomic():
        rfe_deadline(attorney, case, notice_date=date(2026, 3, 6))

    def act() -> None:
        scan_clinic(clinic.pk)

    assert together(clinic, act, act) == ["done", "done"]
    with bind(clinic), transaction.atomic():
        # Each rung stands in the inbox as well, which needs no sending.
        asked = Reminder.objects.filter(channel="mail").count()
        assert asked > 0
        assert Reminder.objects.count() == 2 * asked
        assert OutboxItem.objects.filter(kind="filings.reminder").count() == asked
