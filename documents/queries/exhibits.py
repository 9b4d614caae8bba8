"""Exhibit lists: of a case or filing, one with its exhibits, what the matter still lacks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Value
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cases.hooks import Blocker, NextStep
from cases.models import Case, Matter
from cases.queries import NO_DAY
from cases.queries.timeline import Event
from cases.rules import CLOSED, MATTERS, PRIVILEGES, Privilege
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.pages.paging import Page, page_of
from clinic.tenancy.current import clinic_url
from documents import hooks
from documents.models import Document, Exhibit, ExhibitList, Revision
from documents.policy import known_to_all, visible_documents, visible_lists
from documents.queries.documents import blocker_of_few
from documents.queries.translations import Standing, standings_on
from documents.queries.wanted import evidence_of
from documents.rules.exhibits import (
    DISCARDED,
    DRAFT,
    FINAL,
    FORUMS,
    STATES,
    STYLES,
    Forum,
    label_of,
)

MOST = 100


@dataclass(frozen=True)
class ListLine:
    """A list in words. `count`: how many exhibits stand on it."""

    row: ExhibitList
    forum: Forum
    style: Promise
    state: Promise
    tone: str
    privilege: Privilege
    matter: Any
    filing: str
    count: int


@dataclass(frozen=True)
class ExhibitLine:
    """An exhibit in words. `readable`: its document opens for this reader.

    Of one that does not only what is listed is told: neither later versions nor its language, nor
    that it was taken out.
    """

    row: Exhibit
    label: str
    readable: bool
    newer: int | None
    gone: bool
    privilege: Privilege
    wants_reason: bool
    evidence: str = ""
    language: Standing | None = None
    is_first: bool = False
    is_last: bool = False
    heading: str = ""


def lists_of_case(actor: Actor, case: Case) -> list[ListLine]:
    """Return a case's lists, the latest first."""
    rows = visible_lists(actor).filter(case=case)
    return _lines(actor, case, _counted(rows).order_by("-pk")[:MOST])


def lists_of_filing(actor: Actor, case: Case, filing_id: UUID) -> list[ListLine]:
    rows = visible_lists(actor).filter(case=case, filing_id=filing_id)
    return _lines(actor, case, _counted(rows).order_by("-pk")[:MOST])


def lists_page(actor: Actor, case: Case, *, after: str | None) -> Page[ExhibitList]:
    rows = visible_lists(actor).filter(case=case).select_related("key", "added_by__user", "matter")
    return page_of(rows, order=["-id"], after=after)


def list_of(actor: Actor, pk: UUID) -> ExhibitList:
    """Return a list. :raises NotVisible: there is none for this actor"""
    rows = _counted(visible_lists(actor)).select_related(
        "case__client__key", "case__key", "continues__key", "finished_by__user"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible("exhibit_list")
    return found


def exhibit_of(actor: Actor, pk: UUID) -> Exhibit:
    """Return an exhibit with its list. :raises NotVisible: there is none for this actor"""
    rows = Exhibit.objects.filter(exhibit_list__in=visible_lists(actor).values("pk"))
    related = ("key", "document", "revision", "exhibit_list__case__client__key",
               "exhibit_list__case__key", "exhibit_list__key", "exhibit_list__matter")  # fmt: skip
    found = rows.select_related(*related).filter(pk=pk).first()
    if found is None:
        raise NotVisible("exhibit")
    return found


def list_line(actor: Actor, row: ExhibitList) -> ListLine:
    return _lines(actor, row.case, [row])[0]


def _counted(rows: QuerySet[ExhibitList]) -> QuerySet[ExhibitList]:
    related = rows.select_related("key", "matter", "added_by__user")
    return related.annotate(count=Count("exhibits"))


def _lines(actor: Actor, case: Case, rows: Iterable[Any]) -> list[ListLine]:
    rows = list(rows)
    called = filings_in(actor, case) if any(row.filing_id for row in rows) else {}
    return [
        ListLine(
            row, FORUMS[row.forum], STYLES[row.style], *STATES[row.state],
            PRIVILEGES[row.privilege], MATTERS[row.matter.kind] if row.matter else "",
            called.get(row.filing_id, "") if row.filing_id else "", row.count,
        )
        for row in rows
    ]  # fmt: skip


def filings_in(actor: Actor, case: Case) -> dict[UUID, str]:
    """Return the filings of a case that this actor reads, by id, as the room above names them."""
    return dict(pair for named in hooks.filings for pair in named(actor, case))


def matters_in(case: Case) -> list[Matter]:
    return list(Matter.objects.filter(case=case).order_by("id"))


def rows_in(exhibit_list: ExhibitList) -> list[Exhibit]:
    """Return the exhibits of a list in their order."""
    rows = Exhibit.objects.filter(exhibit_list=exhibit_list)
    rows = rows.select_related("key", "document__key", "revision__file", "waived_by__user")
    found = list(rows.order_by("place", "id"))
    for row in found:
        row.exhibit_list = exhibit_list
    return found


def numbered(exhibit_list: ExhibitList, rows: Sequence[Exhibit]) -> list[tuple[int, Exhibit]]:
    """Return exhibits with their numbers: those that are final, or that they would have now."""
    first = exhibit_list.first_number
    return [(row.number or first + at, row) for at, row in enumerate(rows)]


def exhibit_lines(actor: Actor, exhibit_list: ExhibitList) -> list[ExhibitLine]:
    rows = rows_in(exhibit_list)
    documents = [row.document_id for row in rows]
    opened = set(visible_documents(actor).filter(pk__in=documents).values_list("pk", flat=True))
    latest, languages = latest_of(documents), standings_on(rows)
    wanted = {item.code: item.text for item in evidence_of(exhibit_list)}
    last, heading, lines = len(rows) - 1, "", []
    for at, (number, row) in enumerate(numbered(exhibit_list, rows)):
        readable = row.document_id in opened
        newest = latest.get(row.document_id, 0) if readable else 0
        gone = readable and row.document.removed_at is not None
        above = row.heading or ""
        lines.append(
            ExhibitLine(
                row, label_of(exhibit_list.style, number), readable,
                newest if newest > row.revision.number else None,
                gone, PRIVILEGES[row.document.privilege],
                wants_reason(row.document) and not row.waiver,
                wanted.get(row.evidence, ""), languages.get(row.document_id) if readable else None,
                at == 0, at == last,
                above if above != heading else "",
            )
        )  # fmt: skip
        heading = above
    return lines


def latest_of(documents: Iterable[UUID]) -> dict[UUID, int]:
    """Return the number of each document's latest version."""
    rows = Revision.objects.filter(document__in=list(documents)).order_by("number")
    return dict(rows.values_list("document", "number"))


def wants_reason(document: Document) -> bool:
    """Tell whether filing it gives up what it is kept for."""
    return document.privilege != "shared"


def earlier_of(actor: Actor, exhibit_list: ExhibitList) -> list[ExhibitLine]:
    """Return what was filed before under the marks of the same chain."""
    if exhibit_list.edition == 1:
        return []
    chain = visible_lists(actor).filter(
        root=exhibit_list.root_id, edition__lt=exhibit_list.edition, state=FINAL
    )
    rows = Exhibit.objects.filter(exhibit_list__in=chain).order_by("number")
    rows = rows.select_related("key", "exhibit_list", "document", "revision", "waived_by__user")
    return [
        ExhibitLine(
            row, label_of(exhibit_list.style, row.number or 0), False, None, False,
            PRIVILEGES[row.document.privilege], False,
        )
        for row in rows
    ]  # fmt: skip


def to_add(actor: Actor, exhibit_list: ExhibitList) -> list[Document]:
    """Return the documents of the case that can still go on a list, the latest first."""
    on = Exhibit.objects.filter(
        exhibit_list__root=exhibit_list.root_id, exhibit_list__edition__lte=exhibit_list.edition
    ).exclude(exhibit_list__state=DISCARDED)
    rows = visible_documents(actor).filter(case=exhibit_list.case_id, removed_at=None)
    rows = rows.exclude(pk__in=on.values("document")).select_related("key")
    return list(rows.order_by("-pk"))


def final_rows(actor: Actor, case: Case) -> QuerySet[ExhibitList]:
    """Return the lists of a case that became final; each stands where it did on the timeline."""
    rows = visible_lists(actor).filter(case=case, finish_id__isnull=False)
    return rows.annotate(entry=F("finish_id"))


def final_entries(actor: Actor, finish_ids: Iterable[UUID]) -> list[Event]:
    """Return lists that became final as a case's timeline tells of them."""
    rows = visible_lists(actor).filter(finish_id__in=list(finish_ids))
    return [
        Event(
            row.finish_id, _("Exhibit list final"), row.finished_at, row.finished_by.user.name,
            row.title or "", PRIVILEGES["shared"], clinic_url("documents:exhibit_list", row.pk),
        )
        for row in rows.select_related("key", "finished_by__user")
        if row.finish_id and row.finished_at and row.finished_by
    ]  # fmt: skip


def draft_blockers(case: Case) -> list[Blocker]:
    """A list with exhibits that is still a draft keeps a case open: was it filed, or given up?

    It blocks for everybody; where others may not know of it nothing is told of a list.
    """
    filled = Exhibit.objects.filter(exhibit_list=OuterRef("pk"))
    drafts = ExhibitList.objects.filter(Exists(filled), case=case, state=DRAFT)
    if not drafts.exists():
        return []
    if not known_to_all(drafts).exists():
        return [blocker_of_few(case)]
    text = _("A list of exhibits is still a draft. Make it final, or give it up with a reason.")
    url = clinic_url("documents:of_case", case.pk)
    return [Blocker(text, url, _("See the documents"))]


def list_step_rows(actor: Actor, case: Case) -> QuerySet[ExhibitList] | None:
    """Return the drafts of an open case, for whoever may make them final."""
    if not actor.has("exhibit.finish") or case.stage == CLOSED:
        return None
    rows = visible_lists(actor).filter(case=case, state=DRAFT)
    return rows.annotate(step_text=Value(""), step_day=NO_DAY)


def list_step(pk: UUID, _text: str, _day: date | None) -> NextStep:
    return NextStep(_("Make the exhibit list final"), clinic_url("documents:exhibit_list", pk))


def headings_of(exhibit_list: ExhibitList) -> list[str]:
    rows = Exhibit.objects.filter(exhibit_list=exhibit_list, heading__isnull=False)
    return [row.heading or "" for row in rows.select_related("key").order_by("place")]


def has_newer(actor: Actor, exhibit: Exhibit) -> bool:
    """Tell whether a document that the actor reads has a later version than the one listed."""
    if not visible_documents(actor).filter(pk=exhibit.document_id).exists():
        return False
    later = latest_of([exhibit.document_id]).get(exhibit.document_id, 0)
    return later > exhibit.revision.number


def supplement_of(actor: Actor, exhibit_list: ExhibitList) -> ExhibitList | None:
    """Return the supplement that goes on behind a list, if this actor may know of it."""
    return visible_lists(actor).filter(continues=exhibit_list).exclude(state=DISCARDED).first()
