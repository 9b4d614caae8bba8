"""What was seen, shared and taken out of one client's matter: read from the audit, line by line."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case
from clients.models import Client
from clients.rules.disclosure import FIELDS
from clients.rules.reasons import REVEAL_REASONS
from clinic.access.roles import ROLE_NAMES
from clinic.audit.models import DONE, AuditEntry
from clinic.pages.templatetags.alcove import local_date
from clinic.people.models import Membership
from clinic.tenancy.current import begin_of, current_clinic, on_the_wall
from documents.models import Document, Revision
from documents.rules import KINDS as PAPERS
from records.models import Demand, DemandItem
from records.queries.items import withheld_of
from records.queries.standing import records_of
from records.rules import demands as rules
from records.rules.disclosures import DISCLOSURES, MADE_OF_EVERYBODY, OF_EVERYBODY, WHAT
from referrals.models import Referral

# More than a matter sees in decades; a log that would leave out a line is not made.
MOST_LINES = 20_000


class TooManyLines(Exception):
    """A log would have more than `MOST_LINES` lines."""


def log_lines(demand: Demand, since: date | None) -> dict[str, Any]:
    """Return what a log keeps: `seen`, the acts in their order, and `kept`, what is kept back.

    In words of the language it is made in, for it is shown later as it stood.

    :raises TooManyLines: nothing is left out in silence
    """
    entries = list(_entries(demand, since)[: MOST_LINES + 1])
    if len(entries) > MOST_LINES:
        raise TooManyLines
    told = _Names(entries)
    return {
        "zone": current_clinic().time_zone,
        "until": timezone.now().isoformat(),
        "seen": [_line(entry, told) for entry in entries],
        "kept": [_kept(item) for item in withheld_of(demand)],
    }


def _entries(demand: Demand, since: date | None) -> QuerySet[AuditEntry]:
    people = _people(demand)
    clients = [client.pk for client in people]
    cases = [demand.case_id] if demand.case_id else list(
        Case.objects.filter(client__in=clients).values_list("pk", flat=True)
    )  # fmt: skip
    about = Q(case_id__in=cases) | Q(client_id__in=clients, case_id=None)
    about |= Q(verb__in=OF_EVERYBODY, target_id__in=_copies_since(people))
    rows = AuditEntry.objects.filter(about, outcome=DONE, verb__in=list(DISCLOSURES))
    if since:
        rows = rows.filter(at__gte=begin_of(since))
    return rows.order_by("id")


def _copies_since(people: list[Client]) -> QuerySet[AuditEntry, UUID | None]:
    """Return the copies of the whole clinic that were made after the first record of her was.

    One that was made before and taken later holds nothing of her.
    """
    first = min(client.created_at for client in people)
    made = AuditEntry.objects.filter(verb=MADE_OF_EVERYBODY, outcome=DONE, at__gte=first)
    return made.values_list("target_id", flat=True)


def _people(demand: Demand) -> list[Client]:
    return list(records_of(demand.client))


class _Names:
    """Names, documents and releases that the entries speak of, in a statement each."""

    def __init__(self, entries: list[AuditEntry]) -> None:
        seats = Membership.objects.filter(pk__in={entry.actor_id for entry in entries})
        self.seats = {seat.pk: seat for seat in seats.select_related("user")}
        revisions = Revision.objects.filter(pk__in=_targets(entries, Revision))
        self.revisions = {row.pk: row for row in revisions.select_related("document")}
        papers = Document.objects.filter(pk__in=_targets(entries, Document)).defer("title")
        self.papers = {row.pk: row for row in papers}
        sent = Referral.objects.filter(pk__in=_targets(entries, Referral))
        sent = sent.defer("sent_content", "internal_note")
        self.referrals = {
            row.pk: row
            for row in sent.select_related("partner", "release").defer(
                "sent_content", "internal_note", "release__signature", "release__purpose"
            )
        }


def _targets(entries: list[AuditEntry], model: Any) -> set[UUID]:
    label = model._meta.label_lower
    return {entry.target_id for entry in entries if entry.target_type == label and entry.target_id}


def _line(entry: AuditEntry, told: _Names) -> dict[str, str]:
    act = DISCLOSURES[entry.verb]
    what, to, release = _about(entry, told)
    return {
        "at": on_the_wall(entry.at).strftime("%Y-%m-%d %H:%M"),
        "kind": act.kind,
        "heading": str(WHAT[act.kind]),
        "act": str(act.label),
        "who": _who(entry, told),
        "what": what,
        "to": to,
        "release": release,
        "entry": str(entry.pk),
    }


def _who(entry: AuditEntry, told: _Names) -> str:
    seat = told.seats.get(entry.actor_id) if entry.actor_id else None
    if seat is None:
        return _("Somebody with a link") if "link" in entry.actor_kind else _("Alcove")
    roles = ", ".join(str(ROLE_NAMES[role]) for role in seat.roles if role in ROLE_NAMES)
    return f"{seat.user.name} ({roles})" if roles else seat.user.name


def _about(entry: AuditEntry, told: _Names) -> tuple[str, str, str]:
    """Return what it was, to whom it went, and under which release."""
    if entry.target_id in told.referrals:
        row = told.referrals[entry.target_id]
        fields = [_(FIELDS[name]) for name in row.fields if name in FIELDS]
        release = _("Release of %(given)s, until %(until)s") % {
            "given": local_date(row.release.given_on),
            "until": local_date(row.release.expires_on),
        }
        return ", ".join(fields), row.partner.name, release
    if entry.target_id in told.revisions:
        revision = told.revisions[entry.target_id]
        return _paper(revision.document, revision.number, entry.detail.get("page")), "", ""
    if entry.target_id in told.papers:
        return _paper(told.papers[entry.target_id], None, None), "", ""
    return _(REVEAL_REASONS.get(str(entry.detail.get("reason")), "")) or "", "", ""


def _paper(document: Document, version: int | None, page: Any) -> str:
    """Say which document without its title: the log of a demand is read by the other side."""
    parts = [str(PAPERS[document.kind]), local_date(document.added_at)]
    if version:
        parts.append(_("version %(number)s") % {"number": version})
    if page:
        parts.append(_("page %(number)s") % {"number": page})
    return ", ".join(parts)


def _kept(item: DemandItem) -> dict[str, str]:
    roles = ", ".join(str(ROLE_NAMES[role]) for role in item.author.roles if role in ROLE_NAMES)
    return {
        "made_on": item.made_on.isoformat(),
        "type": _("Note") if item.kind == rules.NOTE else _("Document"),
        "author": f"{item.author.user.name} ({roles})" if roles else item.author.user.name,
        "basis": str(rules.BASES[item.basis]),
        "description": item.description or "",
    }
