"""Deadlines without a notice, on another day, from other facts; filings without any."""

from collections.abc import Callable
from datetime import date

import pytest
from zeal import zeal_ignore

from cases.models import Case
from cases.queries import next_steps_of
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.tenancy.models import Clinic
from filings.actions import (
    add_deadline,
    add_filing,
    approve_proposal,
    change_facts,
    move_filing,
    move_or_propose,
    override_deadline,
    say_no_deadline,
    set_deadline,
    take_back_no_deadline,
    undo_override,
)
from filings.models import Deadline, DeadlineProposal
from filings.queries import asks_for_deadline, filings_without_deadline, history_of
from filings.rules.changes import NewFacts, SetDay
from tests.builders import browsing_as
from tests.filings.forms import url
from tests.filings.steps import fresh, rfe_deadline

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)


@pytest.fixture
def deadline(attorney: Actor, case: Case) -> Deadline:
    """Due Monday 2026-06-01; missing it ends the right."""
    return rfe_deadline(attorney, case)


def field(page: str, name: str) -> str:
    return page.split(f'name="{name}" value="')[1].split('"')[0]


def test_a_deadline_is_added_by_a_rule_once_its_dates_were_seen(
    harbor: Clinic, attorney: Actor, case: Case
) -> None:
    browser = browsing_as(attorney)
    page = url(harbor, "filings:add_deadline", case.pk)
    assert "us.eoir.bia_appeal" in browser.get(page).content.decode()
    page += "?rule=us.ead.renewal"
    once = field(browser.get(page).content.decode(), "fact-once")
    form = {"fact-once": once, "fact-expires": "2027-03-01", "fact-filing": ""}
    seen = browser.post(page, {**form, "preview": "1"})
    assert 'datetime="2026-09-02"' in seen.content.decode()  # 180 days before
    assert not Deadline.objects.exists()
    assert browser.post(page, {**form, "fact-expires": "1 March"}).status_code == 422
    assert [browser.post(page, form).status_code for _time in range(2)] == [302, 302]
    added = Deadline.objects.get()
    assert (added.outer, added.opens) == (date(2027, 3, 1), date(2026, 9, 2))
    assert [event.code for event in history_of(attorney, added)] == ["added"]


def test_a_day_that_a_judge_set_is_kept_as_it_stands_in_the_order(
    attorney: Actor, advocate: Actor, harbor: Clinic, case: Case
) -> None:
    kept = set_deadline(
        attorney, case=case, outer=date(2026, 7, 4), what="Witness list",
        order="Scheduling order of 3 March", jurisdictional=True,
    )  # fmt: skip
    assert (kept.outer, kept.target, kept.remind_by) == (
        date(2026, 7, 4), date(2026, 7, 2), date(2026, 7, 4),
    )  # fmt: skip
    page = url(harbor, "filings:deadline", kept.pk)
    assert "Scheduling order of 3 March" in browsing_as(attorney).get(page).content.decode()
    shown = browsing_as(advocate).get(page).content.decode()
    assert "Day set by a judge or agency" in shown
    assert "Scheduling order" not in shown
    with pytest.raises(Blocked, match="nothing computes it"):
        change_facts(attorney, deadline=kept, facts={}, reason="Wrong.")


def test_a_day_set_by_hand_keeps_the_computed_one_beside_it(
    attorney: Actor, supervisor: Actor, deadline: Deadline
) -> None:
    with pytest.raises(Blocked, match="ends the right itself"):
        override_deadline(attorney, deadline=deadline, outer=JULY, reason="Agreed by phone.")
    moved = override_deadline(attorney, deadline=deadline, outer=MAY, reason="She leaves.")
    assert (moved.outer, moved.target, moved.computed_outer, moved.remind_by) == (
        MAY, date(2026, 4, 30), JUNE, MAY,
    )  # fmt: skip
    # Back again is later, so it needs a second person; until then the earlier day counts.
    with pytest.raises(Blocked, match="ends the right itself"):
        undo_override(attorney, deadline=moved, reason="She stays.")
    given = {"deadline": moved, "change": SetDay(JULY), "reason": "Agreed by phone."}
    assert move_or_propose(attorney, **given) is False  # type: ignore[arg-type]
    waiting = Deadline.objects.get()
    assert (waiting.outer, waiting.remind_by) == (MAY, MAY)
    approve_proposal(supervisor, proposal=DeadlineProposal.objects.get())
    later = Deadline.objects.get()
    assert (later.outer, later.computed_outer) == (JULY, JUNE)
    assert later.remind_by == JUNE  # until somebody has answered for it, what the rule gives
    assert "→ " in str(history_of(attorney, later))


def test_corrected_facts_are_compared_first_and_correct_the_notice(
    harbor: Clinic, attorney: Actor, deadline: Deadline
) -> None:
    browser, page = browsing_as(attorney), url(harbor, "filings:change_facts", deadline.pk)
    assert 'value="2026-03-06"' in browser.get(page).content.decode()
    form = {
        "fact-version": deadline.version, "fact-notice_date": "2026-03-06",
        "fact-service": "electronic", "fact-response": "online", "fact-response_days": "84",
    }  # fmt: skip
    compared = browser.post(page, {**form, "compare": "1"}).content.decode()
    assert 'datetime="2026-06-01"' in compared
    assert 'datetime="2026-05-29"' in compared
    assert Deadline.objects.get().outer == JUNE
    assert browser.post(page, {**form, "save": "1"}).status_code == 422  # no reason
    with zeal_ignore():
        saved = browser.post(page, {**form, "save": "1", "fact-reason": "It came by mail too."})
    assert saved.status_code == 302
    moved = Deadline.objects.select_related("notice").get()
    assert moved.outer == date(2026, 5, 29)
    assert moved.notice is not None
    assert (moved.notice.service, moved.notice.response) == ("electronic", "online")


def test_facts_that_let_it_fall_later_wait_for_a_second_person(
    attorney: Actor, supervisor: Actor, deadline: Deadline
) -> None:
    facts = {**deadline.facts, "notice_date": "2026-03-08"}
    change = NewFacts(facts)
    assert move_or_propose(attorney, deadline=deadline, change=change, reason="Misread.") is False
    assert (Deadline.objects.get().outer, Deadline.objects.get().remind_by) == (JUNE, JUNE)
    approve_proposal(supervisor, proposal=DeadlineProposal.objects.get())
    assert Deadline.objects.get().outer == date(2026, 6, 3)


def test_a_filing_without_a_deadline_asks_until_somebody_answers_and_again_when_it_moves_on(
    attorney: Actor, advocate: Actor, stranger: Actor, case: Case, day: Callable[[str], date]
) -> None:
    filing = add_filing(attorney, case=case, form="I-914")
    for reader, seen in ((attorney, 1), (advocate, 1), (stranger, 0)):
        assert filings_without_deadline(reader).count() == seen
    with zeal_ignore():
        steps = [step.title for step in next_steps_of(attorney, case)]
    assert "I-914: no deadline recorded" in steps
    with pytest.raises(Blocked, match="Say why no date runs"):
        say_no_deadline(attorney, filing=filing, reason=" ")
    say_no_deadline(attorney, filing=filing, reason="Not sent yet.")
    assert not asks_for_deadline(attorney, filing)
    with pytest.raises(Blocked, match="said already"):
        say_no_deadline(attorney, filing=filing, reason="Still not.")
    browser, page = browsing_as(attorney), url(case.clinic, "filings:no_deadline", filing.pk)
    assert "Not sent yet." in browser.get(page).content.decode()
    with zeal_ignore():
        assert browser.post(f"{page}take-back/").status_code == 302
    assert asks_for_deadline(attorney, filing)
    with pytest.raises(Blocked, match="Nobody has said"):
        take_back_no_deadline(attorney, filing=filing)
    say_no_deadline(attorney, filing=filing, reason="Still not.")
    today = day("2026-03-10")
    move_filing(attorney, filing=fresh(filing), to="client_review", on=today)
    assert asks_for_deadline(attorney, filing)
    facts = {"moved": "2026-03-09"}
    add_deadline(attorney, case=case, filing=filing, rule="us.uscis.change_of_address", facts=facts)
    assert not asks_for_deadline(attorney, filing)
