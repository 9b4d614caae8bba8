"""Tasks: whose they are, coming round, nobody's, and what keeps a case open."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from zeal import zeal_ignore

from agenda import actions, queries
from agenda.models import Task
from agenda.rules.tasks import due_at, turn_after
from cases import actions as case_actions
from cases.models import Assignment, Case
from clients import actions as clients
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, NotVisible, Refused
from clinic.office import actions as office
from clinic.tenancy.current import today
from referrals.models import Partner
from tests.builders import browsing_as, make_member, seat_of
from tests.everywhere.world_agenda import add_for


def now_of(task: Task) -> Task:
    return Task.objects.select_related("case__client", "key", "assignee").get(pk=task.pk)


def test_a_task_is_given_to_the_team_and_to_who_reaches_every_case_alone(
    case: Case, attorney: Actor, advocate: Actor, coordinator: Actor, stranger: Actor
) -> None:
    for member in (attorney, advocate, coordinator):
        assert add_for(attorney, case, assignee=seat_of(member)).assignee == seat_of(member)
    with pytest.raises(Blocked) as stop:
        add_for(attorney, case, assignee=seat_of(stranger))
    assert stop.value.code == "not_on_case"
    with pytest.raises(Refused):
        add_for(stranger, case)
    assert Task.objects.count() == 3


def test_a_task_stands_on_the_page_of_the_case_and_on_today(
    case: Case, attorney: Actor, advocate: Actor
) -> None:
    task = add_for(
        attorney, case, what="Collect the school record", assignee=seat_of(advocate),
        due_on=today() + timedelta(days=2),
    )  # fmt: skip
    reader, other = browsing_as(advocate), browsing_as(attorney)
    for page in (f"cases/{case.pk}/", f"cases/{case.pk}/tasks/", "", "tasks/"):
        assert "Collect the school record" in reader.get(f"/harbor/{page}").content.decode(), page
    assert "Collect the school record" not in other.get("/harbor/tasks/").content.decode()
    actions.finish_task(advocate, task=task, version=1)
    for page in (f"cases/{case.pk}/", "", "tasks/"):
        assert "Collect the school record" not in reader.get(f"/harbor/{page}").content.decode()
    assert (
        "Collect the school record"
        in reader.get(f"/harbor/cases/{case.pk}/tasks/").content.decode()
    )


def test_when_one_is_done_the_next_appears_on_the_day_it_falls(case: Case, attorney: Actor) -> None:
    due = today() - timedelta(days=20)  # one turn was missed
    task = add_for(
        attorney, case, kind="check_in", due_on=due, every=2, unit="weeks",
        assignee=seat_of(attorney),
    )  # fmt: skip
    actions.finish_task(attorney, task=task, version=1)
    following = Task.objects.get(follows=task)
    assert following.due_on == due + timedelta(weeks=4)
    assert (following.state, following.assignee_id) == ("open", seat_of(attorney).pk)
    with pytest.raises(Blocked) as stop:
        actions.finish_task(attorney, task=now_of(task), version=2)
    assert stop.value.code == "task_ended"
    actions.finish_task(attorney, task=following, version=1)
    assert Task.objects.get(follows=following).due_on == due + timedelta(weeks=6)


def test_a_month_counts_from_the_first_day_and_does_not_wander() -> None:
    first = date(2026, 1, 31)
    days = [due_at(first, 1, "months", turn) for turn in range(4)]
    assert days == [first, date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]
    assert turn_after(first, 1, "months", 0, date(2026, 3, 31)) == 3
    assert due_at(date(2024, 2, 29), 12, "months", 1) == date(2025, 2, 28)
    assert due_at(first, 10, "days", 2) == date(2026, 2, 20)


def test_cancelling_ends_the_round_and_reopening_takes_the_next_back(
    case: Case, attorney: Actor
) -> None:
    task = add_for(attorney, case, due_on=today(), every=1, unit="days")
    actions.finish_task(attorney, task=task, version=1)
    following = Task.objects.get(follows=task)
    actions.reopen_task(attorney, task=now_of(task), reason="It was not.", version=2)
    assert now_of(following).state == "cancelled"
    actions.finish_task(attorney, task=now_of(task), version=3)
    third = Task.objects.get(follows=task, state="open")
    actions.finish_task(attorney, task=third, version=1)
    with pytest.raises(Blocked) as stop:
        actions.reopen_task(attorney, task=now_of(task), reason="Once more.", version=4)
    assert stop.value.code == "next_done"
    last = Task.objects.get(follows=third)
    actions.cancel_task(attorney, task=last, reason="She left the country.", version=1)
    assert not Task.objects.filter(state="open").exists()
    told = queries.moves_of(last)
    assert [row.reason for row, _words in told] == ["She left the country."]


def taken_off(case: Case, advocate: Actor, coordinator: Actor) -> None:
    row = Assignment.objects.get(case=case, membership=seat_of(advocate), ended_at=None)
    case_actions.end_assignment(coordinator, assignment=row)


def gone(case: Case, advocate: Actor, coordinator: Actor) -> None:
    administrator = make_member(coordinator.clinic, "administrator")
    with zeal_ignore():
        office.end_membership(administrator, membership=seat_of(advocate))


def walled(case: Case, advocate: Actor, coordinator: Actor) -> None:
    clients.raise_wall(
        coordinator, client=case.client, membership=seat_of(advocate), reason="A neighbour."
    )


@pytest.mark.parametrize("leaves", [taken_off, gone, walled])
def test_a_task_of_somebody_who_leaves_is_the_coordinators_to_see(
    case: Case,
    attorney: Actor,
    advocate: Actor,
    coordinator: Actor,
    leaves: Callable[[Case, Actor, Actor], None],
) -> None:
    kept = add_for(attorney, case, what="Kept", assignee=seat_of(attorney))
    task = add_for(attorney, case, what="Left behind", assignee=seat_of(advocate))
    assert not queries.stray_tasks(coordinator).exists()
    leaves(case, advocate, coordinator)
    assert list(queries.stray_tasks(coordinator)) == [task]
    for page in ("", "tasks/without/"):
        assert "Left behind" in browsing_as(coordinator).get(f"/harbor/{page}").content.decode()
    assert not queries.my_tasks(advocate).exists()
    with pytest.raises(NotVisible):
        queries.task_of(advocate, task.pk)
    said = {"what": "Left behind", "kind": "document", "priority": "normal"}
    actions.change_task(
        coordinator, task=now_of(task), version=1, assignee=seat_of(attorney), **said
    )
    assert not queries.stray_tasks(coordinator).exists()
    assert [row.was_with for row, _words in queries.moves_of(task)] == [seat_of(advocate)]
    assert kept.assignee == seat_of(attorney)


def test_a_check_in_goes_on_without_who_left(
    case: Case, attorney: Actor, advocate: Actor, coordinator: Actor
) -> None:
    task = add_for(
        attorney, case, due_on=today(), every=1, unit="weeks", assignee=seat_of(advocate)
    )
    taken_off(case, advocate, coordinator)
    actions.finish_task(attorney, task=now_of(task), version=1)
    assert Task.objects.get(follows=task).assignee is None


def test_a_case_is_not_closed_over_an_open_task(case: Case, attorney: Actor) -> None:
    task = add_for(attorney, case)
    browser = browsing_as(attorney)
    page = browser.get(f"/harbor/cases/{case.pk}/close/").content.decode()
    assert "1 task is open" in page
    assert f"/harbor/cases/{case.pk}/tasks/" in page  # the way out
    said: dict[str, Any] = {
        "outcome": "advice", "reason": "Advice was given.", "version": case.version
    }  # fmt: skip
    with pytest.raises(Blocked) as stop:
        case_actions.close_case(attorney, case=case, **said)
    assert stop.value.code == "still_open"
    actions.cancel_task(attorney, task=task, reason="Nothing came of it.", version=1)
    closed = case_actions.close_case(attorney, case=case, **said)
    with pytest.raises(Blocked) as stop:
        actions.reopen_task(attorney, task=now_of(task), reason="After all.", version=2)
    assert stop.value.code == "closed"
    with pytest.raises(Blocked) as stop:
        add_for(attorney, closed)
    assert stop.value.code == "closed"


def test_what_comes_round_needs_a_first_day(case: Case, attorney: Actor) -> None:
    answer = browsing_as(attorney).post(
        f"/harbor/cases/{case.pk}/tasks/add/",
        {"what": "Ask", "kind": "check_in", "priority": "normal", "every": "2", "unit": "weeks"},
    )
    assert answer.status_code == 422
    assert "Say when it is due first." in answer.content.decode()
    with pytest.raises(Blocked) as stop:
        add_for(attorney, case, every=2, unit="weeks")
    assert stop.value.code == "due_missing"


def test_somebody_outside_does_it_and_somebody_here_follows_it_up(
    case: Case, attorney: Actor, advocate: Actor
) -> None:
    said = {"outside_kind": "interpreter", "outside": "Ana Sample"}
    task = add_for(attorney, case, assignee=seat_of(advocate), every=1, unit="weeks",
                   due_on=today(), **said)  # fmt: skip
    browser = browsing_as(advocate)
    for page in (f"cases/{case.pk}/tasks/", f"tasks/{task.pk}/", f"cases/{case.pk}/", "tasks/"):
        assert "Ana Sample" in browser.get(f"/harbor/{page}").content.decode(), page
    actions.finish_task(advocate, task=now_of(task), version=task.version)
    follower = Task.objects.get(follows=task)
    assert (follower.outside_kind, follower.outside) == ("interpreter", "Ana Sample")
    changed = actions.change_task(
        attorney, task=now_of(follower), version=follower.version, what=follower.what or "",
        kind=follower.kind, priority=follower.priority, assignee=seat_of(advocate),
    )  # fmt: skip
    assert (changed.outside_kind, changed.outside) == ("", None)


@pytest.mark.parametrize("said", [{"outside_kind": "partner"}, {"outside": "A shelter"}])
def test_who_is_outside_and_what_they_are_is_said_together(
    case: Case, attorney: Actor, said: dict[str, str]
) -> None:
    with pytest.raises(Blocked) as stop:
        add_for(attorney, case, **said)
    assert stop.value.code == "outside_missing"


def test_the_form_offers_partners_of_the_directory(case: Case, attorney: Actor) -> None:
    Partner.objects.create(
        name="Fern Street Shelter", kind="shelter", email="fern@example.org",
        added_by=seat_of(attorney),
    )  # fmt: skip
    shown = browsing_as(attorney).get(f"/harbor/cases/{case.pk}/tasks/add/").content.decode()
    assert "Fern Street Shelter" in shown
