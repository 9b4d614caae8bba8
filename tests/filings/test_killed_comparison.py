"""A comparison whose process is killed with -9 in the middle of a chunk."""

import os
import signal
from dataclasses import replace
from datetime import timedelta
from typing import NoReturn

import pytest
from django.db import connection, transaction
from django.utils import timezone
from zeal import zeal_ignore

from clinic.access.actor import Actor
from clinic.audit.models import AuditEntry
from clinic.notices.delivery import deliver
from clinic.notices.models import OutboxItem
from clinic.tenancy.current import bind
from clinic.tenancy.models import Clinic
from filings.actions import add_deadline, start_recompute
from filings.actions import recompute as recomputing
from filings.models import Deadline, DeadlineEvent, DeadlineProposal, RecomputeRun
from filings.queries import packs
from tests.builders import make_case, make_clinic, make_member
from tests.filings.steps import rfe_deadline

COUNT = 5


def clinic_with_dates() -> tuple[Clinic, Actor]:
    clinic = make_clinic("harbor")
    coordinator, attorney = make_member(clinic, "coordinator"), make_member(clinic, "attorney")
    with bind(clinic), transaction.atomic(), zeal_ignore():
        case = make_case(coordinator, attorney)
        first = rfe_deadline(attorney, case)
        for _number in range(COUNT - 1):
            add_deadline(attorney, case=case, rule="us.uscis.rfe", facts=first.facts)
    return clinic, make_member(clinic, "supervisor")


def killed_at_the_second_chunk(clinic: Clinic, item: OutboxItem) -> int:
    """Compare in a process of its own, kill it with what its second chunk proposes written and
    not committed; return the signal that it died of.
    """
    told, tells = os.pipe()
    child = os.fork()
    if child == 0:
        _compare(clinic, item, tells)
    os.close(tells)
    assert os.read(told, 1) == b"2"  # empty: it ended before
    os.kill(child, signal.SIGKILL)
    os.close(told)
    return os.WTERMSIG(os.waitpid(child, 0)[1])


def _compare(clinic: Clinic, item: OutboxItem, tells: int) -> NoReturn:
    try:
        connection.connection = None  # the parent's: not ours to use, nor to take leave of
        chunks, propose = 0, recomputing.propose_differing

        def propose_and_wait(actor: Actor, rows: list[Deadline]) -> int:
            nonlocal chunks
            found = propose(actor, rows)
            chunks += 1
            if chunks == 2:
                os.write(tells, b"2")
                signal.pause()
            return found

        recomputing.propose_differing = propose_and_wait
        with zeal_ignore():
            deliver(clinic.pk, item.pk)
    finally:
        os._exit(1)


@pytest.mark.django_db(transaction=True)
def test_a_killed_comparison_goes_on_and_does_nothing_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clinic, supervisor = clinic_with_dates()
    law = packs.SHIPPED
    versions = tuple(replace(each, mail_add=0) for each in law.book["us.uscis.rfe"])
    changed = replace(law, book={**law.book, "us.uscis.rfe": versions})
    monkeypatch.setattr(packs, "SHIPPED", changed)
    monkeypatch.setattr(recomputing, "CHUNK", 2)
    with bind(clinic), transaction.atomic():
        run = start_recompute(supervisor, cause="button")
        item = OutboxItem.objects.get(kind=recomputing.RECOMPUTE)
    assert killed_at_the_second_chunk(clinic, item) == signal.SIGKILL
    with bind(clinic), transaction.atomic():
        run = RecomputeRun.objects.get()
        assert (run.compared, run.proposed, run.finished_at) == (2, 2, None)
        assert DeadlineProposal.objects.count() == 2
        held = OutboxItem.objects.filter(pk=item.pk, done_at=None, attempts=1)
        # Its lease runs out; beat finds what it left.
        assert held.update(leased_until=timezone.now() - timedelta(seconds=1)) == 1
    with zeal_ignore():
        deliver(clinic.pk, item.pk)
    with bind(clinic), transaction.atomic():
        run = RecomputeRun.objects.get()
        assert (run.total, run.compared, run.proposed) == (COUNT, COUNT, COUNT)
        assert run.finished_at is not None
        proposed = DeadlineProposal.objects.values_list("deadline", flat=True)
        told = DeadlineEvent.objects.filter(code="proposed_rule").values_list("deadline", flat=True)
        assert len(proposed) == len(told) == len(set(proposed)) == len(set(told)) == COUNT
        assert AuditEntry.objects.filter(verb="recompute.advanced").count() == 3
        assert OutboxItem.objects.get(pk=item.pk).done_at is not None
