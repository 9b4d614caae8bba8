"""Writes: a client asks to be erased, and is answered."""

from collections.abc import Collection
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions.rows import lock_client, seat_of
from clients.models import Client
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.tenancy.current import today
from records.models import ErasureRequest
from records.queries import is_held
from records.rules import answer_by, may_decide


@action("erasure.requested")
def request_erasure(
    actor: Actor, *, client: Client, asked_on: date, words: str = ""
) -> ErasureRequest:
    """Record that a client asked to be erased; the answer is due within a month."""
    require(actor, "erasure.record", client)
    client = lock_client(client)
    if asked_on > today():
        raise Blocked(_("This day has not come yet."), code="future_day", target=client)
    if ErasureRequest.objects.filter(client=client, state="open").exists():
        raise Blocked(
            _("A request waits for its answer already."), code="asked_already", target=client
        )
    asked = ErasureRequest.objects.create(
        client=client, key=client.key, asked_on=asked_on, answer_by=answer_by(asked_on),
        words=words, recorded_by=seat_of(actor),
    )  # fmt: skip
    record(actor, "erasure.requested", asked)
    return asked


@action("erasure.decided")
def decide_erasure(
    actor: Actor,
    *,
    asked: ErasureRequest,
    state: str,
    exemptions: Collection[str] = (),
    answer: str = "",
) -> ErasureRequest:
    """Answer: granted, in part or refused, each with what the law lets stand against it.

    Granting erases nothing by itself: that is an act of its own, with its preview.
    """
    require(actor, "erasure.decide", asked)
    rows = ErasureRequest.objects.select_for_update(of=("self",))
    asked = rows.select_related("key", "client").get(pk=asked.pk)
    if asked.state != "open":
        raise Blocked(_("This was answered already."), code="answered_already", target=asked)
    if not may_decide(state, frozenset(exemptions)):
        raise Blocked(
            _("Choose the reason why not all of it is erased, or grant it without one."),
            code="reason_for_part",
            target=asked,
        )
    if state == "granted" and is_held(asked.client):
        raise Blocked(
            _("A legal hold stands. Refuse with that reason, or lift the hold first."),
            code="on_hold",
            target=asked,
        )
    asked.state, asked.exemptions, asked.answer = state, sorted(exemptions), answer
    asked.decided_at, asked.decided_by = timezone.now(), seat_of(actor)
    asked.save()
    record(actor, "erasure.decided", asked, detail={"state": state})
    return asked
