"""Writes: the matters of a case, what is ticked in them, and their stages."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases import hooks
from cases.actions.locking import known_code, locked_case, stays_open
from cases.models import Case, Matter, MatterItem, MatterMove
from cases.queries.matters import states_of
from cases.rules import MATTERS
from cases.rules.matters import DONE, LAST, OPEN, TASK, WAIVED, Item, type_of, types
from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require, require_person
from clinic.access.refusals import Blocked
from clinic.audit.recording import Detail, record
from clinic.tenancy.models import new_id


@action("matter.added")
def add_matter(actor: Actor, *, case: Case, kind: str, matter_id: UUID | None = None) -> Matter:
    """Add a matter to a case, at the beginning of its road."""
    require(actor, "matter.move", case)
    known_code(kind, types(), case)
    case = locked_case(case)
    stays_open(case)
    if Matter.objects.filter(case=case, kind=kind).exists():
        raise Blocked(_("This case holds this matter already."), code="matter_there", target=case)
    matter = begin_matter(actor, case, kind, matter_id)
    record(actor, "matter.added", matter, client_id=case.client_id, detail={"matter": kind})
    return matter


def begin_matter(actor: Actor, case: Case, kind: str, matter_id: UUID | None = None) -> Matter:
    """Put a matter on its road; part of an act that records itself."""
    matter = Matter(
        id=matter_id or new_id(), case=case, kind=kind, stage=type_of(kind).stages[0].code,
        added_by=seat_of(actor),
    )  # fmt: skip
    matter.save(force_insert=True)
    return matter


@action("matter.ticked")
def tick_item(
    actor: Actor, *, matter: Matter, code: str, done: bool, version: int | None = None
) -> Matter:
    """Say that a line of the checklist is done, or is open again."""
    require(actor, "matter.tick", matter)
    matter = locked_matter(matter, version)
    item = _item(matter, code)
    if item.kind == TASK:
        raise Blocked(
            _("A usual task is added to the tasks, and done there."), code="a_task", target=matter
        )
    _say(actor, matter, item, DONE if done else OPEN)
    detail: Detail = {"matter": matter.kind, "item": code, "state": DONE if done else OPEN}
    record(actor, "matter.ticked", matter, client_id=matter.case.client_id, detail=detail)
    return matter


@action("matter.waived")
def waive_item(
    actor: Actor, *, matter: Matter, code: str, reason: str, version: int | None = None
) -> Matter:
    """Go on without something that is required, with a reason; preconditions are never waived."""
    require(actor, "matter.waive", matter)
    matter = locked_matter(matter, version)
    item = _item(matter, code)
    if not item.waivable or not item.required:
        raise Blocked(
            _("“%(item)s” cannot be waived.") % {"item": item.text},
            code="never_waived", target=matter,
        )  # fmt: skip
    if not reason.strip():
        raise Blocked(_("Say why it is waived."), code="reason_missing", target=matter)
    _say(actor, matter, item, WAIVED, reason.strip())
    detail: Detail = {"matter": matter.kind, "item": code, "state": WAIVED}
    record(actor, "matter.waived", matter, client_id=matter.case.client_id, detail=detail)
    return matter


@action("matter.moved")
def move_matter(actor: Actor, *, matter: Matter, to: str, version: int, reason: str = "") -> Matter:
    """Change the stage where nobody else has to approve it."""
    require(actor, "matter.move", matter)
    matter = locked_matter(matter, version)
    _may_go(matter, to, reason)
    if needs_approval(matter, to):
        raise Blocked(
            _("A second person approves this stage. Ask for it."),
            code="approval_needed", target=matter,
        )  # fmt: skip
    move = _move(actor, matter, to, MatterMove.MADE, reason)
    _go(matter, to)
    record(
        actor, "matter.moved", matter, client_id=matter.case.client_id, detail=_told(matter, move)
    )
    return matter


@action("matter.asked")
def ask_for_stage(
    actor: Actor, *, matter: Matter, to: str, version: int, reason: str = ""
) -> Matter:
    """Ask for a stage that a second person approves; until then the matter stays where it is."""
    require(actor, "matter.move", matter)
    matter = locked_matter(matter, version)
    _may_go(matter, to, reason)
    if not needs_approval(matter, to):
        raise Blocked(_("Nobody has to approve this."), code="no_approval", target=matter)
    move = _move(actor, matter, to, MatterMove.ASKED, reason)
    save_matter(matter)
    record(
        actor, "matter.asked", matter, client_id=matter.case.client_id, detail=_told(matter, move)
    )
    return matter


@action("matter.approved")
def approve_stage(actor: Actor, *, matter: Matter, version: int) -> Matter:
    """Approve what was asked for; everything required must still stand."""
    move, matter = _decided(actor, matter, version)
    _conditions(matter, move.became, move.reason or "")
    move.state = MatterMove.APPROVED
    _close_question(actor, move)
    _go(matter, move.became)
    record(
        actor, "matter.approved", matter, client_id=matter.case.client_id,
        detail=_told(matter, move),
    )  # fmt: skip
    return matter


@action("matter.declined")
def decline_stage(actor: Actor, *, matter: Matter, answer: str, version: int) -> Matter:
    """Decline what was asked for, with a reason; the matter stays where it is."""
    move, matter = _decided(actor, matter, version)
    if not answer.strip():
        raise Blocked(_("Say why it is declined."), code="reason_missing", target=matter)
    move.state, move.answer = MatterMove.DECLINED, answer.strip()
    _close_question(actor, move)
    save_matter(matter)
    record(
        actor, "matter.declined", matter, client_id=matter.case.client_id,
        detail=_told(matter, move),
    )  # fmt: skip
    return matter


@action("matter.tasks_added")
def add_usual_tasks(actor: Actor, *, matter: Matter, version: int | None = None) -> Matter:
    """Put the usual tasks of the stage among the tasks of the case, each once."""
    require(actor, "matter.tick", matter)
    require(actor, "task.work", matter.case)
    matter = locked_matter(matter, version)
    states = states_of(matter)
    items = [
        item for item in type_of(matter.kind).stage(matter.stage).items
        if item.kind == TASK and item.code not in states
    ]  # fmt: skip
    if not items:
        raise Blocked(
            _("The usual tasks of this stage were added already."), code="sent_twice", target=matter
        )
    for item in items:
        for make in hooks.task_makers:
            make(actor, matter.case, item.text, item.days)
        _say(actor, matter, item, DONE)
    detail: Detail = {"matter": matter.kind, "count": len(items)}
    record(actor, "matter.tasks_added", matter, client_id=matter.case.client_id, detail=detail)
    return matter


def needs_approval(matter: Matter, to: str) -> bool:
    kind = type_of(matter.kind)
    if to not in kind.moves(matter.stage):
        return False
    forward = kind.place(to) > kind.place(matter.stage)
    return forward and bool(kind.stage(to).approval)


def locked_matter(matter: Matter, version: int | None) -> Matter:
    case = locked_case(matter.case)
    stays_open(case)
    matter = Matter.objects.select_for_update(of=("self",)).get(pk=matter.pk)
    matter.case = case
    if version is not None and version != matter.version:
        raise Blocked(
            _("Somebody changed this matter meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile", target=matter,
        )  # fmt: skip
    return matter


def _item(matter: Matter, code: str) -> Item:
    item = type_of(matter.kind).item(code)
    if item is None:
        raise Blocked(_("Choose one of the list."), code="unknown_choice", target=matter)
    return item


def _say(actor: Actor, matter: Matter, item: Item, state: str, reason: str = "") -> None:
    row = MatterItem.objects.select_related("key").filter(matter=matter, code=item.code).first()
    if (row.state if row else OPEN) == state:
        raise Blocked(
            _("This was said already; nothing was done twice."), code="sent_twice", target=matter
        )
    row = row or MatterItem(matter=matter, key=matter.case.key, code=item.code)
    row.state, row.reason = state, reason or None
    row.said_at, row.said_by = timezone.now(), seat_of(actor)
    row.save()
    save_matter(matter)


def _may_go(matter: Matter, to: str, reason: str) -> None:
    if MatterMove.objects.filter(matter=matter, state=MatterMove.ASKED).exists():
        raise Blocked(
            _("A stage was asked for and waits to be approved or declined."),
            code="asked_already", target=matter,
        )  # fmt: skip
    if to not in type_of(matter.kind).moves(matter.stage):
        raise Blocked(
            _("%(matter)s does not go to that stage from here.") % {"matter": MATTERS[matter.kind]},
            code="unlawful_move", target=matter,
        )  # fmt: skip
    _conditions(matter, to, reason)


def _conditions(matter: Matter, to: str, reason: str) -> None:
    """Going on wants everything settled; going back or ending early wants a reason."""
    kind = type_of(matter.kind)
    unsettled = kind.unsettled(matter.stage, states_of(matter))
    ends_early = to == LAST and (not kind.is_next(matter.stage, to) or bool(unsettled))
    if ends_early or kind.place(to) < kind.place(matter.stage):
        if not reason.strip():
            raise Blocked(
                _("Say why it goes back, or ends before everything is done."),
                code="reason_missing", target=matter,
            )  # fmt: skip
        return
    if unsettled:
        raise Blocked(
            _("Still open: %(items)s.") % {"items": "; ".join(item.text for item in unsettled)},
            code="still_open", target=matter,
        )  # fmt: skip
    for gate in hooks.move_gates:
        gate(matter, to)


def _move(actor: Actor, matter: Matter, to: str, state: str, reason: str) -> MatterMove:
    move = MatterMove(
        matter=matter, key=matter.case.key, was=matter.stage, became=to, state=state,
        reason=reason.strip() or None, by=seat_of(actor),
    )  # fmt: skip
    move.save(force_insert=True)
    return move


def _decided(actor: Actor, matter: Matter, version: int) -> tuple[MatterMove, Matter]:
    require(actor, "matter.approve", matter)
    require_person(actor, matter)
    matter = locked_matter(matter, version)
    rows = MatterMove.objects.select_for_update(of=("self",)).select_related("key", "by")
    move = rows.filter(matter=matter, state=MatterMove.ASKED).first()
    if move is None:
        raise Blocked(_("Nothing waits to be approved."), code="decided_already", target=matter)
    if move.by.user_id == actor.user_id:
        raise Blocked(
            _("You asked for this. A second person decides."), code="second_person", target=matter
        )
    return move, matter


def _close_question(actor: Actor, move: MatterMove) -> None:
    move.decided_at, move.decided_by = timezone.now(), seat_of(actor)
    move.save(update_fields=["state", "answer", "decided_at", "decided_by"])


def _go(matter: Matter, to: str) -> None:
    if to != LAST:  # it goes on: how it had ended is in the audit
        matter.outcome, matter.ended_on = "", None
    matter.stage = to
    save_matter(matter, "stage", "outcome", "ended_on")


def save_matter(matter: Matter, *fields: str) -> None:
    matter.version += 1
    matter.save(update_fields=[*fields, "version"])


def _told(matter: Matter, move: MatterMove) -> Detail:
    return {"matter": matter.kind, "was": move.was, "became": move.became}
