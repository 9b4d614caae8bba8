"""Hand a case over with all that hangs on whoever leaves it, and say that it was read."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases import hooks
from cases.actions.assigning import give_role, refuse_unclear
from cases.actions.leaving import take_role
from cases.actions.locking import known_code, locked_case, stays_open
from cases.models import Assignment, Case, Handover
from cases.queries import hanging_on, left_hanging, to_move, who_stands
from cases.rules.handing import EARLIEST_YEAR, REASONS
from cases.rules.standing import alike, stand_in
from clients.actions.rows import lock_any, seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit.recording import Detail, record
from clinic.people.models import Membership
from clinic.tenancy.current import today


@action("case.handed_over")
def hand_over_case(
    actor: Actor,
    *,
    case: Case,
    leaver: Membership,
    successor: Membership,
    role: str,
    reason: str,
    last_day: date,
    version: int,
    handover_id: UUID,
    words: str = "",
    override: str = "",
    takers: Mapping[str, Membership] | None = None,
) -> Handover:
    """End somebody's part of a case and give it, with all that hangs on them, to a successor.

    The successor passes the gate that every assignment does. Everything or nothing: where anything
    would be left with nobody it is refused. Also for somebody who has left the case already.

    :param override: a supervisor's reason, where something stands against the successor
    :param takers: `Hanging.key` -> who gets that instead of the successor
    """
    require(actor, "case.assign", case)
    client = lock_any(case.client)
    case = locked_case(case, version)
    stays_open(case)
    if Handover.objects.filter(pk=handover_id).exists():
        raise Blocked(_("This was sent already; nothing was done twice."), code="sent_twice")
    known_code(reason, REASONS, case)
    _possible_day(case, last_day)
    standing = _standing(case, leaver, role)
    if successor.pk == leaver.pk:
        raise Blocked(_("Choose somebody else than who leaves."), code="same_person", target=case)
    taken = Assignment.objects.filter(
        case=case, membership=successor, role__in=stand_in(role), ended_at=None
    ).first()
    if taken is None:
        refuse_unclear(client)
    new = taken or give_role(actor, case, client, successor, role, override)
    handover = Handover(
        id=handover_id, case=case, key=case.key, leaver=leaver, successor=successor, role=role,
        assignment=new, reason=reason, words=words.strip() or None, last_day=last_day,
        made_by=seat_of(actor),
    )  # fmt: skip
    handover.save(force_insert=True)
    moved = _settle(actor, handover, takers or {})
    if standing is not None:
        take_role(actor, standing, case)
    if (case.pk, leaver.pk) in left_hanging(Case.objects.filter(pk=case.pk)):
        raise Blocked(
            _("Something would be left with nobody. Look at the page again; nothing was changed."),
            code="still_hangs",
            target=case,
        )
    case.version += 1
    case.save(update_fields=["version"])
    detail: Detail = {
        "member": leaver.pk, "to": successor.pk, "role": role, "reason": reason, "count": moved,
    }  # fmt: skip
    record(actor, "case.handed_over", handover, client_id=case.client_id, detail=detail)
    return handover


@action("handover.read")
def confirm_handover(actor: Actor, *, handover: Handover) -> Handover:
    """Say that one has read what was handed over; nobody says so for somebody else."""
    require(actor, "case.view", handover)
    handover = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    if actor.membership_id != handover.successor_id:
        raise Blocked(
            _("Only who takes the case over can say so."), code="not_the_successor", target=handover
        )
    if handover.read_at is not None:
        raise Blocked(_("You said so already."), code="handover_read", target=handover)
    handover.read_at = timezone.now()
    handover.save(update_fields=["read_at"])
    record(actor, "handover.read", handover, changes=["read_at"])
    return handover


def _settle(actor: Actor, handover: Handover, takers: Mapping[str, Membership]) -> int:
    """Give each thing that moves to whom it was given, and let every room do the rest."""
    case, leaver = handover.case, handover.leaver
    moving = {one.key: one for one in to_move(hanging_on(actor, case, leaver))}
    able = {seat.pk: seat for seat in who_stands(case) if seat.pk != leaver.pk}
    for key in takers:
        if key not in moving:
            raise Blocked(
                _("What hangs on this person has changed. Look at it again, then send once more."),
                code="changed_meanwhile",
                target=case,
            )
    chosen = {**dict.fromkeys(moving, handover.successor), **takers}
    for seat in chosen.values():
        if seat.pk not in able:
            raise Blocked(
                _("This person does not work on the case. Assign them first."),
                code="not_on_case",
                target=case,
            )
    by_id = {one.pk: chosen[key] for key, one in moving.items()}
    for kind in hooks.hanging:
        if kind.settle is not None:
            kind.settle(actor, handover, by_id)
    return len(moving)


def _standing(case: Case, leaver: Membership, role: str) -> Assignment | None:
    """Return the role that ends; whoever has two gives one back first, so that none is lost."""
    rows = Assignment.objects.select_for_update(of=("self",))
    rows = rows.filter(case=case, membership=leaver, ended_at=None)
    found = list(rows.select_related("case__client", "membership__user"))
    if len(found) > 1:
        raise Blocked(
            _("This person works on the case in two roles. Remove one of them first."),
            code="two_roles",
            target=case,
        )
    if found and not alike(found[0].role, role):
        raise Blocked(
            _("The successor takes the same role as who leaves."), code="other_role", target=case
        )
    return found[0] if found else None


def _possible_day(case: Case, day: date) -> None:
    if day.year < EARLIEST_YEAR or day > today():
        raise Blocked(
            _("The last day is today or earlier, and not before 1990."),
            code="impossible_day",
            target=case,
        )
