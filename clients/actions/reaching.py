"""Reaching a client, and knowing her on the telephone. Everything to her goes through here."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions.rows import lock_client, refuse_if_changed, seat_of
from clients.models import CallerCheck, Client, ConfidentialAddress, ContactMade
from clients.queries.contact import contact_rows, contact_verdict, letters_to, verdict_text
from clients.rules import callers
from clients.rules.reasons import REVEAL_REASONS
from clients.rules.safe_contact import ANSWER_TEXTS, HOURS_MATTER, Answer, Channel
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit.recording import record
from clinic.notices import outbox

NOTE = "clients.note"


@dataclass(frozen=True)
class Way:
    """What to use now, and what to say to whom."""

    channel: Channel
    address: str
    # Who we are to whoever picks up.
    neutral_name: str
    notes: tuple[str, ...]
    sent: bool


@action("contact.made")
def reach_out(actor: Actor, *, client: Client, channel: str, voicemail: bool = False) -> Way:
    """Reach a client by one channel, or refuse with the reason; an e-mail is sent at once.

    What is refused gives out no number and no address.
    """
    require(actor, "contact.make", client)
    client = lock_client(client)
    way = Channel(channel)
    verdict = contact_verdict(client, way, leaving_voicemail=voicemail)
    if not verdict.allowed:
        raise Blocked(verdict_text(verdict), code=verdict.reason, target=client)
    row = next(row for row in contact_rows(client) if row.channel == way.value)
    address = (letters_to(client) if way is Channel.POST else "") or row.address or ""
    if not address:
        raise Blocked(
            _("This is safe, but no number or address is recorded for it."),
            code="no_address",
            target=client,
        )
    made = ContactMade.objects.create(
        client=client, key=client.key, channel=way.value, voicemail=voicemail, by=seat_of(actor)
    )
    if way is Channel.EMAIL:
        outbox.enqueue(NOTE, ref_id=made.pk, key=f"note:{made.pk}")
    record(actor, "contact.made", client, detail={"channel": way.value, "voicemail": voicemail})
    return Way(
        channel=way,
        address=address,
        neutral_name=client.neutral_name or "",
        notes=_notes(way, row.details or {}),
        sent=way is Channel.EMAIL,
    )


def _notes(way: Channel, details: Mapping[str, Any]) -> tuple[str, ...]:
    notes = [details["wording"]] if details.get("wording") else []
    if way in HOURS_MATTER:
        notes.append(_(ANSWER_TEXTS[Answer(details.get("answer") or "not_asked")]))
        notes += [details["who"]] if details.get("who") else []
    return tuple(notes)


@action("caller.checked")
def check_caller(actor: Actor, *, client: Client, phrase: str) -> bool:
    """Tell whether a caller said the phrase; what they said is kept nowhere."""
    require(actor, "contact.make", client)
    client = lock_client(client)
    if not client.caller_phrase:
        raise Blocked(
            _("No caller's phrase is set. Do not tell this caller anything; agree on a phrase."),
            code="no_phrase",
            target=client,
        )
    since = timezone.now() - callers.WITHIN
    wrong = CallerCheck.objects.filter(client=client, passed=False, at__gte=since).count()
    if wrong >= callers.MOST_WRONG:
        raise Blocked(
            _("Too many wrong phrases. Tell this caller nothing, and warn the team."),
            code="too_many_wrong",
            target=client,
        )
    passed = callers.is_it(phrase, client.caller_phrase)
    CallerCheck.objects.create(client=client, key=client.key, passed=passed, by=seat_of(actor))
    record(actor, "caller.checked", client, detail={"passed": passed})
    return passed


@action("safety.changed")
def change_safety(
    actor: Actor,
    *,
    client: Client,
    version: int,
    time_zone: str = "",
    neutral_name: str = "",
    phrase: str = "",
    forget_phrase: bool = False,
    program: str = "",
    substitute: str = "",
    real: str = "",
    valid_until: date | None = None,
) -> Client:
    """Write down the client's clock, our neutral name, the caller's phrase, the safe address.

    :param phrase: "" leaves the one that is set
    :param real: "" leaves the one that is recorded; it is never shown to be changed
    """
    require(actor, "contact.confirm", client)
    client = lock_client(client)
    refuse_if_changed(client, version)
    client.time_zone, client.neutral_name = time_zone or None, neutral_name or None
    changed = ["time_zone", "neutral_name"]
    if phrase:
        client.caller_phrase = callers.hash_of(phrase, os.urandom(callers.SALT_BYTES))
        changed.append("caller_phrase")
    elif forget_phrase:
        client.caller_phrase = None
        changed.append("caller_phrase")
    client.version += 1
    client.save()
    row = ConfidentialAddress.objects.filter(client=client).select_related("key").first()
    if row is not None or program or substitute or real:
        row = row or ConfidentialAddress(client=client, key=client.key)
        row.program, row.substitute = program or None, substitute or None
        row.real = real or row.real
        row.valid_until, row.recorded_by = valid_until, seat_of(actor)
        row.save()
        changed += ["substitute", *(["real"] if real else [])]
    record(actor, "safety.changed", client, changes=changed)
    return client


@action("address.revealed")
def reveal_address(actor: Actor, *, client: Client, reason: str) -> str:
    """Return where the client really lives; few may, and each look is recorded."""
    require(actor, "address.reveal", client)
    if reason not in REVEAL_REASONS:
        raise ValueError("Not a reason for a reveal.")
    row = ConfidentialAddress.objects.filter(client=client).select_related("key").first()
    if row is None or not row.real:
        raise Blocked(_("No address is recorded."), code="no_address", target=client)
    record(actor, "address.revealed", client, detail={"reason": reason})
    real: str = row.real
    return real
