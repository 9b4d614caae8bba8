"""What a line of a demand's log says of its act: what it was, to whom it went, on whose word.

No title and no word of what something says: the log is read by the other side.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from cases import hooks
from cases.models import Case
from clients.models import Client, ConflictWaiver, FirmCheck, Intake
from clients.rules.disclosure import FIELDS
from clients.rules.reasons import REVEAL_REASONS
from clinic.audit.models import AuditEntry
from clinic.pages.templatetags.alcove import local_date, local_time
from documents.models import Bundle, Document, Revision
from documents.rules import KINDS as PAPERS
from engagement.models import Letter
from engagement.rules import KINDS as LETTERS
from filings.models import (
    AgencyRequest,
    Chase,
    Filing,
    FilingIdentifier,
    FilingMove,
    Notice,
    Reading,
    SurvivorChoice,
)
from filings.queries.identifiers import numbers_described
from filings.queries.words import REVEAL_REASONS as FILING_REASONS
from filings.rules.certifications import CHANNELS
from filings.rules.notices import KINDS as NOTICES
from interpreters.models import Booking, Offer
from interpreters.rules.bookings import CONSENTS
from records.models import Demand, DemandLog
from records.rules.demands import KINDS as DEMANDS
from referrals.models import Referral, Release


class About(NamedTuple):
    what: str
    to: str = ""
    release: str = ""


class Kind(NamedTuple):
    """How rows of one kind are read, in a statement or two, and what is said of one."""

    rows: Callable[[Collection[UUID]], Any]
    tell: Callable[[AuditEntry, Any], About]


class Told:
    """Everything that the entries of a log speak of."""

    def __init__(self, entries: list[AuditEntry]) -> None:
        named: dict[str, set[UUID]] = {}
        for entry in entries:
            if entry.target_id:
                named.setdefault(entry.target_type, set()).add(entry.target_id)
        self.rows = {
            (label, row.pk): row
            for label, pks in named.items()
            if label in KINDS
            for row in KINDS[label].rows(pks)
        }
        # Of the rooms beside this one: in words already.
        self.words = {
            (label, pk): text
            for label, pks in named.items()
            if label in hooks.disclosed
            for pk, text in hooks.disclosed[label](pks).items()
        }

    def about(self, entry: AuditEntry) -> About:
        """Return what it was, to whom it went, and under which release or on whose yes."""
        if entry.target_id is None:
            return About(_reason(entry))
        place = (entry.target_type, entry.target_id)
        if (row := self.rows.get(place)) is not None:
            found = KINDS[entry.target_type].tell(entry, row)
            return found if found.what else found._replace(what=_reason(entry))
        return About(self.words.get(place) or _reason(entry))


def _reason(entry: AuditEntry) -> str:
    text = REVEAL_REASONS.get(str(entry.detail.get("reason")), "")
    return _(text) if text else ""


def _of_day(what: str, day: date | None) -> str:
    return ", ".join(filter(None, (what, local_date(day))))


def _referral(entry: AuditEntry, row: Referral) -> About:
    fields = [_(FIELDS[name]) for name in row.fields if name in FIELDS]
    release = _("Release of %(given)s, until %(until)s") % {
        "given": local_date(row.release.given_on),
        "until": local_date(row.release.expires_on),
    }
    return About(", ".join(fields), row.partner.name, release)


def _release(entry: AuditEntry, row: Release) -> About:
    said = {"partner": row.partner.name, "day": local_date(row.given_on)}
    return About(_("Release to %(partner)s of %(day)s") % said)


def _revision(entry: AuditEntry, row: Revision) -> About:
    return About(_paper(row.document, row.number, entry.detail.get("page")))


def _paper(document: Document, version: int | None = None, page: Any = None) -> str:
    """Say which document without its title."""
    parts = [str(PAPERS[document.kind]), local_date(document.added_at)]
    if version:
        parts.append(_("version %(number)s") % {"number": version})
    if page:
        parts.append(_("page %(number)s") % {"number": page})
    return ", ".join(parts)


def _case(entry: AuditEntry, row: Case) -> About:
    """Say which case without its number: its reader may not reach each one."""
    opened = _("The case opened on %(day)s") % {"day": local_date(row.opened_on)}
    return About(_reason(entry) or opened)


def _client(entry: AuditEntry, row: Client) -> About:
    """Say of her own copy how much was in it; of a look, why."""
    if entry.verb != "copy.made":
        return About("")
    given = int(entry.detail.get("pieces", 0)) - int(entry.detail.get("withheld", 0))
    said = {"form": str(entry.detail.get("form", "")).upper(), "count": given}
    return About(_("%(form)s with %(count)s entries") % said, _("The client"))


def _request(entry: AuditEntry, row: AgencyRequest) -> About:
    if entry.verb == "request.file_downloaded":
        said = {"agency": row.agency.name, "form": row.filing.form}
        what = _("Answer of %(agency)s on %(form)s") % said
        return About(_of_day(what, row.received_on))
    return _asked(entry, row, row.channel)


def _chase(entry: AuditEntry, row: Chase) -> About:
    return _asked(entry, row.request, row.channel)


def _asked(entry: AuditEntry, row: AgencyRequest, channel: str) -> About:
    what = ", ".join(filter(None, (row.filing.form, _(CHANNELS.get(channel, channel)))))
    to = ", ".join(filter(None, (row.agency.name, row.agency.place)))
    return About(what, to, _choice(entry, row.filing))


def _choice(entry: AuditEntry, filing: Filing) -> str:
    """Say which yes stood when the agency was asked."""
    before = [row for row in filing.choices.all() if row.recorded_at <= entry.at]
    if not before:
        return ""
    said = {"day": local_date(max(before, key=lambda row: row.recorded_at).asked_on)}
    return _("What the client chose on %(day)s") % said


def _booking(entry: AuditEntry, row: Booking) -> About:
    """Say which meeting, and whom the client had said yes to."""
    what = _("Meeting of %(moment)s") % {"moment": local_time(row.starts_at)}
    asked = str(entry.detail.get("interpreter"))
    offers = [each for each in row.offers.all() if str(each.interpreter_id) == asked]
    before = [each for each in offers if each.sent_at <= entry.at] or offers
    if not before:
        return About(what)
    offer = max(before, key=lambda each: each.sent_at)
    said = {"day": local_date(offer.consent_on), "how": CONSENTS.get(offer.consent_how, "")}
    yes = _("The client's yes of %(day)s: %(how)s") % said
    return About(what, offer.interpreter.name or _("An interpreter"), yes)


def _firm(entry: AuditEntry, row: FirmCheck) -> About:
    what = _("%(count)s names of the firm; none of the matter was given out")
    return About(what % {"count": row.name_count}, row.firm or "")


def _notice(entry: AuditEntry, row: Notice) -> About:
    what = f"{row.filing.form} · {_(NOTICES[row.kind].label)}"
    return About(_of_day(what, row.notice_date))


def _move(entry: AuditEntry, row: FilingMove) -> About:
    said = {"form": row.filing.form, "day": local_date(row.on)}
    return About(_("Step of %(form)s on %(day)s") % said)


def _filing(entry: AuditEntry, row: Filing) -> About:
    why = FILING_REASONS.get(str(entry.detail.get("reason")), "")
    return About(", ".join(filter(None, (row.form, str(why)))))


def _identifier(entry: AuditEntry, row: FilingIdentifier) -> About:
    described = (each.name for each in numbers_described(row.filing) if each.code == row.kind)
    kind = _(next(described, row.kind))
    return About(f"{row.filing.form} · {kind}")


def _reading(entry: AuditEntry, row: Reading) -> About:
    return About(_("Letter uploaded on %(day)s") % {"day": local_date(row.uploaded_at)})


def _waiver(entry: AuditEntry, row: ConflictWaiver) -> About:
    return About(_("Waiver of %(day)s") % {"day": local_date(row.given_on)})


def _bundle(entry: AuditEntry, row: Bundle) -> About:
    parts = [_("Exhibits, version %(number)s") % {"number": row.list_version}]
    if row.of_draft:
        parts.append(_("draft"))
    return About(_of_day(", ".join(parts), row.requested_at))


def _letter(entry: AuditEntry, row: Letter) -> About:
    return About(_of_day(str(LETTERS[row.kind]), row.signed_on or row.added_at))


def _intake(entry: AuditEntry, row: Intake) -> About:
    """Say which letter that the clinic does not act; of answers, why they were shown."""
    if not entry.verb.startswith("nonengagement."):
        return About("")
    number = entry.detail.get("letter")
    if number is None:
        return About(_("Letter of %(day)s") % {"day": local_date(entry.at)})
    return About(_("Letter %(number)s") % {"number": number})


def _demand(entry: AuditEntry, row: Demand) -> About:
    return About(_of_day(str(DEMANDS[row.kind].label), row.served_on))


def _log(entry: AuditEntry, row: DemandLog) -> About:
    form = str(entry.detail.get("form", "")).upper()
    return About(", ".join(filter(None, (_("Log %(number)s") % {"number": row.number}, form))))


def _rows(model: Any, *related: str) -> Callable[..., Any]:
    def read(pks: Collection[UUID]) -> Any:
        return model.objects.filter(pk__in=pks).select_related(*related)

    return read


def _asked_of_agencies(model: Any, request: str) -> Callable[..., Any]:
    path = f"{request}filing"

    def read(pks: Collection[UUID]) -> Any:
        said = Prefetch(f"{path}__choices", queryset=SurvivorChoice.objects.defer("said"))
        rows = model.objects.filter(pk__in=pks)
        return rows.select_related(path, f"{request}agency").prefetch_related(said)

    return read


def _bookings(pks: Collection[UUID]) -> Any:
    offers = Offer.objects.select_related("interpreter__key")
    rows = Booking.objects.filter(pk__in=pks)
    return rows.prefetch_related(Prefetch("offers", queryset=offers))


KINDS: Mapping[str, Kind] = {
    "cases.case": Kind(_rows(Case), _case),
    "clients.client": Kind(_rows(Client), _client),
    "clients.conflictwaiver": Kind(_rows(ConflictWaiver), _waiver),
    "clients.firmcheck": Kind(_rows(FirmCheck, "key"), _firm),
    "clients.intake": Kind(_rows(Intake), _intake),
    "documents.bundle": Kind(_rows(Bundle), _bundle),
    "documents.document": Kind(_rows(Document), lambda _entry, row: About(_paper(row))),
    "documents.revision": Kind(_rows(Revision, "document"), _revision),
    "engagement.letter": Kind(_rows(Letter), _letter),
    "filings.agencyrequest": Kind(_asked_of_agencies(AgencyRequest, ""), _request),
    "filings.chase": Kind(_asked_of_agencies(Chase, "request__"), _chase),
    "filings.filing": Kind(_rows(Filing), _filing),
    "filings.filingidentifier": Kind(_rows(FilingIdentifier, "filing"), _identifier),
    "filings.filingmove": Kind(_rows(FilingMove, "filing"), _move),
    "filings.notice": Kind(_rows(Notice, "filing"), _notice),
    "filings.reading": Kind(_rows(Reading), _reading),
    "interpreters.booking": Kind(_bookings, _booking),
    "records.demand": Kind(_rows(Demand), _demand),
    "records.demandlog": Kind(_rows(DemandLog), _log),
    "referrals.referral": Kind(_rows(Referral, "partner", "release"), _referral),
    "referrals.release": Kind(_rows(Release, "partner"), _release),
}
