"""Documents of a case: lists, one with its contents, the timeline's entries."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Prefetch, QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from cases.hooks import Blocker
from cases.models import Case
from cases.queries.timeline import Event
from cases.rules import PRIVILEGES, Privilege
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.pages.paging import Page, page_of
from clinic.tenancy.current import clinic_url, day_of
from documents.models import Document, Original, Revision, Signing
from documents.policy import may_change, visible_documents, visible_revisions
from documents.rules import KINDS, ORIGINALS

MEDIA = {"application/pdf": ("PDF", "pdf"), "image/png": ("PNG", "png"),
         "image/jpeg": ("JPEG", "jpg")}  # fmt: skip


@dataclass(frozen=True)
class DocumentLine:
    """A document in words. `facts`: form, size, and how many contents it had."""

    document: Document
    kind: Any
    original: Any
    privilege: Privilege
    facts: str
    who: str
    may_change: bool


def document_of(actor: Actor, pk: UUID) -> Document:
    """Return a document. :raises NotVisible: there is none for this actor"""
    rows = visible_documents(actor).select_related(
        "key", "case__client__key", "case__key", "added_by__user", "removed_by__user"
    )
    found = _with_revisions(rows).filter(pk=pk).first()
    if found is None:
        raise NotVisible("document")
    return found


def document_exists(actor: Actor, pk: UUID) -> bool:
    return visible_documents(actor).filter(pk=pk).exists()


def revision_of(actor: Actor, pk: UUID) -> Revision:
    """Return a content of a document. :raises NotVisible: there is none for this actor"""
    rows = visible_revisions(actor).select_related(
        "key", "file__key", "document__case__client__key", "document__key"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible("document")
    return found


def documents_of_case(actor: Actor, case: Case, *, removed: bool = False) -> list[Document]:
    """Return all of a case's documents the actor may read, the latest first; or those taken out."""
    rows = visible_documents(actor).filter(case=case, removed_at__isnull=not removed)
    return list(_with_people(rows).order_by("-pk"))


def standing_page(actor: Actor, case: Case, *, after: str | None) -> Page[Document]:
    """Return a page of a case's documents, without those taken out, the latest first."""
    rows = visible_documents(actor).filter(case=case, removed_at=None)
    return page_of(_with_people(rows), order=["-id"], after=after)


def page_of_case(actor: Actor, case: Case, *, after: str | None) -> Page[Document]:
    """Return a case's documents, those taken out too, the latest first."""
    rows = visible_documents(actor).filter(case=case)
    return page_of(_with_people(rows), order=["-id"], after=after)


def revisions_of(document: Document) -> list[Revision]:
    """Return a document's contents, the one that counts first, with the signing it came of."""
    rows = document.revisions.select_related("key", "file", "added_by__user")
    found = list(rows.order_by("-number"))
    signings = Signing.objects.filter(signed__document=document)
    by_made = {row.made_id: row for row in signings.only("clinic", "made", "signer", "signed_on")}
    for row in found:
        row.signing = by_made.get(row.pk)  # type: ignore[attr-defined]
    return found


def _with_people(rows: QuerySet[Document]) -> QuerySet[Document]:
    return _with_revisions(rows.select_related("key", "added_by__user", "case"))


def _with_revisions(rows: QuerySet[Document]) -> QuerySet[Document]:
    newest_first = Revision.objects.select_related("file").order_by("-number")
    return rows.prefetch_related(Prefetch("revisions", newest_first, to_attr="contents"))


def lines_of(actor: Actor, documents: Iterable[Document]) -> list[DocumentLine]:
    return [document_line(actor, row) for row in documents]


def document_line(actor: Actor, document: Any) -> DocumentLine:
    contents: list[Revision] = document.contents
    file = contents[0].file
    facts = [MEDIA[file.media_type][0], filesizeformat(file.size)]
    if len(contents) > 1:
        facts.append(_("version %(number)s") % {"number": contents[0].number})
    return DocumentLine(
        document=document,
        kind=KINDS[document.kind],
        original=ORIGINALS[document.original],
        privilege=PRIVILEGES[document.privilege],
        facts=" · ".join(facts),
        who=document.added_by.user.name,
        may_change=actor.has("document.change") and may_change(actor, document),
    )


def filename_of(revision: Revision) -> str:
    """Return what it is saved as: it says what it is, never whom it is about."""
    day = day_of(revision.added_at).isoformat()
    ending = MEDIA[revision.file.media_type][1]
    return f"document-{day}-v{revision.number}.{ending}"


def revisions_in(actor: Actor, case: Case) -> QuerySet[Revision]:
    return visible_revisions(actor).filter(document__case=case)


def document_rows(actor: Actor, case: Case) -> QuerySet[Document]:
    """Return what of a case's documents stands on its timeline."""
    return visible_documents(actor).filter(case=case, removed_at=None).annotate(entry=F("pk"))


def document_entries(actor: Actor, ids: Iterable[UUID]) -> list[Event]:
    """Return documents as a case's timeline tells of them."""
    rows = _with_people(visible_documents(actor).filter(pk__in=list(ids)))
    return [
        Event(
            line.document.pk,
            _("Document: %(kind)s") % {"kind": line.kind},
            line.document.added_at,
            line.who,
            line.document.title or "",
            line.privilege,
            clinic_url("documents:document", line.document.pk),
        )
        for line in lines_of(actor, rows)
    ]


def blocker_of_few(case: Case) -> Blocker:
    """Say that something keeps a case open of which whoever closes it may know no more."""
    text = _("Somebody on this case has something to give back or to finish first. Ask them.")
    return Blocker(text, clinic_url("cases:access", case.pk), _("See who is on it"))


def close_blockers(case: Case) -> list[Blocker]:
    """Originals that were not given back keep a case open. Of whose they are nothing is said.

    Whoever closes the case may not know of all its documents: where the clinic holds only what few
    of them read of, not even that it is an original is told.
    """
    held = Document.objects.filter(case=case, original="held", removed_at=None)
    shared = held.filter(privilege="shared").exists()
    if not shared and not Original.objects.filter(case=case, left="").exists():
        if not held.exists():
            return []
        return [blocker_of_few(case)]
    text = _("The clinic still holds an original. Give it back, and say so among the documents.")
    url = clinic_url("documents:of_case", case.pk)
    return [Blocker(text, url, _("See the documents"))]
