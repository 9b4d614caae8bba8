"""Contacts in the timeline, on a client's page and one by one; what the rule says of a way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda.models import Contact, EarlierContact
from agenda.policy import visible_contacts
from agenda.rules import contacts as rules
from cases.models import Case
from cases.queries.timeline import Event
from cases.rules import PRIVILEGES, Privilege, readable
from clients.models import Client
from clients.queries.contact import channel_label, contact_verdict, verdict_text, zone_of
from clients.rules.safe_contact import Channel
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.pages.paging import Page, page_of
from clinic.tenancy.current import clinic_url, current_clinic
from clinic.vault.keys import preload
from interpreters.models import Booking
from interpreters.policy import visible_bookings
from interpreters.rules import bookings as booking_rules

NEAR = timedelta(days=60)
MOST_BOOKINGS = 30


@dataclass(frozen=True)
class RuleNow:
    """What the client's safe-contact rule says of a way at a moment."""

    allowed: bool
    text: str


@dataclass(frozen=True)
class ContactLine:
    """A contact in words."""

    contact: Contact
    title: str
    facts: str
    rule: Any
    tone: str
    privilege: Privilege
    who: str
    interpreter: str


@dataclass(frozen=True)
class ContactShown:
    """A contact with what it said before, the latest first, as far as the reader may know."""

    line: ContactLine
    earlier: list[tuple[EarlierContact, ContactLine]]
    may_correct: bool


def rule_now(client: Client, channel: str, when: datetime) -> RuleNow | None:
    """Return what the rules as they stand say of that way at that time; None where none is kept."""
    ways = rules.RULED_BY.get(channel, ())
    local = when.astimezone(zone_of(client))
    said = [(way, contact_verdict(client, Channel(way), when=local)) for way in ways]
    if not said:
        return None
    way, verdict = next(((way, one) for way, one in said if one.allowed), said[0])
    return RuleNow(verdict.allowed, f"{channel_label(Channel(way))}: {verdict_text(verdict)}")


def rules_now(client: Client, when: datetime) -> Mapping[str, RuleNow]:
    found = ((channel, rule_now(client, channel, when)) for channel in rules.CHANNELS)
    return {channel: rule for channel, rule in found if rule is not None}


def rules_for(contact: Contact) -> Mapping[str, RuleNow]:
    """Return what the rules say of each way then; of the way it took, what they said that day."""
    found = dict(rules_now(contact.client, contact.at))
    if contact.rule_said and contact.channel in found:
        found[contact.channel] = RuleNow(contact.rule == rules.FOLLOWED, contact.rule_said)
    return found


def contact_of(actor: Actor, pk: UUID) -> Contact:
    """Return a contact. :raises NotVisible: there is none for this actor"""
    rows = visible_contacts(actor).select_related(
        "key", "client__key", "case__client__key", "case__key", "recorded_by__user",
        "booking__interpreter__key",
    )  # fmt: skip
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible("contact")
    return found


def contact_exists(actor: Actor, pk: UUID) -> bool:
    return visible_contacts(actor).filter(pk=pk).exists()


def contacts_of_case(actor: Actor, case: Case, *, after: str | None) -> Page[Contact]:
    """Return a case's contacts that the actor may read, the latest recorded first."""
    return _page(visible_contacts(actor).filter(case=case), after)


def contacts_of_client(actor: Actor, client: Client, *, after: str | None) -> Page[Contact]:
    """Return a client's contacts, in all her cases the actor reaches and in none."""
    return _page(visible_contacts(actor).filter(client=client), after)


def _page(rows: Any, after: str | None) -> Page[Contact]:
    page = page_of(_with_people(rows), order=["-id"], after=after)
    _open(page.rows)
    return page


def _with_people(rows: Any) -> Any:
    return rows.select_related("key", "case", "recorded_by__user", "booking__interpreter")


def _open(rows: Any) -> None:
    booked = (row.booking.interpreter for row in rows if row.booking is not None)
    preload({person.key_id for person in booked if person is not None})


def bookings_near(
    actor: Actor, client: Client, now: datetime, *, kept: UUID | None = None
) -> list[Booking]:
    """Return meetings with an interpreter that a contact may have been, the latest first.

    :param kept: one that is named already, whatever became of it
    """
    came = Q(
        status__in=(booking_rules.CONFIRMED, booking_rules.DONE),
        starts_at__gt=now - NEAR, starts_at__lt=now + timedelta(hours=1),
    )  # fmt: skip
    rows = visible_bookings(actor).filter(came | Q(pk=kept), client=client)
    found = list(rows.select_related("interpreter").order_by("-starts_at")[:MOST_BOOKINGS])
    preload({row.interpreter.key_id for row in found if row.interpreter is not None})
    return found


def contact_line(contact: Any) -> ContactLine:
    words, tone = rules.RULES[contact.rule]
    facts = [moment_text(contact.at)]
    if contact.minutes:
        facts.append(
            ngettext("%(minutes)s minute", "%(minutes)s minutes", contact.minutes)
            % {"minutes": contact.minutes}
        )
    if contact.direction == rules.OUT:
        facts.append(_("reached") if contact.reached else _("not reached"))
    return ContactLine(
        contact=contact,
        title=f"{rules.CHANNELS[contact.channel]} · {rules.DIRECTIONS[contact.direction]}",
        facts=" · ".join(facts),
        rule=words,
        tone=tone,
        privilege=PRIVILEGES[contact.privilege],
        who=contact.recorded_by.user.name,
        interpreter=_interpreter(contact),
    )


def moment_text(moment: datetime) -> str:
    """Say a moment by the clinic's clock."""
    local = moment.astimezone(ZoneInfo(current_clinic().time_zone))
    return date_format(local, "j M Y, H:i", use_l10n=False)


def _interpreter(contact: Any) -> str:
    booking = contact.booking
    if booking is not None and booking.interpreter is not None:
        return booking.interpreter.name or contact.interpreter or ""
    return contact.interpreter or ""


def contact_shown(actor: Actor, contact: Contact) -> ContactShown:
    rows = EarlierContact.objects.filter(
        contact=contact, privilege__in=readable(actor.capabilities)
    )
    found = list(rows.select_related("key", "replaced_by__user").order_by("-version"))
    mine = contact.recorded_by_id == actor.membership_id or actor.has("case.reach_all")
    return ContactShown(
        contact_line(contact),
        [(row, contact_line(as_it_was(row, contact))) for row in found],
        may_correct=mine and actor.has("contact.log"),
    )


def as_it_was(row: EarlierContact, contact: Contact) -> Contact:
    """Return the contact as it read before; not to be saved."""
    said: dict[str, Any] = row.said or {}
    return Contact(
        key=row.key, client=contact.client, case=contact.case, recorded_by=contact.recorded_by,
        recorded_at=contact.recorded_at, privilege=row.privilege, version=row.version,
        **{**said, "at": datetime.fromisoformat(said["at"])},
    )  # fmt: skip


def contact_rows(actor: Actor, case: Case) -> QuerySet[Contact]:
    return visible_contacts(actor).filter(case=case).annotate(entry=F("pk"))


def contact_entries(actor: Actor, ids: Sequence[UUID]) -> list[Event]:
    """Return contacts for the timeline of their case."""
    found = list(_with_people(visible_contacts(actor).filter(pk__in=ids)))
    _open(found)
    return [_event(contact_line(row)) for row in found]


def _event(line: ContactLine) -> Event:
    contact = line.contact
    told = [line.facts]
    if contact.rule == rules.NOT_FOLLOWED:
        told.append(f"{line.rule}: {contact.rule_reason or ''}")
    if line.interpreter:
        told.append(_("Interpreter: %(name)s") % {"name": line.interpreter})
    told += [contact.note] if contact.note else []
    if contact.version > 1:
        told.append(_("Corrected since."))
    url = clinic_url("agenda:contact", contact.pk)
    return Event(
        contact.pk, line.title, contact.recorded_at, line.who, "\n".join(told), line.privilege, url
    )
