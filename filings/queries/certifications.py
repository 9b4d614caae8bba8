"""What is asked of agencies: the survivor's choice, what waits for whom, how long it takes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _

from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.pages.paging import Page, page_of
from clinic.tenancy.current import today
from filings.models import Agency, AgencyRequest, Chase, Deadline, Filing, SurvivorChoice
from filings.policy import visible_agencies, visible_requests
from filings.queries.packs import form_here
from filings.queries.steps import ENDINGS
from filings.rules.certifications import (
    ANSWERS,
    CHANNELS,
    CHASE_RULES,
    KINDS,
    WITHDRAWN,
    YES,
    Typical,
    typical,
)
from filings.rules.lifecycle import DECLINED, DRAFT, ISSUED, SILENT

# Fewer answers than this would tell of one case to whoever knows one.
LEAST_TOLD = 5
WAITS_AT = ("requested", "acknowledged", SILENT)
MAY_ASK_AT = (DRAFT, DECLINED, SILENT)


@dataclass(frozen=True)
class ChoiceLine:
    choice: SurvivorChoice
    answer: str
    answer_text: str
    language: str
    note: str


@dataclass(frozen=True)
class RequestLine:
    request: AgencyRequest
    channel_text: str
    answer_text: str
    days: int
    chases: list[tuple[Chase, str]]
    waiting: bool


@dataclass(frozen=True)
class Certification:
    """All about one filing that is asked of an agency."""

    choices: list[ChoiceLine]
    # "" when nobody has asked the survivor.
    standing: str
    requests: list[RequestLine]
    may_ask: bool
    # A yes taken back while an agency works on it: say so first.
    taken_back: bool

    @property
    def waiting(self) -> RequestLine | None:
        return next((each for each in self.requests if each.waiting), None)


@dataclass(frozen=True)
class Waiting:
    """One request that waits for its answer, as the clinic's page lists it."""

    request: AgencyRequest
    channel_text: str
    days: int
    chases: int
    last_asked: date
    ask_again: date | None
    standing: str
    taken_back: bool


@dataclass(frozen=True)
class AgencyLine:
    agency: Agency
    kind_text: str
    typical: Typical | None


def standing_choice(filing: Filing) -> str:
    """Return what the survivor said last, or "" when nobody asked."""
    rows = SurvivorChoice.objects.filter(filing=filing).select_related("key")
    last = rows.order_by("-id").first()
    return _answer(last) if last else ""


def _answer(choice: SurvivorChoice) -> str:
    return str((choice.said or {})["answer"])


def is_asked_of_agencies(filing: Filing) -> bool:
    return form_here(filing.form).lifecycle == "A"


def certification_of(filing: Filing) -> Certification:
    choices = [
        _choice_line(row)
        for row in SurvivorChoice.objects.filter(filing=filing)
        .select_related("key", "recorded_by__user")
        .order_by("-id")
    ]
    rows = (
        AgencyRequest.objects.filter(filing=filing)
        .select_related("agency", "key", "requested_by__user", "document")
        .prefetch_related(Prefetch("chases", queryset=_chases()))
        .order_by("-id")
    )
    requests = [_request_line(row, newest=not number) for number, row in enumerate(rows)]
    standing = choices[0].answer if choices else ""
    return Certification(
        choices=choices,
        standing=standing,
        requests=requests,
        may_ask=standing == YES and filing.status in MAY_ASK_AT,
        taken_back=standing == WITHDRAWN and any(each.waiting for each in requests),
    )


def _chases() -> QuerySet[Chase]:
    return Chase.objects.select_related("key", "recorded_by__user").order_by("-on", "-id")


def _choice_line(choice: SurvivorChoice) -> ChoiceLine:
    said = choice.said or {}
    return ChoiceLine(
        choice, said["answer"], _(ANSWERS[said["answer"]]), said["language"], said["note"]
    )


def _request_line(request: AgencyRequest, *, newest: bool) -> RequestLine:
    answers = {ISSUED: _("Issued"), DECLINED: _("Declined"), "": ""}
    return RequestLine(
        request=request,
        channel_text=_(CHANNELS[request.channel]),
        answer_text=answers[request.answer],
        days=((request.received_on or today()) - request.requested_on).days,
        chases=[(chase, _(CHANNELS[chase.channel])) for chase in request.chases.all()],
        waiting=newest and request.received_on is None,
    )


def request_of(actor: Actor, pk: UUID) -> AgencyRequest:
    """:raises NotVisible: not there for this actor"""
    rows = visible_requests(actor).select_related(
        "filing__case__client__key", "filing__case__key", "filing__key", "agency", "key",
        "document__key",
    )  # fmt: skip
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible("request")
    return found


def agency_of(actor: Actor, pk: UUID) -> Agency:
    """:raises NotVisible: not there for this actor"""
    found = visible_agencies(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible("agency")
    return found


def agency_choices() -> list[tuple[UUID, str]]:
    """Return the agencies that can be asked."""
    rows = Agency.objects.filter(active=True).order_by("name")
    return [(row.pk, f"{row.name} · {_(KINDS[row.kind])}") for row in rows]


def agencies(actor: Actor, *, leaving: bool = False) -> list[AgencyLine]:
    """Return the directory with the typical time of an answer, over the whole clinic.

    :param leaving: it goes out of the clinic: a time over fewer than five answers is left out, as
        it is for whoever does not reach every case
    """
    least = LEAST_TOLD if leaving or not actor.has("case.reach_all") else 1
    answered: dict[UUID, list[tuple[date, date]]] = {}
    rows = AgencyRequest.objects.exclude(received_on=None)
    for agency_id, requested, received in rows.values_list(
        "agency_id", "requested_on", "received_on"
    ):
        if received is not None:
            answered.setdefault(agency_id, []).append((requested, received))
    return [
        AgencyLine(agency, _(KINDS[agency.kind]), typical(answered.get(agency.pk, ()), least=least))
        for agency in visible_agencies(actor).order_by("-active", "name")
    ]


def waiting_page(
    actor: Actor, *, agency: UUID | None = None, after: str | None = None
) -> Page[AgencyRequest]:
    """Return what waits for an agency, the longest first: of cases the actor reaches."""
    if not actor.has("certification.view"):
        raise NotVisible("certifications")
    newer = AgencyRequest.objects.filter(filing=OuterRef("filing"), pk__gt=OuterRef("pk"))
    rows = visible_requests(actor).filter(
        ~Exists(newer), received_on=None, case__closed_on=None, filing__status__in=WAITS_AT
    )
    if agency is not None:
        rows = rows.filter(agency=agency)
    rows = rows.select_related("agency", "filing", "case__client")
    return page_of(rows, order=("requested_on", "id"), after=after)


def waiting_lines(requests: Iterable[AgencyRequest]) -> list[Waiting]:
    """Return what a list says of each: three statements whatever their number."""
    rows = list(requests)
    filings = [row.filing_id for row in rows]
    chases: dict[UUID, list[date]] = {}
    for request_id, on in Chase.objects.filter(request__in=rows).values_list("request_id", "on"):
        chases.setdefault(request_id, []).append(on)
    choices = SurvivorChoice.objects.filter(filing__in=filings).select_related("key")
    standing = {choice.filing_id: _answer(choice) for choice in choices.order_by("id")}
    again = dict(
        Deadline.objects.filter(filing__in=filings, rule__in=CHASE_RULES, status=Deadline.OPEN)
        .order_by(F("target").desc())
        .values_list("filing_id", "target")
    )
    return [
        Waiting(
            request=row,
            channel_text=_(CHANNELS[row.channel]),
            days=(today() - row.requested_on).days,
            chases=len(chases.get(row.pk, [])),
            last_asked=max([row.requested_on, *chases.get(row.pk, [])]),
            ask_again=again.get(row.filing_id),
            standing=standing.get(row.filing_id, ""),
            taken_back=standing.get(row.filing_id) == WITHDRAWN,
        )
        for row in rows
    ]


def answer_filename(request: AgencyRequest) -> str:
    """Name a download by what it is, never by whom."""
    ending = ENDINGS.get(request.document.media_type, "bin") if request.document else "bin"
    return f"{request.answer or 'answer'}-{request.filing.form.lower()}.{ending}"
