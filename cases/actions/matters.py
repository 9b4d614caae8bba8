"""Writes: the matters of a case, and what is ticked in them."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases import hooks
from cases.actions.locking import known_code, locked_case, stays_open
from cases.models import Case, Matter, MatterItem
from cases.queries.matters import states_of
from cases.rules.matters import DONE, OPEN, TASK, WAIVED, Item, type_of, types
from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
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


def save_matter(matter: Matter, *fields: str) -> None:
    matter.version += 1
    matter.save(update_fields=[*fields, "version"])
