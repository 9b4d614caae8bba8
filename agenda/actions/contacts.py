"""Writes: record a contact, correct it and keep what it said before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import Contact, EarlierContact
from agenda.queries.contacts import rule_now
from agenda.rules import contacts as rules
from cases.actions.locking import locked_case
from cases.models import Case
from cases.rules import CLOSED, PRIVILEGES
from clients.actions.rows import lock_any, lock_client, seat_of
from clients.models import Client
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from interpreters.models import Booking

SAID = (
    "at", "channel", "direction", "minutes", "reached", "booking", "interpreter", "rule",
    "rule_said", "rule_reason", "note",
)  # fmt: skip
SENT_TWICE = "sent_twice"


@dataclass(frozen=True)
class _Verdict:
    """What was said of the rule when a contact was written down, and of which way and minute."""

    way: tuple[datetime, str, str]
    rule: str
    said: str | None

    def holds(self, contact: Contact, rule: str) -> bool:
        """Tell whether it still judges: the same way then, and nobody calls it followed now."""
        return self.way == _way_of(contact) and rule in (self.rule, rules.NOT_FOLLOWED)


@action("contact.logged")
def log_contact(
    actor: Actor, /, *, client: Client, case: Case | None, contact_id: UUID, **said: Any
) -> Contact:
    """Record a contact with or about a client, in one of her cases or in none.

    :param said: what `forms.ContactForm` gives: at, channel, direction, minutes, reached, booking,
        interpreter, rule, rule_reason, privilege, note
    """
    require(actor, "contact.log", client if case is None else case)
    # A case of a record that was joined into another one goes on.
    client = lock_client(client) if case is None else lock_any(client)
    if case is not None:
        case = locked_case(case)
        if case.client_id != client.pk:
            raise ValueError("A case of another client.")
        if case.stage == CLOSED:
            raise Blocked(
                _("This case is closed. Reopen it, or record this with the client."),
                code="closed",
                target=case,
            )
    if Contact.objects.filter(pk=contact_id).exists():
        raise Blocked(_("This was sent already; nothing was done twice."), code=SENT_TWICE)
    contact = Contact(
        pk=contact_id, key=client.key, client=client, case=case, recorded_by=seat_of(actor)
    )
    _say(actor, contact, **said)
    contact.save(force_insert=True)
    record(
        actor, "contact.logged", contact, client_id=client.pk,
        detail={"channel": contact.channel, "rule": contact.rule, "privilege": contact.privilege},
    )  # fmt: skip
    return contact


@action("contact.corrected")
def correct_contact(actor: Actor, /, *, contact: Contact, version: int, **said: Any) -> Contact:
    """Correct what was recorded; what it said before stays, sealed, under its own privilege."""
    require(actor, "contact.log", contact)
    lock_any(contact.client)
    rows = Contact.objects.select_for_update(of=("self",))
    contact = rows.select_related("key", "client__key", "case", "recorded_by__user").get(
        pk=contact.pk
    )
    if contact.version != version:
        raise Blocked(
            _("Somebody changed this meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile",
            target=contact,
        )
    before = {name: getattr(contact, name) for name in (*SAID, "privilege")}
    verdict = _verdict_of(contact)
    earlier = EarlierContact(
        key=contact.key, contact=contact, privilege=contact.privilege, version=contact.version,
        said=_kept(contact), replaced_by=seat_of(actor),
    )  # fmt: skip
    _say(actor, contact, verdict=verdict, **said)
    changed = [name for name, was in before.items() if getattr(contact, name) != was]
    if not changed:
        raise Blocked(_("Nothing was changed."), code="nothing_changed", target=contact)
    earlier.save(force_insert=True)
    contact.version += 1
    contact.save()
    record(actor, "contact.corrected", contact, client_id=contact.client_id, changes=changed)
    return contact


def _kept(contact: Contact) -> dict[str, Any]:
    kept = {name: getattr(contact, name) for name in SAID if name != "booking"}
    booking = str(contact.booking_id) if contact.booking_id else None
    return {**kept, "at": contact.at.isoformat(), "booking_id": booking}


def _say(
    actor: Actor,
    contact: Contact,
    *,
    at: datetime,
    channel: str,
    direction: str,
    privilege: str,
    minutes: int | None = None,
    reached: bool = True,
    booking: Booking | None = None,
    interpreter: str = "",
    rule: str = "",
    rule_reason: str = "",
    note: str = "",
    verdict: _Verdict | None = None,
) -> None:
    if channel not in rules.CHANNELS or direction not in rules.DIRECTIONS:
        raise ValueError("Not a contact.")
    if privilege not in PRIVILEGES:
        raise ValueError("Not a privilege.")
    require(actor, PRIVILEGES[privilege].capability)
    if at > timezone.now():
        raise Blocked(_("This time is still to come."), code="future_time", target=contact.client)
    if booking is not None and booking.client_id != contact.client_id:
        raise ValueError("A booking of another client.")
    contact.at, contact.channel, contact.direction = at, channel, direction
    contact.privilege, contact.minutes = privilege, minutes
    contact.reached = reached or direction != rules.OUT
    contact.booking, contact.interpreter = booking, interpreter.strip() or None
    contact.note = note.strip() or None
    _say_of_rule(contact, rule, rule_reason.strip(), verdict)


def _verdict_of(contact: Contact) -> _Verdict:
    return _Verdict(_way_of(contact), contact.rule, contact.rule_said)


def _way_of(contact: Contact) -> tuple[datetime, str, str]:
    # Pages and programs send minutes.
    return contact.at.replace(second=0, microsecond=0), contact.channel, contact.direction


def _say_of_rule(contact: Contact, rule: str, reason: str, verdict: _Verdict | None) -> None:
    """Hold what was said of the safe-contact rule against what the rule says of that moment.

    :param verdict: of a correction: what the rules as they stood then said. Rules have no history.
    """
    if not rules.is_ruled(contact.channel, contact.direction):
        contact.rule, contact.rule_said, contact.rule_reason = rules.NO_RULE, None, None
        return
    said = rule_now(contact.client, contact.channel, contact.at)
    assert said is not None
    kept = verdict if verdict is not None and verdict.holds(contact, rule) else None
    if rule == rules.FOLLOWED and not said.allowed and kept is None:
        raise Blocked(
            _("By the rule this way was not safe then. %(rule)s Say that it was not followed, and "
              "why.") % {"rule": said.text},
            code="rule_says_no",
            target=contact.client,
        )  # fmt: skip
    if rule == rules.NOT_FOLLOWED and not reason:
        raise Blocked(
            _("Say why the safe-contact rule was not followed."),
            code="rule_reason_missing",
            target=contact.client,
        )
    if rule not in (rules.FOLLOWED, rules.NOT_FOLLOWED):
        raise Blocked(
            _("Say whether the safe-contact rule was followed."),
            code="rule_not_said",
            target=contact.client,
        )
    contact.rule, contact.rule_said = rule, said.text if kept is None else kept.said
    contact.rule_reason = reason if rule == rules.NOT_FOLLOWED else None
