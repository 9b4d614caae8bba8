"""The matters of a case: nothing goes on before its conditions hold and, where asked, two agree."""

from typing import Any

import pytest
from django.db import connection
from zeal import zeal_ignore

from agenda.models import Task
from cases.actions import (
    add_matter,
    add_usual_tasks,
    approve_stage,
    ask_for_stage,
    close_case,
    decline_stage,
    move_matter,
    tick_item,
    waive_item,
)
from cases.models import Case, Matter, MatterItem, MatterMove
from cases.queries import matter_of, matters_of
from cases.queries.matters import states_of
from cases.rules.matters import type_of
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, NotVisible, Refused
from clinic.audit.models import DONE, AuditEntry
from clinic.tenancy.current import bind
from tests.builders import browsing_as, calling_as, make_case, make_clinic, make_member


@pytest.fixture
def case(coordinator: Actor, attorney: Actor, advocate: Actor) -> Case:
    return make_case(coordinator, attorney, advocate)


@pytest.fixture
def matter(case: Case, attorney: Actor) -> Matter:
    return matter_of(attorney, Matter.objects.get(case=case).pk)


def settle(actor: Actor, matter: Matter, *but: str) -> Matter:
    """Tick whatever keeps the matter from going on, but these lines."""
    with zeal_ignore():
        for item in type_of(matter.kind).unsettled(matter.stage, states_of(matter)):
            if item.code not in but:
                tick_item(actor, matter=matter, code=item.code, done=True)
    return matter_of(actor, matter.pk)


def stopped(act: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(Blocked) as stop:
        act(*args, **kwargs)
    return str(stop.value.code)


def ahead(attorney: Actor, supervisor: Actor, matter: Matter, to: str) -> Matter:
    """Walk the road to a stage with everything settled, each approval by the supervisor."""
    while matter.stage != to:
        matter = settle(attorney, matter)
        kind = type_of(matter.kind)
        following = kind.stages[kind.place(matter.stage) + 1]
        if following.approval:
            matter = ask_for_stage(
                attorney, matter=matter, to=following.code, version=matter.version
            )
            approve_stage(supervisor, matter=matter, version=matter.version)
        else:
            move_matter(attorney, matter=matter, to=following.code, version=matter.version)
        matter = matter_of(attorney, matter.pk)
    return matter


def test_a_case_begins_with_its_matter_and_holds_several(
    case: Case, matter: Matter, attorney: Actor
) -> None:
    assert (matter.kind, matter.stage) == ("t_visa", "plan")
    second = add_matter(attorney, case=case, kind="work_permit")
    assert second.stage == "plan"
    settle(attorney, matter)
    assert states_of(second) == {}
    assert stopped(add_matter, attorney, case=case, kind="work_permit") == "matter_there"
    assert stopped(add_matter, attorney, case=case, kind="spell") == "unknown_choice"
    assert [one.matter.kind for one in matters_of(attorney, case)] == ["t_visa", "work_permit"]


def test_a_matter_goes_on_only_when_what_is_required_is_done_or_waived(
    matter: Matter, attorney: Actor, supervisor: Actor
) -> None:
    matter = settle(attorney, matter, "cooperation")
    asked: dict[str, Any] = {"matter": matter, "to": "prepare", "version": matter.version}
    assert stopped(ask_for_stage, attorney, **asked) == "still_open"
    waived = waive_item(attorney, matter=matter, code="cooperation", reason="Was under 18.")
    row = MatterItem.objects.select_related("key").get(code="cooperation")
    assert (row.state, row.reason) == ("waived", "Was under 18.")
    asked = {"matter": waived, "to": "prepare", "version": waived.version}
    assert ask_for_stage(attorney, **asked).stage == "plan"


def test_a_plan_is_approved_by_a_second_person_and_checked_again(
    case: Case, matter: Matter, attorney: Actor, supervisor: Actor
) -> None:
    matter = settle(attorney, matter)
    go: dict[str, Any] = {"to": "prepare", "version": matter.version}
    assert stopped(move_matter, attorney, matter=matter, **go) == "approval_needed"
    matter = ask_for_stage(attorney, matter=matter, **go)
    again: dict[str, Any] = {"matter": matter, "to": "prepare", "version": matter.version}
    assert stopped(ask_for_stage, attorney, **again) == "asked_already"
    with pytest.raises(Refused):
        approve_stage(attorney, matter=matter, version=matter.version)
    open_again = tick_item(attorney, matter=matter, code="family", done=False)
    decided: dict[str, Any] = {"matter": open_again, "version": open_again.version}
    assert stopped(approve_stage, supervisor, **decided) == "still_open"
    matter = tick_item(attorney, matter=matter, code="family", done=True)
    approved = approve_stage(supervisor, matter=matter, version=matter.version)
    assert approved.stage == "prepare"
    decided = {"matter": approved, "version": approved.version}
    assert stopped(approve_stage, supervisor, **decided) == "decided_already"
    entry = AuditEntry.objects.get(verb="matter.approved", outcome=DONE)
    assert entry.detail == {"matter": "t_visa", "was": "plan", "became": "prepare"}


def test_who_asked_never_approves_it(matter: Matter, supervisor: Actor) -> None:
    matter = settle(supervisor, matter)
    matter = ask_for_stage(supervisor, matter=matter, to="prepare", version=matter.version)
    decided: dict[str, Any] = {"matter": matter, "version": matter.version}
    assert stopped(approve_stage, supervisor, **decided) == "second_person"
    second = make_member(supervisor.clinic, "supervisor", name="Second supervisor")
    assert approve_stage(second, **decided).stage == "prepare"


def test_a_declined_stage_stays_with_its_reason_and_may_be_asked_again(
    matter: Matter, attorney: Actor, supervisor: Actor
) -> None:
    matter = settle(attorney, matter)
    matter = ask_for_stage(attorney, matter=matter, to="prepare", version=matter.version)
    no: dict[str, Any] = {"matter": matter, "version": matter.version}
    assert stopped(decline_stage, supervisor, answer=" ", **no) == "reason_missing"
    matter = decline_stage(supervisor, answer="Hardship is thin.", **no)
    assert matter.stage == "plan"
    assert MatterMove.objects.select_related("key").get().answer == "Hardship is thin."
    ask_for_stage(attorney, matter=matter, to="prepare", version=matter.version)


def test_going_back_and_ending_early_want_a_reason(
    matter: Matter, attorney: Actor, supervisor: Actor
) -> None:
    matter = ahead(attorney, supervisor, matter, "prepare")
    back: dict[str, Any] = {"matter": matter, "to": "plan", "version": matter.version}
    assert stopped(move_matter, attorney, **back) == "reason_missing"
    matter = move_matter(attorney, reason="New facts.", **back)
    assert matter.stage == "plan"
    over: dict[str, Any] = {"matter": matter, "to": "filed", "version": matter.version}
    assert stopped(ask_for_stage, attorney, **over) == "unlawful_move"
    end: dict[str, Any] = {"matter": matter, "to": "closed", "version": matter.version}
    assert stopped(ask_for_stage, attorney, **end) == "reason_missing"
    matter = ask_for_stage(attorney, reason="She wishes to stop.", **end)
    assert approve_stage(supervisor, matter=matter, version=matter.version).stage == "closed"


def test_a_dialogue_never_goes_on_without_its_preconditions(
    case: Case, attorney: Actor, supervisor: Actor
) -> None:
    dialogue = add_matter(attorney, case=case, kind="restorative_dialogue")
    dialogue = ahead(attorney, supervisor, matter_of(attorney, dialogue.pk), "safety")
    standing = [item for item in type_of(dialogue.kind).stage("safety").items if item.standing]
    assert len(standing) >= 6
    with zeal_ignore():
        for item in standing:
            kept = settle(attorney, dialogue)
            kept = tick_item(attorney, matter=kept, code=item.code, done=False)
            waive: dict[str, Any] = {"matter": kept, "code": item.code, "reason": "In a hurry."}
            assert stopped(waive_item, supervisor, **waive) == "never_waived"
            go: dict[str, Any] = {"matter": kept, "to": "prepare", "version": kept.version}
            assert stopped(move_matter, attorney, **go) == "still_open"
    dialogue = settle(attorney, dialogue)
    dialogue = ahead(attorney, supervisor, dialogue, "dialogue")
    fallen = tick_item(attorney, matter=dialogue, code="free_consent", done=False)
    page = browsing_as(attorney).get(f"/harbor/cases/{case.pk}/matters/").content.decode()
    assert "Stop: what had to hold" in page
    go = {"matter": settle(attorney, fallen, "free_consent"), "to": "follow"}
    assert stopped(move_matter, attorney, version=go["matter"].version, **go) == "still_open"


def test_a_line_that_was_ticked_already_is_not_ticked_twice(
    matter: Matter, attorney: Actor
) -> None:
    tick_item(attorney, matter=matter, code="engagement", done=True)
    tick: dict[str, Any] = {"matter": matter, "code": "engagement", "done": True}
    assert stopped(tick_item, attorney, **tick) == "sent_twice"
    assert stopped(tick_item, attorney, **tick | {"code": "nothing"}) == "unknown_choice"
    assert stopped(tick_item, attorney, **tick | {"code": "task_records"}) == "a_task"
    assert AuditEntry.objects.filter(verb="matter.ticked", outcome=DONE).count() == 1


def test_the_usual_tasks_are_added_once(case: Case, matter: Matter, attorney: Actor) -> None:
    matter = add_usual_tasks(attorney, matter=matter)
    (task,) = Task.objects.filter(case=case).select_related("key")
    assert task.what == "Ask for the client's earlier immigration records"
    assert stopped(add_usual_tasks, attorney, matter=matter) == "sent_twice"


def test_who_may_do_what(case: Case, matter: Matter, advocate: Actor, stranger: Actor) -> None:
    tick_item(advocate, matter=matter, code="engagement", done=True)
    with pytest.raises(Refused):
        waive_item(advocate, matter=matter, code="cooperation", reason="No.")
    with pytest.raises(Refused):
        move_matter(advocate, matter=matter, to="prepare", version=2)
    with pytest.raises(NotVisible):
        matter_of(stranger, matter.pk)
    with pytest.raises(Refused):
        tick_item(stranger, matter=matter, code="family", done=True)


def test_another_clinic_finds_no_matter(matter: Matter) -> None:
    meadow = make_clinic("meadow")
    other = make_member(meadow, "supervisor", "attorney", "coordinator")
    with bind(meadow):
        with pytest.raises(NotVisible):
            matter_of(other, matter.pk)
        assert not Matter.objects.exists()


def test_a_closed_case_changes_nothing_in_its_matters(
    case: Case, matter: Matter, attorney: Actor
) -> None:
    close_case(attorney, case=case, outcome="advice", reason="Done.", version=case.version)
    tick: dict[str, Any] = {"matter": matter, "code": "engagement", "done": True}
    assert stopped(tick_item, attorney, **tick) == "closed"


def test_reasons_are_ciphertext_in_the_database(matter: Matter, attorney: Actor) -> None:
    waive_item(attorney, matter=matter, code="cooperation", reason="Named the recruiter.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason FROM cases_matteritem WHERE code = 'cooperation'")
        (stored,) = cursor.fetchone()
    assert b"recruiter" not in bytes(stored)


def test_the_page_ticks_in_one_click_and_leads_to_approval(
    case: Case, matter: Matter, attorney: Actor, supervisor: Actor
) -> None:
    browser, home = browsing_as(attorney), f"/harbor/cases/{case.pk}/matters/"
    page = browser.get(home).content.decode()
    assert "The engagement letter is signed" in page
    url = f"/harbor/matters/{matter.pk}"
    answer = browser.post(f"{url}/tick/", {"item": "engagement", "state": "done"})
    assert answer["Location"] == f"{home}#m-t_visa"
    assert states_of(matter) == {"engagement": "done"}
    given: dict[str, Any] = {
        "to": "prepare",
        "reason": "",
        "version": matter_of(attorney, matter.pk).version,
    }
    blocked = browser.post(f"{url}/move/", given)
    assert blocked.status_code == 409
    assert "Still open" in blocked.content.decode()
    waived = {"reason": "Under 18.", "version": given["version"]}
    assert browser.post(f"{url}/waive/cooperation/", waived).status_code == 302
    assert browser.get(f"{url}/waive/engagement2/").status_code == 404
    matter = settle(attorney, matter)
    assert browser.post(f"{url}/move/", given | {"version": matter.version}).status_code == 302
    boss = browsing_as(supervisor)
    assert "Decide" in boss.get(home).content.decode()
    version = matter_of(attorney, matter.pk).version
    empty: dict[str, Any] = {"approve": "no", "answer": "", "version": version}
    assert boss.post(f"{url}/decide/", empty).status_code == 422
    assert boss.post(f"{url}/decide/", empty | {"approve": "yes"}).status_code == 302
    assert matter_of(attorney, matter.pk).stage == "prepare"
    told = browser.get(f"/harbor/cases/{case.pk}/timeline/").content.decode()
    assert "T visa · Evidence and drafting" in told


def test_a_program_ticks_with_the_version_and_never_decides(
    case: Case, matter: Matter, attorney: Actor, supervisor: Actor
) -> None:
    program, path = calling_as(attorney), f"matters/{matter.pk}"
    given: dict[str, Any] = {"item": "engagement", "state": "done"}
    answer = program.change(f"{path}/items", given, of=path)
    assert (answer.status_code, answer["ETag"]) == (200, '"2"')
    stale = program.ask("post", f"{path}/items", given, If_Match='"1"')
    assert stale.status_code == 412
    (row,) = program.read(f"cases/{case.pk}/matters")["items"]
    assert {"code": "engagement", "state": "done"}.items() <= row["items"][0].items()
    settled = settle(attorney, matter)
    answer = program.change(f"{path}/move", {"to": "prepare"}, of=path)
    assert (answer.json()["stage"], answer.json()["asked"]) == ("plan", "prepare")
    boss = calling_as(supervisor)
    answer = boss.change(f"{path}/decide", {"approve": True}, of=path)
    assert answer.status_code == 403
    assert Matter.objects.get(pk=settled.pk).stage == "plan"
