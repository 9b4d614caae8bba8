"""Writes: add a document, give it another content, change what it is, take it out and back."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.locking import locked_case
from cases.models import Case
from cases.rules import PRIVILEGES
from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.files.actions import store_upload
from clinic.files.uploads import SealedUpload
from documents.actions.following import drafts_changed, take_along
from documents.actions.uploads import refuse_closed, take_down
from documents.models import Document, Revision, Upload
from documents.queries.following import followed_by
from documents.rules import KINDS, ORIGINALS

SENT_TWICE = "sent_twice"
SAID = ("kind", "privilege", "title", "original")


@action("document.added")
def add_document(
    actor: Actor, /, *, case: Case, document_id: UUID, file: SealedUpload, note: str = "",
    parts: Upload | None = None, **said: Any,
) -> Document:  # fmt: skip
    """Keep a document with its first content.

    :param file: as a form field of `clinic.files` gives it
    :param parts: the upload it arrived by, whose parts go with this
    :param said: kind, privilege, title, original
    """
    require(actor, "document.add", case)
    case = locked_case(case)
    refuse_closed(case)
    if Document.objects.filter(pk=document_id).exists():
        raise Blocked(_("This was sent already; nothing was done twice."), code=SENT_TWICE)
    document = Document(pk=document_id, key=case.key, case=case, added_by=seat_of(actor))
    _say(actor, document, **said)
    document.save(force_insert=True)
    revision = _revise(actor, document, file, note, parts)
    record(
        actor, "document.added", document, case_id=case.pk,
        detail={"kind": document.kind, "privilege": document.privilege, "size": revision.file.size},
    )  # fmt: skip
    return document


@action("document.revised")
def revise_document(
    actor: Actor, *, document: Document, version: int, file: SealedUpload, note: str = "",
    parts: Upload | None = None,
) -> Document:  # fmt: skip
    """Give a document another content; every earlier one stays."""
    require(actor, "document.add", document)
    locked_case(document.case)
    document = locked_document(document, version)
    refuse_closed(document.case)
    revision = _revise(actor, document, file, note, parts)
    save_document(document)
    drafts_changed(followed_by([document.pk]))
    record(
        actor, "document.revised", document, case_id=document.case_id,
        detail={"number": revision.number, "size": revision.file.size},
    )  # fmt: skip
    return document


@action("document.changed")
def change_document(actor: Actor, /, *, document: Document, version: int, **said: Any) -> Document:
    """Correct what a document is, how it is called, or who may know of it.

    Its translation and what was certified of it go along: they are for the same readers.
    """
    require(actor, "document.change", document)
    locked_case(document.case)
    document = locked_document(document, version)
    before = {name: getattr(document, name) for name in SAID}
    _say(actor, document, **said)
    changed = [name for name, was in before.items() if getattr(document, name) != was]
    if not changed:
        raise Blocked(_("Nothing was changed."), code="nothing_changed", target=document)
    save_document(document)
    along = take_along(actor, document) if "privilege" in changed else 0
    record(
        actor, "document.changed", document, case_id=document.case_id, changes=changed,
        detail={"was": before["privilege"], "privilege": document.privilege}
        | ({"along": along} if along else {}),
    )  # fmt: skip
    return document


@action("document.removed")
def remove_document(actor: Actor, *, document: Document, version: int, reason: str) -> Document:
    """Take a document out of the case's lists. It can be brought back; nothing is deleted."""
    require(actor, "document.change", document)
    locked_case(document.case)
    document = locked_document(document, version)
    document.removed_at, document.removed_by = timezone.now(), seat_of(actor)
    document.removed_reason = reason
    save_document(document)
    drafts_changed([document.pk])
    record(actor, "document.removed", document, case_id=document.case_id)
    return document


@action("document.restored")
def restore_document(actor: Actor, *, document: Document, version: int) -> Document:
    require(actor, "document.change", document)
    locked_case(document.case)
    document = locked_document(document, version, removed=True)
    document.removed_at, document.removed_by, document.removed_reason = None, None, None
    save_document(document)
    drafts_changed([document.pk])
    record(actor, "document.restored", document, case_id=document.case_id)
    return document


@action("document.downloaded")
def download_revision(actor: Actor, *, revision: Revision) -> Revision:
    """Let a content out. The caller streams it after this was recorded."""
    require(actor, "document.download", revision)
    record(
        actor, "document.downloaded", revision, case_id=revision.document.case_id,
        detail={"number": revision.number},
    )  # fmt: skip
    return revision


@action("document.viewed")
def view_page(actor: Actor, *, revision: Revision, number: int) -> Revision:
    """Let a page be looked at: recorded page by page, for whoever asks later what was seen."""
    require(actor, "document.download", revision)
    record(
        actor, "document.viewed", revision, case_id=revision.document.case_id,
        detail={"number": revision.number, "page": number},
    )  # fmt: skip
    return revision


def locked_document(document: Document, version: int, *, removed: bool = False) -> Document:
    rows = Document.objects.select_for_update(of=("self",)).select_related("key", "case__key")
    document = rows.get(pk=document.pk)
    if document.version != version:
        raise Blocked(
            _("Somebody changed this meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile",
            target=document,
        )
    if removed != (document.removed_at is not None):
        text = _("This document is in the lists.") if removed else _("This document was taken out.")
        raise Blocked(text, code="other_state", target=document)
    return document


def save_document(document: Document) -> None:
    document.version += 1
    document.save()


def _say(
    actor: Actor, document: Document, *, kind: str, privilege: str, title: str,
    original: str = "none",
) -> None:  # fmt: skip
    if kind not in KINDS or original not in ORIGINALS or privilege not in PRIVILEGES:
        raise ValueError("Not a document.")
    require(actor, PRIVILEGES[privilege].capability)
    document.kind, document.privilege, document.title = kind, privilege, title
    document.original = original


def _revise(
    actor: Actor, document: Document, file: SealedUpload, note: str, parts: Upload | None
) -> Revision:
    last = Revision.objects.filter(document=document).order_by("-number").first()
    stored = store_upload(actor, upload=file, key=document.key)
    revision = Revision(
        key=document.key, document=document, number=last.number + 1 if last else 1, file=stored,
        note=note or None, added_by=seat_of(actor),
    )  # fmt: skip
    revision.save(force_insert=True)
    if parts is not None:
        take_down(actor, parts)
    return revision
