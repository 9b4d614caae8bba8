"""A calendar in other programs is its person's own, and says where it was cut."""

from datetime import timedelta

import pytest
from zeal import zeal_ignore

from agenda import queries
from agenda.queries import feeds
from cases.models import Case
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from tests.builders import make_case, make_member, seat_of
from tests.desk.test_today import due_in
from tests.everywhere.world_agenda import add_for, plan_for


def titles(actor: Actor) -> list[str]:
    with zeal_ignore():
        return [entry.title for entry in queries.feed_entries(actor)]


@pytest.mark.parametrize("role", ["coordinator", "supervisor"])
def test_who_reaches_every_case_carries_none_but_their_own(
    case: Case, attorney: Actor, coordinator: Actor, supervisor: Actor, role: str
) -> None:
    actor = {"coordinator": coordinator, "supervisor": supervisor}[role]
    due_in(case, 5)
    plan_for(attorney, case)
    assert titles(actor) == []
    assert sorted(titles(attorney)) == [f"{case.number} · Interview", f"{case.number} · Last day"]
    plan_for(attorney, case, kind="hearing", attendees=[seat_of(actor)])
    add_for(attorney, case, kind="call", due_on=today(), assignee=seat_of(actor))
    assert titles(actor) == [f"{case.number} · Call or letter", f"{case.number} · Hearing"]


def test_the_days_of_a_case_that_is_assigned_to_a_supervisor_are_theirs(
    coordinator: Actor, advocate: Actor
) -> None:
    both = make_member(coordinator.clinic, "attorney", "supervisor")
    case = make_case(coordinator, both, advocate)
    due_in(case, 5)
    assert titles(both) == [f"{case.number} · Last day"]


def test_what_is_too_much_is_cut_at_its_end_and_says_so(
    case: Case, attorney: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "MOST", 3)
    for _turn in range(3):
        plan_for(attorney, case)  # thirty days ahead
    due_in(case, 5)
    with zeal_ignore():
        note, *found = queries.feed_entries(attorney)
    assert [entry.title for entry in found] == [
        f"{case.number} · Last day", *[f"{case.number} · Interview"] * 2
    ]  # fmt: skip
    assert note.begins == today()
    assert note.title.startswith("Not everything is here")
    assert str((today() + timedelta(days=30)).year) in note.title
    monkeypatch.setattr(feeds, "MOST", 4)
    assert not [one for one in titles(attorney) if one.startswith("Not everything")]
