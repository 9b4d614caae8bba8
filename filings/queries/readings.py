"""Letters that wait to be confirmed: where they are, what was read, and where it stands in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.hooks import NextStep
from cases.models import Case
from cases.queries import NO_DAY
from clients.rules.identifiers import identifier_token
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.pages.dates import short_date
from clinic.tenancy.current import clinic_url, day_of
from clinic.vault.blind import token
from filings.models import Filing, Reading
from filings.policy import visible_filings, visible_readings
from filings.queries.filings import awaits_receipt, offered_notices
from filings.queries.steps import ENDINGS
from filings.queries.words import CHOICES, HEARINGS
from filings.rules.notices import KINDS, RECEIPT
from filings.rules.readings import DAYS, PROBLEMS, WHY, kind_of, sure_of

LABELS: Mapping[str, str | Promise] = {
    "kind": _("Kind of letter"),
    "form": _("Form"),
    "receipt_number": _("Receipt number"),
    "a_number": _("A-number"),
    "notice_date": _("Date of the notice"),
    "mailed_on": _("Day it was sent"),
    "printed_due_date": _("Due date printed on the notice"),
    "response_days": _("Days the notice gives for the answer"),
    "service": _("How the notice came"),
    "appointment_on": _("Day of the appointment or hearing"),
    "appointment_time": _("Time"),
    "appointment_place": _("Place"),
    "hearing_kind": _("Kind of hearing"),
    "valid_from": _("Valid from"),
    "valid_to": _("Valid until"),
    "decision": _("Decision"),
}
# Kinds of letters that are no kinds of notices by themselves.
_LETTERS: Mapping[str, str | Promise] = {
    "reasonable_grounds": _("Reasonable grounds decision"),
    "conclusive_grounds": _("Conclusive grounds decision"),
    "positive": _("Positive"),
    "negative": _("Negative"),
}


@dataclass(frozen=True)
class Place:
    """Where something stands: `mark` names the highlighted passage on the page."""

    mark: str
    page: int
    text: str


@dataclass(frozen=True)
class Note:
    """What was read for one field. `value` is said in words; empty when it is not sure."""

    field: str
    label: str
    value: str
    why: str
    places: tuple[Place, ...]

    @property
    def sure(self) -> bool:
        return bool(self.value)


@dataclass(frozen=True)
class PageShown:
    """The text of one page in pieces: (text, mark), the mark empty outside passages."""

    number: int
    pieces: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Review:
    """What a person looks at before confirming."""

    kind: str
    sure: dict[str, Any]
    notes: dict[str, Note] = field(default_factory=dict)
    pages: tuple[PageShown, ...] = ()
    silent: tuple[int, ...] = ()


def reading_of(actor: Actor, pk: UUID) -> Reading:
    """:raises NotVisible: not there for this actor"""
    found = (
        visible_readings(actor)
        .filter(pk=pk)
        .select_related(
            "case__client__key", "case__key", "key", "filing__key", "document__key", "notice",
            "uploaded_by__user", "ended_by__user",
        )
        .first()
    )  # fmt: skip
    if found is None:
        raise NotVisible("reading")
    return found


def waiting_readings(actor: Actor, case: Case | None = None) -> list[Reading]:
    """Return the letters that wait for somebody who may record them, the oldest first."""
    if not actor.has("notice.record"):
        return []
    rows = visible_readings(actor).filter(status__in=Reading.WAITING)
    if case is not None:
        rows = rows.filter(case=case)
    return list(rows.select_related("case", "filing", "uploaded_by__user").order_by("id"))


def reading_step_rows(actor: Actor, case: Case) -> QuerySet[Reading] | None:
    """Offer the letters that wait as next steps of their case."""
    if not actor.has("notice.record"):
        return None
    rows = visible_readings(actor).filter(status__in=Reading.WAITING, case=case)
    return rows.annotate(step_text=F("status"), step_day=NO_DAY)


def reading_step(pk: UUID, _status: str, _day: date | None) -> NextStep:
    return NextStep(
        gettext("Confirm what a letter says"),
        clinic_url("filings:reading", pk),
        note=gettext("Uploaded, not recorded yet"),
    )


def dismissed_readings(actor: Actor, case: Case) -> list[Reading]:
    """Return the letters of a case that were set aside and whose file was kept."""
    if not actor.has("notice.record"):
        return []
    rows = visible_readings(actor).filter(
        case=case, status=Reading.DISMISSED, document__isnull=False
    )
    return list(rows.select_related("uploaded_by__user").order_by("-id"))


def filing_of_reading(actor: Actor, reading: Reading, sure: Mapping[str, Any]) -> Filing | None:
    """Return the filing that was named, or the one of this case with the receipt number read."""
    if reading.filing is not None:
        return reading.filing
    found = _by_receipt(actor, sure)
    return found if found is not None and found.case_id == reading.case_id else None


def belongs_elsewhere(actor: Actor, reading: Reading, sure: Mapping[str, Any]) -> Filing | None:
    """Return the filing of another case, within the actor's reach, that has this number."""
    found = _by_receipt(actor, sure)
    return found if found is not None and found.case_id != reading.case_id else None


def number_differs(filing: Filing, sure: Mapping[str, Any]) -> bool:
    """Tell whether the letter carries another receipt number than the filing."""
    number = sure.get("receipt_number")
    if not number or filing.receipt_token is None:
        return False
    return bytes(filing.receipt_token) != token("receipt", identifier_token("receipt", number))


def kinds_of_reading(filing: Filing) -> dict[str, str]:
    """Return the notices that can have come, a receipt for what was sent among them."""
    offered = dict(offered_notices(filing))
    if awaits_receipt(filing):
        offered = {RECEIPT: gettext(KINDS[RECEIPT].label), **offered}
    return offered


def filename_of_reading(reading: Reading) -> str:
    ending = ENDINGS.get(reading.document.media_type, "bin") if reading.document else "bin"
    return f"letter-{day_of(reading.uploaded_at).isoformat()}.{ending}"


def problem_of(reading: Reading) -> str:
    return gettext(PROBLEMS[reading.problem]) if reading.problem else ""


def review_of(reading: Reading) -> Review:
    """Put proposals and pages together; each passage is marked where it stands."""
    found = reading.found or {}
    sure = sure_of(found)
    texts = list(reading.pages or [])
    marks = _marks(found, len(texts))
    notes = {each["field"]: _note(each, marks, texts) for each in found.get("fields", ())}
    pages = tuple(
        PageShown(number, _pieces(text, [span for span in marks if span[0] == number], marks))
        for number, text in enumerate(texts, start=1)
    )
    return Review(kind_of(sure), sure, notes, pages, tuple(found.get("silent", ())))


Span = tuple[int, int, int]


def _marks(found: Mapping[str, Any], pages: int) -> dict[Span, str]:
    """Name every stretch to highlight; passages that overlap share one."""
    spans = sorted(
        {
            (each["page"], each["start"], each["end"])
            for row in found.get("fields", ())
            for each in row["found"]
            if each["page"] <= pages
        }
    )
    joined: list[Span] = []
    for page, start, end in spans:
        if joined and joined[-1][0] == page and start < joined[-1][2]:
            joined[-1] = (page, joined[-1][1], max(end, joined[-1][2]))
        else:
            joined.append((page, start, end))
    return {span: f"passage-{number}" for number, span in enumerate(joined, start=1)}


def _mark_of(each: Mapping[str, Any], marks: Mapping[Span, str]) -> str:
    for (page, start, end), mark in marks.items():
        if page == each["page"] and start <= each["start"] < end:
            return mark
    return ""


def _pieces(text: str, spans: list[Span], marks: Mapping[Span, str]) -> tuple[tuple[str, str], ...]:
    pieces, at = [], 0
    for span in spans:
        _page, start, end = span
        pieces += [(text[at:start], ""), (text[start:end], marks[span])]
        at = end
    return tuple(piece for piece in (*pieces, (text[at:], "")) if piece[0])


def _note(row: Mapping[str, Any], marks: Mapping[Span, str], texts: list[str]) -> Note:
    name, value = row["field"], row["value"]
    places = tuple(
        Place(
            _mark_of(each, marks),
            each["page"],
            in_words(name, each["value"])
            or " ".join(texts[each["page"] - 1][each["start"] : each["end"]].split())[:80],
        )
        for each in row["found"]
        if each["page"] <= len(texts)
    )
    why = gettext(WHY.get(row["why"], WHY["unclear"])) if value is None else ""
    return Note(name, str(LABELS[name]), in_words(name, value), why, places)


def in_words(name: str, value: Any) -> str:
    """Say a value as the page does; "" for none."""
    if value is None:
        return ""
    if name in DAYS:
        return short_date(value if isinstance(value, date) else date.fromisoformat(value))
    if name == "kind":
        return gettext(KINDS[value].label) if value in KINDS else str(_LETTERS.get(value, value))
    words = {"service": CHOICES, "hearing_kind": HEARINGS, "decision": _LETTERS}.get(name, {})
    return str(words.get(str(value), value))


def _by_receipt(actor: Actor, sure: Mapping[str, Any]) -> Filing | None:
    number = sure.get("receipt_number")
    if not number:
        return None
    wanted = token("receipt", identifier_token("receipt", number))
    return (
        visible_filings(actor)
        .filter(receipt_token=wanted)
        .select_related("case__client__key", "case__key", "key")
        .first()
    )
