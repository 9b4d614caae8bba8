"""Writes: a legal hold, placed and lifted."""

from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions.rows import lock_client, seat_of
from clients.models import Client
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from records.actions.locking import locked_together
from records.models import Hold
from records.queries.standing import is_demanded


@action("hold.placed")
def place_hold(actor: Actor, *, client: Client, reason: str) -> Hold:
    """Keep everything of a client, whatever the policy or a request says."""
    require(actor, "hold.place", client)
    client = lock_client(client)
    if Hold.objects.filter(client=client, lifted_at=None).exists():
        raise Blocked(_("A hold stands already."), code="held_already", target=client)
    hold = Hold.objects.create(
        client=client, key=client.key, reason=reason, placed_by=seat_of(actor)
    )
    record(actor, "hold.placed", hold)
    return hold


@action("hold.lifted")
def lift_hold(actor: Actor, *, hold: Hold, reason: str) -> Hold:
    require(actor, "hold.lift", hold)
    locked_together(hold.client)  # a demand that is just being logged comes first
    rows = Hold.objects.select_for_update(of=("self",)).select_related("key", "client")
    hold = rows.get(pk=hold.pk)
    if hold.lifted_at is not None:
        raise Blocked(_("This hold was lifted already."), code="lifted_already", target=hold)
    if is_demanded(hold.client):
        raise Blocked(
            _("A subpoena or demand is open: say how it ended first."),
            code="demand_open",
            target=hold,
        )
    hold.lifted_at, hold.lifted_by, hold.lift_reason = timezone.now(), seat_of(actor), reason
    hold.save()
    record(actor, "hold.lifted", hold)
    return hold
