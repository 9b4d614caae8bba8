"""What hangs on a person is told whole, and in no more words than the reader may read."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from zeal import zeal_ignore

from agenda.models import HourEntry, Timer
from cases.actions import ask_for_stage, assign_case, end_assignment, hand_over_case
from cases.models import Assignment, Case, Handover, Matter
from cases.queries import hanging_on, matter_of
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from documents.actions import add_document, keep_original, let_original_go
from documents.models import Original
from filings.actions import close_leave, propose_change
from filings.models import Deadline, Leave, LentCase, Reminder
from filings.rules.changes import Settle
from filings.tasks import scan_clinic
from staffing.models import BoardOffer, Interest, Opportunity
from tests.builders import Caller, make_member, make_token, seat_of
from tests.cases.laden import TASK, handing, laden, reread
from tests.engagement.steps import begin
from tests.sealed import sealed_pdf


@pytest.fixture(autouse=True)
def files_folder(tmp_path: Path, settings: Any) -> Path:
    settings.ALCOVE_FILES_DIR = tmp_path
    settings.STORAGES = {**settings.STORAGES}
    return tmp_path


@pytest.fixture
def case(coordinator: Actor, attorney: Actor, advocate: Actor) -> Case:
    return laden(coordinator, attorney, advocate)


def kinds(actor: Actor, case: Case, member: Actor) -> dict[str, list[str]]:
    """Return what is told, by fate: the kinds in order."""
    found: dict[str, list[str]] = {}
    for one in hanging_on(actor, case, seat_of(member)):
        found.setdefault(one.fate, []).append(one.kind)
    return found


def test_every_kind_is_told_with_what_becomes_of_it(
    case: Case, coordinator: Actor, supervisor: Actor, attorney: Actor
) -> None:
    key = {"case": case, "key": case.client.key}
    with zeal_ignore():
        matter = matter_of(attorney, Matter.objects.get(case=case).pk)
        ask_for_stage(attorney, matter=matter, to="closed", version=matter.version, reason="Stop.")
        deadline = Deadline.objects.get()
        propose_change(attorney, deadline=deadline, change=Settle("done"), reason="It is done.")
        begin(attorney, case)
        add_document(
            attorney, case=case, document_id=new_id(), file=sealed_pdf(), kind="identity",
            privilege="shared", title="Passport", original="held",
        )  # fmt: skip
        post = Opportunity.objects.create(
            **key, role="advocate", state="offered", summary={}, posted_by=seat_of(coordinator)
        )
        BoardOffer.objects.create(
            key=case.client.key, opportunity=post, membership=seat_of(attorney), state="open",
            made_by=seat_of(coordinator), expires_at=timezone.now() + timedelta(days=2),
        )  # fmt: skip
    found = kinds(supervisor, case, attorney)
    assert {fate: sorted(told) for fate, told in found.items()} == {
        "moves": ["appearance", "appointment", "appointment", "task"],
        "anew": ["deadline"],
        "ends": ["offer", "silence", "timer"],
        "stays": ["filing", "letter", "original", "proposal", "stage"],
    }
    with zeal_ignore():
        other = make_member(case.clinic, "attorney", name="Attorney who comes")
        hand_over_case(coordinator, **handing(case, attorney, other))
    offer = BoardOffer.objects.get()
    assert offer.state != "open"
    assert Opportunity.objects.get().state == "posted"
    assert not Interest.objects.filter(membership=seat_of(attorney), state="interested").exists()


def test_an_original_of_the_register_is_told_until_it_has_left(
    case: Case, coordinator: Actor, attorney: Actor
) -> None:
    with zeal_ignore():
        kept = keep_original(
            attorney, case=case, original_id=new_id(), what="Passport of Marisol",
            place="My drawer", since=today(),
        )  # fmt: skip
    told = [one for one in hanging_on(coordinator, case, seat_of(attorney)) if one.pk == kept.pk]
    assert [(one.kind, one.fate, one.text) for one in told] == [
        ("original", "stays", "Passport of Marisol")
    ]
    assert "My drawer" in told[0].note
    with zeal_ignore():
        let_original_go(
            attorney, original=Original.objects.select_related("case").get(pk=kept.pk),
            left="returned", left_on=today(), left_to="Marisol", version=kept.version,
        )  # fmt: skip
    hanging = hanging_on(coordinator, case, seat_of(attorney))
    assert kept.pk not in [one.pk for one in hanging]


def test_what_the_reader_may_not_read_is_told_without_its_words(
    case: Case, coordinator: Actor, attorney: Actor
) -> None:
    """A program that only gives cases hands over whole, and reads no task, hearing or deadline."""
    with zeal_ignore():
        add_document(
            attorney, case=case, document_id=new_id(), file=sealed_pdf(), kind="expert",
            privilege="attorney", title="Privileged report", original="held",
        )  # fmt: skip
    narrow = Caller(make_token(coordinator, "case.assign", "case.view"))
    found = narrow.read(f"cases/{case.pk}/hanging/{seat_of(attorney).pk}")
    moving = [one for one in found["items"] if one["fate"] == "moves"]
    assert len(moving) == 4
    told = str(found)
    for words in (TASK, "Hearing", "G-28", "Day set by", "I-914", "Privileged report"):
        assert words not in told, words
    whole = [one.text for one in hanging_on(coordinator, case, seat_of(attorney))]
    assert "Privileged report" not in whole
    assert TASK in whole


def test_a_forgotten_clock_keeps_no_hours(
    case: Case, coordinator: Actor, attorney: Actor, stranger: Actor
) -> None:
    Timer.objects.update(started_at=timezone.now() - timedelta(hours=13))
    with zeal_ignore():
        hand_over_case(coordinator, **handing(case, attorney, stranger))
    assert Timer.objects.get().state == Timer.DROPPED
    assert not HourEntry.objects.exists()


def test_the_successor_is_reminded_of_what_the_leaver_had_answered_for(
    case: Case, coordinator: Actor, attorney: Actor, stranger: Actor
) -> None:
    Deadline.objects.update(outer=today() + timedelta(days=7))
    deadline = Deadline.objects.get()
    deadline.remind_by = None
    deadline.save()
    with zeal_ignore():
        hand_over_case(coordinator, **handing(case, attorney, stranger))
        scan_clinic(case.clinic.pk)
    asked = Reminder.objects.filter(channel=Reminder.INBOX, unread=True)
    assert seat_of(stranger).pk in set(asked.values_list("recipient", flat=True))
    assert seat_of(attorney).pk not in set(asked.values_list("recipient", flat=True))


def test_a_cover_who_takes_the_case_over_keeps_it_after_the_leave(
    case: Case, coordinator: Actor, attorney: Actor, stranger: Actor
) -> None:
    with zeal_ignore():
        given = assign_case(
            coordinator, case=reread(case), membership=seat_of(stranger), role="attorney"
        )
        leave = Leave.objects.create(
            membership=seat_of(attorney), starts=today(), ends=today(), cover=seat_of(stranger)
        )
        LentCase.objects.create(leave=leave, assignment=given)
        hand_over_case(coordinator, **handing(case, attorney, stranger))
        close_leave(coordinator, leave=leave)
    on_it = Assignment.objects.filter(case=case, role="attorney", ended_at=None)
    assert [one.membership for one in on_it] == [seat_of(stranger)]


def body(case: Case, leaver: Actor, successor: Actor, **changes: Any) -> dict[str, Any]:
    return {
        "leaver": str(seat_of(leaver).pk), "successor": str(seat_of(successor).pk),
        "role": "attorney", "why": "time", "last_day": today().isoformat(),
        "version": reread(case).version, **changes,
    }  # fmt: skip


def test_a_program_hands_over_once_and_the_successor_confirms(
    case: Case, coordinator: Actor, attorney: Actor, advocate: Actor, stranger: Actor
) -> None:
    gives = Caller(make_token(coordinator))
    found = gives.read(f"cases/{case.pk}/hanging/{seat_of(attorney).pk}")
    assert (found["role"], found["stands"], found["last_attorney"]) == ("attorney", True, True)
    task = next(one for one in found["items"] if one["kind"] == "task")
    takers = [{"key": task["key"], "member": str(seat_of(advocate).pk)}]
    address = f"cases/{case.pk}/handovers"
    stale = gives.make(address, body(case, attorney, stranger, version=99))
    assert (stale.status_code, stale.json()["code"]) == (412, "changed_meanwhile")
    said, key = body(case, attorney, stranger, takers=takers, words="Too much work."), str(uuid4())
    made = gives.make(address, said, key=key)
    assert made.status_code == 201, made.content
    again = gives.make(address, said, key=key)
    assert (again.status_code, again.json()["id"]) == (201, made.json()["id"])
    assert Handover.objects.count() == 1
    assert made.json()["words"] == "Too much work."
    takes = Caller(make_token(stranger))
    own = takes.read(f"handovers/{made.json()['id']}")
    assert (own["words"], own["reason"], own["read_at"]) == ("", "", None)
    read = takes.change(f"handovers/{own['id']}/read", etag=own["etag"])
    assert read.status_code == 200, read.content
    assert read.json()["read_at"]
    assert takes.read(f"cases/{case.pk}/handovers")["items"][0]["read_at"]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"last_day": "0225-01-01"}, 422),
        ({"last_day": "2999-01-01"}, 422),
        ({"why": "boredom"}, 422),
        ({"successor": str(new_id())}, 422),
        ({"leaver": str(new_id())}, 404),
        ({"takers": [{"key": "task:none", "member": str(new_id())}]}, 422),
    ],
)
def test_what_makes_no_sense_is_refused_by_the_api(
    changes: dict[str, Any], status: int, case: Case, coordinator: Actor, attorney: Actor,
    stranger: Actor,
) -> None:  # fmt: skip
    gives = Caller(make_token(coordinator))
    answer = gives.make(f"cases/{case.pk}/handovers", body(case, attorney, stranger) | changes)
    assert answer.status_code == status, answer.content
    assert not Handover.objects.exists()


def test_the_list_of_what_was_left_behind(case: Case, coordinator: Actor, attorney: Actor) -> None:
    mine = Assignment.objects.select_related("case__client").get(
        case=case, membership=seat_of(attorney)
    )
    with zeal_ignore():
        end_assignment(coordinator, assignment=mine)
    (line,) = Caller(make_token(coordinator)).read("left-behind")["items"]
    assert (line["case"], line["member"]) == (str(case.pk), str(seat_of(attorney).pk))
    assert line["things"] >= 4
