"""Writes: open, assign, move, close a case.

Locked in this order, so that no two writers wait for each other: client, case, counter. The
client is locked where its conflict check must be clear, and where its grants come or go.
"""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from cases import hooks
from cases.actions.assigning import assign_case as assign_case
from cases.actions.assigning import locked_clear
from cases.actions.handing import confirm_handover as confirm_handover
from cases.actions.handing import hand_over_case as hand_over_case
from cases.actions.leaving import end_assignment as end_assignment
from cases.actions.leaving import end_assignments_of as end_assignments_of
from cases.actions.leaving import leave_behind_wall as leave_behind_wall
from cases.actions.locking import known_code, locked_case, stays_open
from cases.actions.looking import note_look as note_look
from cases.actions.looking import view_case as view_case
from cases.actions.matters import add_matter as add_matter
from cases.actions.matters import add_usual_tasks as add_usual_tasks
from cases.actions.matters import begin_matter
from cases.actions.matters import tick_item as tick_item
from cases.actions.matters import waive_item as waive_item
from cases.actions.noting import add_note as add_note
from cases.actions.noting import correct_note as correct_note
from cases.actions.outcomes import add_benefit as add_benefit
from cases.actions.outcomes import change_benefit as change_benefit
from cases.actions.outcomes import end_matter as end_matter
from cases.actions.outcomes import end_unbegun, take_up_unbegun
from cases.actions.outcomes import remove_benefit as remove_benefit
from cases.actions.stages import approve_stage as approve_stage
from cases.actions.stages import ask_for_stage as ask_for_stage
from cases.actions.stages import decline_stage as decline_stage
from cases.actions.stages import move_matter as move_matter
from cases.actions.stages import needs_approval as needs_approval
from cases.actions.timed import break_glass as break_glass
from cases.actions.timed import end_access as end_access
from cases.actions.timed import give_access as give_access
from cases.actions.timed import review_glass as review_glass
from cases.models import Case, CaseCounter
from cases.rules import (
    CLOSED,
    MATTERS,
    OPENED,
    OUTCOMES,
    REOPENED,
    STAGES,
    may_move,
    number_of,
)
from clients.actions import mark_case_opened
from clients.actions.rows import seat_of
from clients.models import Client, Intake
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit.recording import record
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id


@action("case.opened")
def open_case(
    actor: Actor,
    *,
    client: Client,
    matter: str,
    summary: str = "",
    case_id: UUID | None = None,
    opened_on: date | None = None,
) -> Case:
    """Open a matter for a client whose intake is complete and whose conflict check is clear.

    :param case_id: the id the form was given, so that sending it twice opens one case
    :param opened_on: the day it was opened on paper, when a clinic brings its files along: ageing
        and "unassigned too long" must count from then. Today unless told.
    """
    require(actor, "case.open", client)
    client = locked_clear(client)
    if case_id and Case.objects.filter(pk=case_id).exists():
        raise Blocked(_("This case was opened already."), code="sent_twice", target=client)
    known_code(matter, MATTERS, client)
    latest = Intake.objects.filter(client=client).order_by("-id").first()
    if latest is None or latest.status != "opened":  # a second matter needs no second intake
        mark_case_opened(actor, client=client)
    day = opened_on or today()
    if day > today():
        raise Blocked(_("A case is not opened on a future day."), code="future_day", target=client)
    case = Case(
        id=case_id or new_id(),
        client=client,
        key=client.key,
        number=_next_number(day),
        matter=matter,
        stage=OPENED,
        summary=summary,
        opened_on=day,
        opened_by=seat_of(actor),
    )
    case.save(force_insert=True)
    begin_matter(actor, case, matter)
    record(actor, "case.opened", case, client_id=client.pk, detail={"matter": matter})
    return case


@action("case.moved")
def move_case(actor: Actor, *, case: Case, to: str, version: int) -> Case:
    require(actor, "case.move", case)
    case = locked_case(case, version)
    stays_open(case)
    was = case.stage
    if to not in STAGES or not may_move(was, to):
        raise Blocked(
            _("A case does not go from “%(was)s” to that stage.") % {"was": STAGES[was].label},
            code="unlawful_move",
            target=case,
        )
    case.stage = to
    _save(case, "stage")
    record(actor, "case.moved", case, changes=["stage"], detail={"was": was, "became": to})
    return case


@action("case.closed")
def close_case(actor: Actor, *, case: Case, outcome: str, reason: str, version: int) -> Case:
    """Close a case when nothing keeps it open: upper rooms say what does."""
    require(actor, "case.close", case)
    case = locked_case(case, version)
    stays_open(case)
    known_code(outcome, OUTCOMES, case)
    blockers = [blocker for ask in hooks.close_blockers for blocker in ask(case)]
    if blockers:
        raise Blocked(
            " ".join(str(blocker.text) for blocker in blockers), code="still_open", target=case
        )
    case.stage, case.closed_on = CLOSED, today()
    case.outcome, case.close_reason = outcome, reason.strip()
    changes = ("stage", "closed_on", "outcome", "close_reason")
    _save(case, *changes)
    end_unbegun(case)
    for follow in hooks.after_closing:
        follow(actor, case)
    record(actor, "case.closed", case, changes=changes, detail={"outcome": outcome})
    return case


@action("case.reopened")
def reopen_case(actor: Actor, *, case: Case, version: int) -> Case:
    require(actor, "case.close", case)
    locked_clear(case.client)
    case = locked_case(case, version)
    if case.stage != CLOSED:
        raise Blocked(_("This case is open."), code="open_already", target=case)
    take_up_unbegun(case)
    case.stage, case.closed_on, case.outcome = REOPENED, None, ""
    _save(case, "stage", "closed_on", "outcome")
    record(actor, "case.reopened", case, changes=["stage", "closed_on", "outcome"])
    return case


def _save(case: Case, *fields: str) -> None:
    case.version += 1
    case.save(update_fields=[*fields, "version"])


def _next_number(day: date) -> str:
    """Take the next number of the year; the row stays locked until the case stands."""
    CaseCounter.objects.bulk_create([CaseCounter(year=day.year)], ignore_conflicts=True)
    counter = CaseCounter.objects.select_for_update().get(year=day.year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return number_of(day.year, counter.last)
