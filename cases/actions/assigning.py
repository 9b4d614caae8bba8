"""Give somebody a role on a case."""

from django.utils.translation import gettext as _

from cases import hooks
from cases.actions.granting import end_running_access, open_case_to
from cases.actions.locking import locked_case, stays_open
from cases.models import Assignment, Case
from cases.queries.standing import standing_as
from cases.rules import CASE_ROLES
from cases.rules.standing import stand_in
from clients.actions.rows import lock_client, refuse_joined, seat_of
from clients.models import Client, Intake
from clients.queries.matches import refuse_while_remaking
from clients.queries.walls import is_kept_out
from clients.rules.conflict import ConflictState, blocks_assignment
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.access.roles import ROLE_NAMES
from clinic.audit.recording import Detail, record
from clinic.people.models import Membership


@action("case.assigned")
def assign_case(
    actor: Actor,
    *,
    case: Case,
    membership: Membership,
    role: str,
    reason: str = "",
    waiting: bool = False,
) -> Assignment:
    """Give a person a role on a case; with it come the grants of the case and its client.

    :param reason: a supervisor's, why it is right although something stands against it
    :param waiting: it is given off a waiting list, so only while nobody answers for it
    """
    require(actor, "case.assign", case)
    client = locked_clear(case.client)
    case = locked_case(case)
    stays_open(case)
    if waiting and standing_as().filter(case=case).exists():
        raise Blocked(
            _("Somebody works on this case as attorney meanwhile."),
            code="not_waiting", target=case,
        )  # fmt: skip
    return give_role(actor, case, client, membership, role, reason)


def give_role(
    actor: Actor, case: Case, client: Client, membership: Membership, role: str, reason: str
) -> Assignment:
    """Assign somebody where client and case are locked, the check is clear and the case open."""
    _intake_done(client)
    # Locked, so that a seat that is just being ended is not given a case; its key stays free, so
    # that whoever writes a row that names the seat does not wait for us while we wait for them.
    seat = Membership.objects.select_for_update(of=("self",), no_key=True).select_related("user")
    member = seat.filter(pk=membership.pk, ended_at=None).first()
    if member is None:
        raise Blocked(_("This person has left the clinic."), code="seat_ended", target=case)
    if is_kept_out(member.user_id, client.pk):
        raise Blocked(
            _("%(person)s is kept out of this matter by a wall.") % {"person": member.user.name},
            code="kept_out",
            target=case,
        )
    if role not in CASE_ROLES or role not in member.roles or member.is_system:
        raise Blocked(
            _("%(person)s does not have this role. An administrator can add it.")
            % {"person": member.user.name},
            code="role_not_held",
            target=case,
        )
    # Whoever answers for a case does so once, in whichever role: reminders and lists count people.
    there = Assignment.objects.filter(case=case, membership=member, ended_at=None)
    if found := there.filter(role__in=stand_in(role)).first():
        raise Blocked(
            _("%(person)s works on this case already as %(role)s.")
            % {"person": member.user.name, "role": ROLE_NAMES[found.role]},
            code="assigned_already",
            target=case,
        )
    kept = [gate(actor, case, member, role, reason) for gate in hooks.assign_gates]
    assignment = Assignment.objects.create(
        case=case, membership=member, role=role, assigned_by=seat_of(actor)
    )
    for keep in filter(None, kept):
        keep(assignment)
    end_running_access(member, seat_of(actor), case=case)
    open_case_to(member, case)
    detail: Detail = {"member": member.pk, "role": role}
    record(actor, "case.assigned", case, client_id=client.pk, detail=detail)
    return assignment


def locked_clear(client: Client) -> Client:
    client = lock_client(client)
    refuse_unclear(client)
    return client


def refuse_unclear(client: Client) -> None:
    """Refuse whatever gives somebody more of a client, once she is locked."""
    refuse_joined(client)
    refuse_while_remaking()
    if blocks_assignment(ConflictState(client.conflict_state)):
        raise Blocked(
            _("The conflict check is not clear. Check again and decide first."),
            code="conflict_not_clear",
            target=client,
        )


def _intake_done(client: Client) -> None:
    if not Intake.objects.filter(client=client, status__in=("ready", "opened")).exists():
        # The case came in with a list.
        text = _("Nobody has met this client in an intake yet. Finish the intake first.")
        raise Blocked(text, code="intake_not_done", target=client)
