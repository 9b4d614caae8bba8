"""Keep somebody of the clinic out of a client's matter, and let them in again."""

from django.utils import timezone
from django.utils.translation import gettext as _

from clients import hooks
from clients.actions.clearances import end_own_clearance
from clients.actions.rows import lock_client, refuse_without_reason, seat_of
from clients.models import Client, ClientUserPerm, Wall
from clients.queries.walls import is_kept_out, standing_walls, still_reached
from clients.rules.conflict import Cause, ConflictState
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require, require_person
from clinic.access.refusals import Blocked
from clinic.audit.recording import record
from clinic.people.models import Membership


@action("wall.raised")
def raise_wall(actor: Actor, *, client: Client, membership: Membership, reason: str) -> Wall:
    """Keep a person out of a client's matter from this moment on, whatever their role.

    Roles and grants they had of it end with it; a wall beats every other one.
    """
    require(actor, "wall.raise", client)
    require_person(actor, client)
    client = lock_client(client)
    refuse_without_reason(reason, client)
    seat = Membership.objects.select_for_update(of=("self",), no_key=True).select_related("user")
    member = seat.filter(pk=membership.pk, ended_at=None).first()
    if member is None:
        raise Blocked(_("This person has left the clinic."), code="seat_ended", target=client)
    if standing_walls(client).filter(membership__user_id=member.user_id).exists():
        raise Blocked(_("This person is kept out already."), code="walled_already", target=client)
    if not still_reached(client, without=member):
        raise Blocked(
            _("Nobody would be left who could let anybody in again. Give somebody else a seat as "
              "coordinator or supervisor first."),
            code="nobody_left",
            target=client,
        )  # fmt: skip
    wall = _stand(client, member, reason.strip(), by=seat_of(actor))
    for joined in _joined(client):  # what was joined is of the same person
        if not is_kept_out(member.user_id, joined.pk):
            _stand(joined, member, reason.strip(), by=seat_of(actor))
    for one in (client, *_joined(client)):
        for leave in hooks.walled:
            leave(actor, one, member)
        ClientUserPerm.objects.filter(content_object=one, user_id=member.user_id).delete()
    record(actor, "wall.raised", wall, client_id=client.pk, detail={"member": member.pk})
    return wall


@action("wall.lowered")
def lower_wall(actor: Actor, *, wall: Wall, reason: str) -> Wall:
    """Let a person in again, as another person than who kept them out; no grant comes back.

    A clearance that rested on walls does not outlive the last of them.
    """
    require(actor, "wall.lower", wall)
    require_person(actor, wall)
    client = lock_client(wall.client)
    refuse_without_reason(reason, client)
    rows = Wall.objects.select_for_update(of=("self",)).select_related("key", "raised_by")
    locked = rows.get(pk=wall.pk)
    if locked.lowered_at is not None:
        raise Blocked(_("This wall was taken down already."), code="ended_already", target=locked)
    if locked.raised_by.user_id == actor.user_id:
        raise Blocked(
            _("Somebody else than who raised the wall must agree that it goes."),
            code="second_person",
            target=locked,
        )
    locked.lower_reason, locked.lowered_at = reason.strip(), timezone.now()
    locked.lowered_by = seat_of(actor)
    locked.save(update_fields=["lower_reason", "lowered_at", "lowered_by"])
    _take_down_with(locked, _joined(client))
    if client.conflict_state == ConflictState.WALLED.value and not standing_walls(client).exists():
        end_own_clearance(client, Cause.WALL)
        client.version += 1
        client.save(update_fields=["conflict_state", "fell_at", "version"])
    detail = {"member": locked.membership_id}
    record(actor, "wall.lowered", locked, client_id=client.pk, detail=detail)
    return locked


def share_walls(client: Client, duplicate: Client) -> None:
    """Let each wall of two records that are being joined stand before both; called by that act.

    Taken apart again, both keep them: a person decides whom to let in.
    """
    for one, other in ((client, duplicate), (duplicate, client)):
        rows = standing_walls(one).select_related("key", "membership", "raised_by")
        for wall in list(rows):
            if not is_kept_out(wall.membership.user_id, other.pk):
                _stand(other, wall.membership, wall.reason or "", by=wall.raised_by)


def _stand(client: Client, member: Membership, reason: str, *, by: Membership) -> Wall:
    wall = Wall(client=client, key=client.key, membership=member, reason=reason, raised_by=by)
    wall.save(force_insert=True)
    return wall


def _joined(client: Client) -> list[Client]:
    return list(Client.objects.filter(merged_into=client).select_related("key").order_by("id"))


def _take_down_with(wall: Wall, joined: list[Client]) -> None:
    rows = Wall.objects.filter(client__in=joined, membership_id=wall.membership_id, lowered_at=None)
    for row in rows.select_related("key"):
        row.lower_reason, row.lowered_at = wall.lower_reason, wall.lowered_at
        row.lowered_by_id = wall.lowered_by_id
        row.save(update_fields=["lower_reason", "lowered_at", "lowered_by"])
