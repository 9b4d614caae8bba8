"""Writes: the stages of a matter, made by whoever leads it or approved by a second person."""

from django.utils import timezone
from django.utils.translation import gettext as _

from cases import hooks
from cases.actions.matters import locked_matter, save_matter
from cases.models import Matter, MatterItem, MatterMove
from cases.queries.matters import moves_of, states_of
from cases.rules import MATTERS
from cases.rules.matters import LAST, OPEN, type_of
from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require, require_person
from clinic.access.refusals import Blocked
from clinic.audit.recording import Detail, record


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
    _go(actor, matter, to)
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
    _go(actor, matter, move.became)
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


def needs_approval(matter: Matter, to: str) -> bool:
    """Tell whether a second person has to agree: each time a stage is entered, also going back."""
    return to in moves_of(matter) and bool(type_of(matter.kind).stage(to).approval)


def _may_go(matter: Matter, to: str, reason: str) -> None:
    if MatterMove.objects.filter(matter=matter, state=MatterMove.ASKED).exists():
        raise Blocked(
            _("A stage was asked for and waits to be approved or declined."),
            code="asked_already", target=matter,
        )  # fmt: skip
    if to not in moves_of(matter):
        raise Blocked(
            _("%(matter)s does not go to that stage from here.") % {"matter": MATTERS[matter.kind]},
            code="unlawful_move", target=matter,
        )  # fmt: skip
    _conditions(matter, to, reason)


def _conditions(matter: Matter, to: str, reason: str) -> None:
    """Entering a stage wants all before it settled; going back or ending early wants a reason.

    The first stage is always free to go back to: there what has fallen is put right again.
    """
    kind = type_of(matter.kind)
    unsettled = kind.unsettled_before(to, states_of(matter))
    ends_early = to == LAST and (not kind.is_next(matter.stage, to) or bool(unsettled))
    goes_back = kind.place(to) < kind.place(matter.stage)
    if (ends_early or goes_back) and not reason.strip():
        raise Blocked(
            _("Say why it goes back, or ends before everything is done."),
            code="reason_missing", target=matter,
        )  # fmt: skip
    if ends_early or kind.place(to) == 0:
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


def _go(actor: Actor, matter: Matter, to: str) -> None:
    if to != LAST:  # it goes on: how it had ended is in the audit
        matter.outcome, matter.ended_on = "", None
    matter.stage = to
    _open_anew(actor, matter)
    save_matter(matter, "stage", "outcome", "ended_on")


def _open_anew(actor: Actor, matter: Matter) -> None:
    """Open again what is asked each time this stage is entered, whenever it was settled."""
    codes = [item.code for item in type_of(matter.kind).stage(matter.stage).items if item.anew]
    rows = MatterItem.objects.filter(matter=matter, code__in=codes).exclude(state=OPEN)
    rows.update(state=OPEN, reason=None, said_at=timezone.now(), said_by=seat_of(actor))


def _told(matter: Matter, move: MatterMove) -> Detail:
    return {"matter": matter.kind, "was": move.was, "became": move.became}
