"""A rule changes: every open deadline is compared with it, and nothing moves by itself."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone
from zeal import zeal_ignore

from cases.models import Case
from clinic.access.actor import Actor
from clinic.notices.delivery import deliver
from clinic.notices.models import OutboxItem
from clinic.tenancy.models import Clinic
from filings import tasks
from filings.actions import (
    add_deadline,
    advance_recompute,
    approve_proposal,
    review_proposals,
    start_recompute,
)
from filings.actions import recompute as recomputing
from filings.models import Deadline, DeadlineEvent, DeadlineProposal, RecomputeRun
from filings.queries import (
    history_of,
    needs_comparing,
    packs,
    proposals_to_decide,
    proposals_to_review,
)
from tests.builders import browsing_as
from tests.filings.steps import rfe_deadline
from tests.seconds import settle_by_two

JUNE = date(2026, 6, 1)
Change = Callable[[int], None]


@pytest.fixture
def mail_days(monkeypatch: pytest.MonkeyPatch) -> Iterator[Change]:
    """Change the law: a mailed RFE has so many days more. Three is what the pack says."""
    law = packs.SHIPPED

    def change(days: int) -> None:
        versions = tuple(replace(each, mail_add=days) for each in law.book["us.uscis.rfe"])
        changed = replace(law, book={**law.book, "us.uscis.rfe": versions})
        monkeypatch.setattr(packs, "SHIPPED", changed)

    return change  # type: ignore[return-value]


@pytest.fixture
def deadlines(attorney: Actor, supervisor: Actor, case: Case) -> list[Deadline]:
    """Two that are open, both due Monday 2026-06-01; to the settled one the law is no matter."""
    first = rfe_deadline(attorney, case)
    with zeal_ignore():
        for _number in range(2):
            last = add_deadline(attorney, case=case, rule="us.uscis.rfe", facts=first.facts)
        settle_by_two(attorney, supervisor, last)
    return list(Deadline.objects.filter(status="open").order_by("pk"))


def compare(clinic: Clinic) -> RecomputeRun:
    """Let beat look, then let the workers do what it left."""
    with zeal_ignore():
        tasks.compare_clinic(clinic.pk)
        for item in OutboxItem.objects.filter(kind=recomputing.RECOMPUTE, done_at=None):
            deliver(clinic.pk, item.pk)
    return RecomputeRun.objects.order_by("-id")[0]


def test_a_changed_rule_is_noticed_compared_and_moves_nothing(
    harbor: Clinic, attorney: Actor, deadlines: list[Deadline], mail_days: Change
) -> None:
    assert compare(harbor).proposed == 0
    assert not needs_comparing()
    mail_days(0)
    assert needs_comparing()
    run = compare(harbor)
    assert (run.cause, run.only, run.compared, run.proposed) == ("packs", ["us.uscis.rfe"], 2, 2)
    assert run.finished_at is not None
    for row in Deadline.objects.filter(status="open"):
        assert (row.outer, row.waiting_by, row.remind_by) == (
            JUNE, date(2026, 5, 29), date(2026, 5, 29),
        )  # fmt: skip
        assert history_of(attorney, row)[0].code == "proposed_rule"
    # The same again, by the button: nothing is proposed twice.
    again = compare(harbor)
    assert again == run
    assert DeadlineProposal.objects.filter(kind="rule").count() == 2
    mail_days(3)
    assert compare(harbor).proposed == 0
    assert {row.remind_by for row in Deadline.objects.filter(status="open")} == {JUNE}
    assert {row.status for row in DeadlineProposal.objects.filter(kind="rule")} == {"overtaken"}


def test_a_run_goes_on_where_a_killed_worker_left_it(
    harbor: Clinic, supervisor: Actor, deadlines: list[Deadline], mail_days: Change,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    mail_days(0)
    monkeypatch.setattr(recomputing, "CHUNK", 1)
    run = start_recompute(supervisor, cause="button")
    robot = Actor.system(harbor, "recompute")
    with zeal_ignore():
        run = advance_recompute(robot, run=run)
    assert (run.compared, run.cursor, run.finished_at) == (1, deadlines[0].pk, None)
    # That worker died: its lease has run out, and the next one finds the item again.
    OutboxItem.objects.filter(kind=recomputing.RECOMPUTE).update(
        attempts=3, leased_until=timezone.now() - timedelta(seconds=1)
    )
    finished = compare(harbor)
    assert finished.pk == run.pk
    assert (finished.compared, finished.proposed) == (2, 2)
    assert DeadlineProposal.objects.filter(kind="rule").count() == DeadlineEvent.objects.filter(
        code="proposed_rule"
    ).count() == 2  # fmt: skip


def test_later_needs_two_to_take_and_earlier_needs_two_to_keep(
    harbor: Clinic, attorney: Actor, supervisor: Actor, deadlines: list[Deadline],
    mail_days: Change,
) -> None:  # fmt: skip
    mail_days(0)  # earlier
    compare(harbor)
    first, second = proposals_to_review(attorney)
    with zeal_ignore():
        taken = review_proposals(
            attorney, proposals=[first.pk], verdict="accept", reason="Read it."
        )
        kept = review_proposals(attorney, proposals=[second.pk], verdict="keep", reason="Wrong.")
    assert (taken.decided, taken.waiting, kept.decided, kept.waiting) == (1, 0, 0, 1)
    moved = Deadline.objects.get(pk=first.deadline_id)
    assert (moved.outer, moved.remind_by) == (date(2026, 5, 29), date(2026, 5, 29))
    (waiting,) = proposals_to_decide(supervisor)
    assert waiting.verdict == "keep"
    approve_proposal(supervisor, proposal=waiting)
    stays = Deadline.objects.get(pk=second.deadline_id)
    assert (stays.outer, stays.remind_by) == (JUNE, JUNE)
    # What was decided against is not asked again; another change is.
    with zeal_ignore():
        start_recompute(supervisor, cause="button")
    assert compare(harbor).proposed == 0
    mail_days(9)  # later
    assert compare(harbor).proposed == 2
    with zeal_ignore():
        later = review_proposals(
            attorney, proposals=[each.pk for each in proposals_to_review(attorney)],
            verdict="accept", reason="Read it.",
        )  # fmt: skip
    assert (later.decided, later.waiting) == (0, 2)
    assert Deadline.objects.filter(outer__gt=JUNE).count() == 0


def test_many_rows_are_decided_on_one_page_and_a_stranger_sees_none(
    harbor: Clinic, attorney: Actor, stranger: Actor, deadlines: list[Deadline], mail_days: Change
) -> None:
    mail_days(0)
    compare(harbor)
    browser, page = browsing_as(attorney), f"/{harbor.slug}/deadlines/review/"
    shown = browser.get(page).content.decode()
    assert "different by the rules of now: 2" in shown
    ids = [str(each.pk) for each in proposals_to_review(attorney)]
    assert all(each in shown for each in ids)
    assert ids[0] not in browsing_as(stranger).get(page).content.decode()
    form = {"proposals": ids, "verdict": "accept", "reason": " "}
    assert browser.post(f"{page}decide/", form).status_code == 422
    with zeal_ignore():
        done = browser.post(f"{page}decide/", {**form, "reason": "Read it."}, follow=True)
    assert "2 deadlines decided." in done.content.decode()
