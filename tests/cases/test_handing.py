"""A case is handed over with all that hangs on somebody, or not at all."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from django.utils.html import escape
from zeal import zeal_ignore

from agenda.models import Appointment, Attendee, Silence, Task, TaskMove, Timer
from cases import hooks
from cases.actions import assign_case, confirm_handover, hand_over_case
from cases.models import Assignment, Case, Handover
from cases.queries import hanging_on, orphans, unread_by_others, unread_own
from clients.actions import raise_wall
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, Refused
from clinic.audit.models import AuditEntry
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from filings.models import Appearance, Deadline, Snooze
from filings.queries import history_of
from tests.builders import browsing_as, make_member, seat_of
from tests.cases.laden import TASK, handing, laden, reread

WORDS = "Moves to another country with her family."


@pytest.fixture
def successor(stranger: Actor) -> Actor:
    return stranger


@pytest.fixture
def case(coordinator: Actor, attorney: Actor, advocate: Actor) -> Case:
    return laden(coordinator, attorney, advocate)


def hand(actor: Actor, case: Case, leaver: Actor, successor: Actor, **changes: Any) -> Handover:
    with zeal_ignore():
        return hand_over_case(actor, **handing(case, leaver, successor, **changes))


def test_everything_goes_to_the_successor_and_nothing_stays_behind(
    case: Case, coordinator: Actor, attorney: Actor, successor: Actor
) -> None:
    made = hand(coordinator, case, attorney, successor, words=WORDS)
    new, old = seat_of(successor), seat_of(attorney)
    on_it = Assignment.objects.filter(case=case, role="attorney", ended_at=None)
    assert [one.membership for one in on_it] == [new]
    task = Task.objects.exclude(kind="court").get(case=case)
    assert task.assignee == new
    assert TaskMove.objects.get(task=task).was_with == old
    assert [one.membership for one in Attendee.objects.all()] == [new]
    accompanied = Appointment.objects.get(advocate__isnull=False)
    assert (accompanied.advocate, accompanied.accompaniment) == (new, "asked")
    timer = Timer.objects.get()
    assert timer.state == Timer.BOOKED
    assert timer.entry is not None
    assert timer.entry.person == old
    deadline = Deadline.objects.get()
    assert deadline.acknowledged_at is None
    assert "handed_over" in [event.code for event in history_of(successor, deadline)]
    assert Snooze.objects.get().ended_at is not None
    appearance = Appearance.objects.get()
    assert (appearance.membership, appearance.handed_to, appearance.ended_on) == (old, new, None)
    pressing = Task.objects.get(case=case, kind="court")
    assert (pressing.assignee, pressing.priority) == (new, "high")
    silence = Silence.objects.get()
    assert (silence.answer, silence.ended_at is None) == ("reassign", False)
    assert orphans(coordinator) == []
    assert hanging_on(coordinator, case, old)
    assert not [
        one for one in hanging_on(coordinator, case, old) if one.fate in ("moves", "anew", "ends")
    ]
    entry = AuditEntry.objects.get(verb="case.handed_over")
    assert entry.detail["count"] == 4
    assert WORDS not in str(entry.detail)
    assert reread(case).version == case.version + 1
    assert (made.words, made.reason, made.last_day) == (WORDS, "leaves", today())


def test_a_single_thing_can_go_to_somebody_else(
    case: Case, coordinator: Actor, attorney: Actor, advocate: Actor, successor: Actor
) -> None:
    task = Task.objects.get(case=case)
    other = {f"task:{task.pk}": seat_of(advocate)}
    hand(coordinator, case, attorney, successor, takers=other)
    task.refresh_from_db()
    assert task.assignee == seat_of(advocate)
    assert {one.membership for one in Attendee.objects.all()} == {seat_of(successor)}


@pytest.mark.parametrize("away", ["outsider", "leaver", "elsewhere"])
def test_nothing_goes_to_who_is_not_on_the_case(
    away: str, case: Case, coordinator: Actor, attorney: Actor, successor: Actor
) -> None:
    outsider = make_member(coordinator.clinic, "advocate", name="Advocate of no case")
    taker = {"outsider": outsider, "leaver": attorney, "elsewhere": outsider}[away]
    key = f"task:{new_id() if away == 'elsewhere' else Task.objects.get(case=case).pk}"
    with pytest.raises(Blocked) as stop:
        hand(coordinator, case, attorney, successor, takers={key: seat_of(taker)})
    assert stop.value.code == ("changed_meanwhile" if away == "elsewhere" else "not_on_case")
    assert not Handover.objects.exists()
    assert Assignment.objects.filter(membership=seat_of(successor)).count() == 0
    assert Task.objects.get(case=case).assignee == seat_of(attorney)


def test_what_would_be_left_with_nobody_stops_everything(
    case: Case, coordinator: Actor, attorney: Actor, successor: Actor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    kinds = [
        hooks.Hangs(kind.code, kind.of, None if kind.code == "appointment" else kind.settle,
                    kind.left)
        for kind in hooks.hanging
    ]  # fmt: skip
    monkeypatch.setattr(hooks, "hanging", kinds)
    with pytest.raises(Blocked) as stop:
        hand(coordinator, case, attorney, successor)
    assert stop.value.code == "still_hangs"
    assert Task.objects.get(case=case).assignee == seat_of(attorney)
    assert Assignment.objects.get(case=case, role="attorney").ended_at is None


def test_the_gate_of_every_assignment_decides(
    case: Case, coordinator: Actor, attorney: Actor, successor: Actor
) -> None:
    raise_wall(coordinator, client=case.client, membership=seat_of(successor), reason="Knows them.")
    with pytest.raises(Blocked) as stop:
        hand(coordinator, case, attorney, successor)
    assert stop.value.code == "kept_out"
    type(case.client).objects.filter(pk=case.client_id).update(conflict_state="recheck")
    other = make_member(coordinator.clinic, "attorney", name="Third attorney")
    with pytest.raises(Blocked) as stop:
        hand(coordinator, case, attorney, other)
    assert stop.value.code == "conflict_not_clear"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"version": 99}, "changed_meanwhile"),
        ({"reason": "boredom"}, "unknown_choice"),
        ({"last_day": date(2099, 1, 1)}, "impossible_day"),
        ({"last_day": date(1989, 12, 31)}, "impossible_day"),
        ({"role": "advocate"}, "other_role"),
    ],
)
def test_what_makes_no_sense_is_refused(
    changes: dict[str, Any], code: str, case: Case, coordinator: Actor, attorney: Actor,
    successor: Actor,
) -> None:  # fmt: skip
    with pytest.raises(Blocked) as stop:
        hand(coordinator, case, attorney, successor, **changes)
    assert stop.value.code == code
    assert not Handover.objects.exists()


def test_nobody_hands_over_to_themselves_or_out_of_two_roles(
    case: Case, coordinator: Actor, attorney: Actor, successor: Actor
) -> None:
    with pytest.raises(Blocked) as stop:
        hand(coordinator, case, attorney, attorney)
    assert stop.value.code == "same_person"
    seat = seat_of(attorney)
    seat.roles = ["attorney", "advocate"]
    seat.save()
    with zeal_ignore():
        assign_case(coordinator, case=reread(case), membership=seat, role="advocate")
    with pytest.raises(Blocked) as stop:
        hand(coordinator, case, attorney, successor)
    assert stop.value.code == "two_roles"


def test_sent_twice_it_is_done_once(
    case: Case, coordinator: Actor, attorney: Actor, successor: Actor
) -> None:
    made = hand(coordinator, case, attorney, successor)
    with pytest.raises(Blocked) as stop:
        hand(coordinator, case, attorney, successor, handover_id=made.pk)
    assert stop.value.code == "sent_twice"


def test_only_who_gives_cases_hands_them_over(
    case: Case, attorney: Actor, advocate: Actor, successor: Actor
) -> None:
    for actor in (attorney, advocate):
        with pytest.raises(Refused):
            hand(actor, case, attorney, successor)
        page = browsing_as(actor).get(f"/harbor/cases/{case.pk}/hand-over/")
        assert page.status_code == 403


def form_of(page: Any) -> dict[str, str]:
    form = page.context["form"]
    return {name: str(form[name].value() or "") for name in form.fields}


def test_the_way_on_the_page(
    case: Case, coordinator: Actor, attorney: Actor, successor: Actor
) -> None:
    browser = browsing_as(coordinator)
    team = browser.get(f"/harbor/cases/{case.pk}/access/").content.decode()
    url = f"/harbor/cases/{case.pk}/hand-over/?from={seat_of(attorney).pk}"
    assert url in team
    page = browser.get(url)
    said = page.content.decode()
    for words in (escape(TASK), "Hearing", "I-914", "USCIS (G-28)", "only attorney"):
        assert words in said, words
    data = form_of(page) | {"person": f"attorney:{seat_of(successor).pk}", "why": "leaves"}
    stale = browser.post(url, data | {"version": "99", "words": WORDS})
    assert (stale.status_code, WORDS in stale.content.decode()) == (409, True)
    lacking = browser.post(url, data | {"why": ""})
    assert lacking.status_code == 422
    done = browser.post(url, data)
    made = Handover.objects.get()
    assert done.headers["Location"] == f"/harbor/handovers/{made.pk}/"
    again = browser.post(url, data)
    assert again.headers["Location"] == f"/harbor/handovers/{made.pk}/"
    assert Handover.objects.count() == 1
    assert browser.get(url).status_code == 404
    assert browser.get(f"/harbor/cases/{case.pk}/hand-over/").status_code == 200


def test_a_day_to_come_is_refused_on_the_page_with_words_kept(
    case: Case, coordinator: Actor, attorney: Actor, successor: Actor
) -> None:
    browser = browsing_as(coordinator)
    url = f"/harbor/cases/{case.pk}/hand-over/?from={seat_of(attorney).pk}"
    data = form_of(browser.get(url)) | {
        "person": f"attorney:{seat_of(successor).pk}", "why": "leaves", "words": WORDS,
    }  # fmt: skip
    for day in ("2999-01-01", "0225-01-01", "2026-02-30"):
        answer = browser.post(url, data | {"last_day": day})
        assert (answer.status_code, WORDS in answer.content.decode()) == (422, True)


def test_the_successor_says_that_they_have_read_it_and_nobody_else(
    case: Case, coordinator: Actor, attorney: Actor, advocate: Actor, successor: Actor
) -> None:
    made = hand(coordinator, case, attorney, successor, words=WORDS)
    url = f"/harbor/handovers/{made.pk}/"
    own = browsing_as(successor).get(url).content.decode()
    assert "Does the sister want to testify?" in own
    assert WORDS not in own
    assert WORDS in browsing_as(coordinator).get(url).content.decode()
    other = browsing_as(advocate).get(url).content.decode()
    assert "Does the sister want to testify?" not in other
    assert f"{url}read/" not in other
    assert browsing_as(attorney).get(url).status_code == 404
    assert [one.pk for one in unread_own(successor)] == [made.pk]
    assert list(unread_by_others(coordinator)) == []
    Handover.objects.update(made_at=timezone.now() - timedelta(days=3, minutes=1))
    assert [one.pk for one in unread_by_others(coordinator)] == [made.pk]
    with pytest.raises(Blocked) as stop:
        confirm_handover(coordinator, handover=made)
    assert stop.value.code == "not_the_successor"
    assert browsing_as(successor).post(f"{url}read/").status_code == 302
    assert list(unread_own(successor)) == list(unread_by_others(coordinator)) == []
    with pytest.raises(Blocked) as stop:
        confirm_handover(successor, handover=made)
    assert stop.value.code == "handover_read"


def test_nothing_of_it_lies_in_clear(
    case: Case, coordinator: Actor, attorney: Actor, successor: Actor
) -> None:
    hand(coordinator, case, attorney, successor, words=WORDS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(h::text, '') FROM cases_handover h")
        (rows,) = cursor.fetchone()
    assert "another country" not in rows
    assert "leaves" in rows
