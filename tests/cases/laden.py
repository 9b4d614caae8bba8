"""A case where one attorney carries something of every kind that can hang on a person."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from zeal import zeal_ignore

from agenda import actions as agenda
from agenda.models import Silence
from cases import actions
from cases.models import Assignment, Case
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from filings.actions import acknowledge_deadline, add_filing, enter_appearance
from filings.models import Deadline, Snooze
from tests.builders import make_case, seat_of
from tests.everywhere.world_agenda import add_for, plan_for

TASK = "Ask for the school's letter"
QUESTION = "Does the sister want to testify? Ask before March."


def reread(case: Case) -> Case:
    return Case.objects.select_related("client__key", "key").get(pk=case.pk)


def laden(coordinator: Actor, attorney: Actor, *others: Actor) -> Case:
    """Return a case whose attorney has a task, a hearing, a client to accompany, a clock, a
    deadline answered for and one put aside, an appearance, a draft, and was not heard of."""
    with zeal_ignore():
        case = reread(make_case(coordinator, attorney, *others))
        seat = seat_of(attorney)
        add_for(attorney, case, what=TASK, assignee=seat)
        plan_for(attorney, case, kind="hearing", attendees=[seat])
        plan_for(attorney, case, accompaniment="confirmed", advocate=seat)
        agenda.start_timer(attorney, case=case, timer_id=new_id())
        actions.add_note(
            attorney, case=case, privilege="attorney", body=QUESTION, for_handover=True
        )
        add_filing(attorney, case=case, form="I-914")
        enter_appearance(attorney, case=case, membership=seat, body="uscis", on=today())
        deadline = dated(case)
        acknowledge_deadline(attorney, deadline=deadline)
        Snooze.objects.create(
            case=case, key=case.key, deadline=deadline, by=seat, rung=7, reason="Not now.",
            counted_to=deadline.outer or today(), until=today() + timedelta(days=3),
        )  # fmt: skip
        assignment = Assignment.objects.get(case=case, membership=seat)
        Silence.objects.create(
            assignment=assignment, reason="no_sign", heard_at=timezone.now() - timedelta(days=40)
        )
    return reread(case)


def dated(case: Case) -> Deadline:
    """A day that a judge set, twenty days from now."""
    return Deadline.objects.create(
        case=case, key=case.key, facts={}, steps=[], warnings=[], source="Order",
        ladder="B", outer=today() + timedelta(days=20), set_what="Answer the court",
    )  # fmt: skip


def handing(case: Case, leaver: Actor, successor: Actor, **changes: Any) -> dict[str, Any]:
    """Return what a handover of an attorney's part is made with."""
    said: dict[str, Any] = {
        "case": reread(case), "leaver": seat_of(leaver), "successor": seat_of(successor),
        "role": "attorney", "reason": "leaves", "last_day": today(),
        "version": reread(case).version, "handover_id": new_id(),
    }  # fmt: skip
    return said | changes
