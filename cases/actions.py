"""Writes: open, assign, move, close a case, and write notes in it.

Locked in this order, so that no two writers wait for each other: client, case, counter. The
client is locked where its conflict check must be clear, and where its grants come or go.
"""

from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from guardian.shortcuts import assign_perm, remove_perm

from cases import hooks
from cases.models import Assignment, Case, CaseCounter, CaseUserPerm, Note
from cases.policy import WORK
from cases.rules import (
    CASE_ROLES,
    CLOSED,
    MATTERS,
    OPENED,
    OUTCOMES,
    PRIVILEGES,
    REOPENED,
    STAGES,
    may_move,
    number_of,
)
from clients.actions import mark_case_opened
from clients.actions.rows import lock_any, lock_client, seat_of
from clients.models import CLEAR, Client, ClientUserPerm, Intake
from clients.queries.matches import refuse_while_remaking
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.access.roles import ROLE_NAMES
from clinic.audit.recording import Detail, record
from clinic.people.models import Membership
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id

WORK_CLIENT = "work_client"


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
    client = _locked_clear(client)
    if case_id and Case.objects.filter(pk=case_id).exists():
        raise Blocked(_("This case was opened already."), code="sent_twice", target=client)
    _known(matter, MATTERS, client)
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
    record(actor, "case.opened", case, client_id=client.pk, detail={"matter": matter})
    return case


@action("case.assigned")
def assign_case(actor: Actor, *, case: Case, membership: Membership, role: str) -> Assignment:
    """Give a person a role on a case; with it come the grants of the case and its client."""
    require(actor, "case.assign", case)
    client = _locked_clear(case.client)
    _intake_done(client)
    case = _locked(case)
    _stays_open(case)
    # Locked, so that a seat that is just being ended is not given a case.
    seat = Membership.objects.select_for_update(of=("self",)).select_related("user")
    member = seat.filter(pk=membership.pk, ended_at=None).first()
    if member is None:
        raise Blocked(_("This person has left the clinic."), code="seat_ended", target=case)
    if role not in CASE_ROLES or role not in member.roles or member.is_system:
        raise Blocked(
            _("%(person)s does not have this role. An administrator can add it.")
            % {"person": member.user.name},
            code="role_not_held",
            target=case,
        )
    if Assignment.objects.filter(case=case, membership=member, role=role, ended_at=None).exists():
        raise Blocked(
            _("%(person)s works on this case already as %(role)s.")
            % {"person": member.user.name, "role": ROLE_NAMES[role]},
            code="assigned_already",
            target=case,
        )
    assignment = Assignment.objects.create(
        case=case, membership=member, role=role, assigned_by=seat_of(actor)
    )
    assign_perm(WORK, member.user, case)
    assign_perm(WORK_CLIENT, member.user, client)
    detail: Detail = {"member": member.pk, "role": role}
    record(actor, "case.assigned", case, client_id=client.pk, detail=detail)
    return assignment


@action("assignment.ended")
def end_assignment(actor: Actor, *, assignment: Assignment) -> Assignment:
    """Take a role on a case away; the grants go unless another role of that person needs them."""
    require(actor, "case.assign", assignment)
    lock_any(assignment.case.client)  # a joined record's as well: access must always end
    case = _locked(assignment.case)
    rows = Assignment.objects.select_for_update(of=("self",)).select_related("membership__user")
    assignment = rows.get(pk=assignment.pk)
    if assignment.ended_at is not None:
        raise Blocked(_("This assignment has ended already."), code="ended_already", target=case)
    assignment.ended_at = timezone.now()
    assignment.ended_by = actor.membership
    assignment.save(update_fields=["ended_at", "ended_by"])
    member = assignment.membership
    current = Assignment.objects.filter(membership=member, ended_at=None)
    if not current.filter(case=case).exists():
        remove_perm(WORK, member.user, case)
    if not current.filter(case__client_id=case.client_id).exists():
        remove_perm(WORK_CLIENT, member.user, case.client)
    detail: Detail = {"member": member.pk, "role": assignment.role}
    record(actor, "assignment.ended", assignment, client_id=case.client_id, detail=detail)
    return assignment


@action("assignments.ended")
def end_assignments_of(actor: Actor, *, membership: Membership) -> int:
    """Take every case and client from a person who leaves the clinic; returns how many roles."""
    require(actor, "member.end")
    ended = Assignment.objects.filter(membership=membership, ended_at=None).update(
        ended_at=timezone.now(), ended_by=seat_of(actor)
    )
    # All of them, also ones no assignment explains: a returning person starts with nothing.
    CaseUserPerm.objects.filter(user_id=membership.user_id).delete()
    ClientUserPerm.objects.filter(user_id=membership.user_id).delete()
    record(actor, "assignments.ended", membership, detail={"count": ended})
    return ended


@action("case.moved")
def move_case(actor: Actor, *, case: Case, to: str, version: int) -> Case:
    require(actor, "case.move", case)
    case = _locked(case, version)
    _stays_open(case)
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
    case = _locked(case, version)
    _stays_open(case)
    _known(outcome, OUTCOMES, case)
    blockers = [blocker for ask in hooks.close_blockers for blocker in ask(case)]
    if blockers:
        raise Blocked(
            " ".join(str(blocker.text) for blocker in blockers), code="still_open", target=case
        )
    case.stage, case.closed_on = CLOSED, today()
    case.outcome, case.close_reason = outcome, reason.strip()
    changes = ("stage", "closed_on", "outcome", "close_reason")
    _save(case, *changes)
    record(actor, "case.closed", case, changes=changes, detail={"outcome": outcome})
    return case


@action("case.reopened")
def reopen_case(actor: Actor, *, case: Case, version: int) -> Case:
    require(actor, "case.close", case)
    _locked_clear(case.client)
    case = _locked(case, version)
    if case.stage != CLOSED:
        raise Blocked(_("This case is open."), code="open_already", target=case)
    case.stage, case.closed_on, case.outcome = REOPENED, None, ""
    _save(case, "stage", "closed_on", "outcome")
    record(actor, "case.reopened", case, changes=["stage", "closed_on", "outcome"])
    return case


@action("note.added")
def add_note(
    actor: Actor, *, case: Case, privilege: str, body: str, note_id: UUID | None = None
) -> Note:
    """Write a note. It leaves the case's version alone: a count of changes would betray it."""
    require(actor, "note.add", case)
    _known(privilege, PRIVILEGES, case)
    require(actor, PRIVILEGES[privilege].capability, case)
    case = _locked(case)
    _stays_open(case)
    if note_id and Note.objects.filter(pk=note_id).exists():
        raise Blocked(_("This note was saved already."), code="sent_twice", target=case)
    note = Note(
        id=note_id or new_id(),
        case=case,
        key=case.key,
        privilege=privilege,
        body=body.strip(),
        written_by=seat_of(actor),
    )
    note.save(force_insert=True)
    record(actor, "note.added", note, detail={"privilege": privilege})
    return note


@action("case.viewed")
def view_case(actor: Actor, *, case: Case) -> None:
    """Say who looked; pages call it once an hour for a person and a case."""
    require(actor, "case.view", case)
    record(actor, "case.viewed", case, client_id=case.client_id)


def _locked(case: Case, version: int | None = None) -> Case:
    rows = Case.objects.select_for_update(of=("self",)).select_related("client", "key")
    case = rows.get(pk=case.pk)
    if version is not None and version != case.version:
        raise Blocked(
            _("Somebody changed this case meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile",
            target=case,
        )
    return case


def _locked_clear(client: Client) -> Client:
    client = lock_client(client)
    refuse_while_remaking()
    if client.conflict_state != CLEAR:
        raise Blocked(
            _("The conflict check is not clear. Check again and decide first."),
            code="conflict_not_clear",
            target=client,
        )
    return client


def _intake_done(client: Client) -> None:
    if not Intake.objects.filter(client=client, status__in=("ready", "opened")).exists():
        # The case came in with a list.
        text = _("Nobody has met this client in an intake yet. Finish the intake first.")
        raise Blocked(text, code="intake_not_done", target=client)


def _stays_open(case: Case) -> None:
    if case.stage == CLOSED:
        raise Blocked(_("This case is closed. Reopen it first."), code="closed", target=case)


def _known(code: str, table: object, target: Case | Client) -> None:
    """Forms offer only what is in the tables; an action does not trust that."""
    if code not in table:  # type: ignore[operator]
        raise Blocked(_("Choose one of the list."), code="unknown_choice", target=target)


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
