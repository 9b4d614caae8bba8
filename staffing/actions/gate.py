"""What the clinic asks for, and the gate that every way of assigning passes."""

from collections.abc import Callable, Collection

from django.utils.translation import gettext as _

from cases.models import Assignment, Case, TimedAccess
from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require, require_person
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.people.models import Membership
from clinic.tenancy.current import clinic_url
from clinic.tenancy.turns import take_turn
from staffing.models import Gate, Override
from staffing.queries.suggesting import judge_one
from staffing.rules import JURISDICTIONS, PROOFS
from staffing.rules.ranking import BLOCKERS


@action("gate.changed")
def change_gate(
    actor: Actor, *, proofs: Collection[str], states: Collection[str], version: int
) -> Gate:
    """Say what is asked of everybody before they are assigned, and where the clinic goes to court.

    :param version: of what was seen before, 0 where nothing was asked yet
    """
    require(actor, "gate.change")
    require_person(actor)
    if not set(proofs) <= set(PROOFS) or not set(states) <= set(JURISDICTIONS):
        raise ValueError("Not something that can be asked for.")
    take_turn()  # so that two who ask for something at once do not make two rows
    gate = Gate.objects.select_for_update().first()
    if version != (gate.version if gate else 0):
        raise Blocked(
            _("Somebody changed this meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile",
            target=gate,
        )
    if gate is None:
        gate = Gate(version=0)
    gate.proofs = [code for code in PROOFS if code in proofs]
    gate.states = [code for code in JURISDICTIONS if code in states]
    gate.changed_by = seat_of(actor)
    gate.version += 1
    gate.save()
    record(actor, "gate.changed", gate, changes=["proofs", "states"])
    return gate


def gate_assignment(
    actor: Actor, case: Case, member: Membership, role: str, reason: str
) -> Callable[[Assignment | TimedAccess], None] | None:
    """Refuse whoever may not take this case; `cases` asks it inside every assignment, and before
    it lets somebody in for a time.

    :raises Blocked: something stands against it that nobody overrides, or that a supervisor has
        given no reason for
    :returns: what keeps a supervisor's reason once the assignment or access is there
    """
    verdict = judge_one(actor, case, member, role)
    if verdict.firm:
        first = verdict.firm[0]
        named = "conflict_by_name" in verdict.firm and actor.has("namesake.say")
        url = clinic_url("staffing:namesakes", case.pk) if named else ""
        raise Blocked(
            _told(member, verdict.firm), code=first, target=case, url=url,
            label=_("It is somebody else"),
        )  # fmt: skip
    if not verdict.look:
        return None
    if member.user_id == actor.user_id and actor.has("assign.override"):
        raise Blocked(
            _("%(what)s Nobody says so of themselves: ask another person who may.")
            % {"what": _told(member, verdict.look)},
            code="second_person",
            target=case,
        )
    if not reason.strip() or not actor.has("assign.override"):
        raise Blocked(
            _("%(what)s A supervisor can assign all the same and say why.")
            % {"what": _told(member, verdict.look)},
            code=verdict.look[0],
            target=case,
        )

    def keep(given: Assignment | TimedAccess) -> None:
        of = {"access" if isinstance(given, TimedAccess) else "assignment": given}
        override = Override(
            key=case.client.key, codes=list(verdict.look), reason=reason.strip(),
            said_by=seat_of(actor), **of,
        )  # fmt: skip
        override.save(force_insert=True)

    return keep


def _told(member: Membership, codes: Collection[str]) -> str:
    said = " ".join(str(BLOCKERS[code].text) for code in codes)
    return f"{member.user.name}: {said}"
