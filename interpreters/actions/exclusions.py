"""Writes: for whom somebody is not asked, and what a client wishes."""

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions.rows import lock_client, seat_of
from clients.models import Client
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from interpreters.actions.roster import SENT_TWICE, locked
from interpreters.models import Exclusion, Interpreter, Wish
from interpreters.rules import GENDERS
from interpreters.rules.candidates import ASKED_BY, CLIENT, EXCLUSIONS


@action("exclusion.added")
def add_exclusion(
    actor: Actor,
    *,
    form_token: UUID,
    interpreter: Interpreter,
    kind: str,
    asked_by: str,
    reason: str,
    words: str = "",
    client: Client | None = None,
) -> Exclusion:
    """Say for whom somebody is not asked any more. What is booked already is for a person to see.

    :param words: a community, or the name of a person; nothing where a client is named
    """
    require(actor, "interpreter.edit", interpreter)
    if kind not in EXCLUSIONS or asked_by not in ASKED_BY:
        raise ValueError("Not a way to exclude somebody.")
    if (kind == CLIENT) != (client is not None) or (kind == CLIENT) == bool(words.strip()):
        raise ValueError("An exclusion names a client, or says a community or a person.")
    if client is not None:
        require(actor, "client.view", client)
        client = lock_client(client)
    interpreter = locked(interpreter)
    if Exclusion.objects.filter(pk=form_token).exists():
        raise Blocked(_("This was sent already; nothing was done twice."), code=SENT_TWICE)
    exclusion = Exclusion(
        pk=form_token,
        key=client.key if client is not None else interpreter.key,
        interpreter=interpreter,
        kind=kind,
        asked_by=asked_by,
        client=client,
        words=words.strip() or None,
        reason=reason.strip() or None,
        added_by=seat_of(actor),
    )
    exclusion.save(force_insert=True)
    record(
        actor, "exclusion.added", exclusion, client_id=client.pk if client else None,
        detail={"kind": kind, "asked_by": asked_by},
    )  # fmt: skip
    return exclusion


@action("exclusion.ended")
def end_exclusion(actor: Actor, *, exclusion: Exclusion) -> Exclusion:
    """Take an exclusion back; that it stood, who said so and when stays in the record."""
    require(actor, "interpreter.edit", exclusion)
    rows = Exclusion.objects.select_for_update(of=("self",)).select_related("key", "interpreter")
    (current,) = rows.filter(pk=exclusion.pk)
    if current.ended_at is not None:
        raise Blocked(_("This was taken back already."), code="ended_already", target=current)
    current.ended_at, current.ended_by = timezone.now(), seat_of(actor)
    current.save(update_fields=["ended_at", "ended_by"])
    record(actor, "exclusion.ended", current, client_id=current.client_id)
    return current


@action("interpreter_wishes.recorded")
def record_wishes(
    actor: Actor,
    *,
    client: Client,
    gender: str = "",
    communities: Sequence[str] = (),
    note: str = "",
    version: int = 0,
) -> Wish:
    """Write down what a client wishes of whoever interprets for her.

    :param version: of what was seen before, 0 where nothing was recorded
    """
    require(actor, "interpreter.ask", client)
    if gender and gender not in GENDERS:
        raise ValueError("Not a gender of the roster.")
    client = lock_client(client)
    wish = Wish.objects.filter(client=client).select_related("key").first()
    if version != (wish.version if wish else 0):
        raise Blocked(
            _("Somebody changed this meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile",
            target=wish or client,
        )
    seat = seat_of(actor)
    if wish is None:
        wish = Wish(client=client, key=client.key, recorded_by=seat, version=0)
    wish.gender, wish.communities, wish.note = gender or None, list(communities), note or None
    wish.recorded_by = seat
    wish.version += 1
    wish.save()
    record(
        actor, "interpreter_wishes.recorded", wish, client_id=client.pk,
        changes=["gender", "communities", "note"],
    )  # fmt: skip
    return wish
