"""Writes: somebody here has a name like somebody in a matter, and is somebody else."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.locking import locked_case, stays_open
from cases.models import Case
from clients.actions.rows import lock_client, refuse_without_reason, seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require, require_person
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.people.models import Membership
from clinic.tenancy.models import new_id
from staffing.models import Namesake
from staffing.queries.meeting import marks_now, opposites_of
from staffing.queries.people import facts_of


@action("namesake.said")
def say_namesake(
    actor: Actor,
    *,
    case: Case,
    membership: Membership,
    reason: str,
    namesake_id: UUID | None = None,
) -> Namesake:
    """Say that somebody is not who is named in a client's matter, although their names resemble.

    It holds for these names alone: where one is added or changed on either side, the question is
    open again. Nobody says it of themselves.
    """
    require(actor, "namesake.say", case)
    require_person(actor, case)
    client = lock_client(case.client)
    case = locked_case(case)
    stays_open(case)
    refuse_without_reason(reason, case)
    seats = Membership.objects.filter(ended_at=None, is_system=False).select_related("user")
    member = seats.filter(pk=membership.pk).first()
    if member is None:
        raise Blocked(_("This person has left the clinic."), code="seat_ended", target=case)
    if member.user_id == actor.user_id:
        raise Blocked(_("Somebody else has to say that of you."), code="own_name", target=case)
    (one,) = facts_of([member])
    marks = marks_now(one.names, opposites_of(client))
    if not marks:
        raise Blocked(
            _("No name of this person resembles one in this matter any more."),
            code="no_namesake",
            target=case,
        )
    rows = Namesake.objects.select_for_update(of=("self",)).filter(
        client=client, membership=member, ended_at=None
    )
    before = rows.first()
    if before is not None and bytes(before.mark) in marks:
        raise Blocked(_("Somebody said so already."), code="said_already", target=case)
    if before is not None:
        _end(actor, before)
    namesake = Namesake(
        pk=namesake_id or new_id(), client=client, key=client.key, membership=member,
        mark=marks[0], reason=reason.strip(), said_by=seat_of(actor),
    )  # fmt: skip
    namesake.save(force_insert=True)
    record(actor, "namesake.said", namesake, case_id=case.pk, detail={"member": member.pk})
    return namesake


@action("namesake.ended")
def end_namesake(actor: Actor, *, namesake: Namesake) -> Namesake:
    """Take it back: nobody assigns this person to the client's matters any more."""
    require(actor, "namesake.say", namesake)
    lock_client(namesake.client)
    found = Namesake.objects.select_for_update(of=("self",)).get(pk=namesake.pk)
    if found.ended_at is not None:
        raise Blocked(_("This was taken back already."), code="ended_already", target=found)
    _end(actor, found)
    record(actor, "namesake.ended", found, detail={"member": found.membership_id})
    return found


def _end(actor: Actor, namesake: Namesake) -> None:
    namesake.ended_at, namesake.ended_by = timezone.now(), seat_of(actor)
    namesake.save(update_fields=["ended_at", "ended_by"])
