"""Writes: put a document on a list, say what it is there, move it, leave it out."""

from uuid import UUID

from django.utils.translation import gettext as _

from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from documents.actions.exhibit_lists import SENT_TWICE, locked_draft, save_list
from documents.models import Document, Exhibit, ExhibitList
from documents.queries.exhibits import wants_reason
from documents.queries.signings import latest_revision
from documents.queries.wanted import evidence_of
from documents.rules.exhibits import CLOSED_TO_OTHERS, MOST_EXHIBITS, WAYS, moved


@action("exhibit.added")
def add_exhibit(
    actor: Actor,
    *,
    exhibit_list: ExhibitList,
    exhibit_id: UUID,
    document: Document,
    title: str = "",
    heading: str = "",
    evidence: str = "",
    waiver: str = "",
) -> Exhibit:
    """Put the latest version of a document at the end of a draft.

    :param title: how the index calls it; its own title unless told
    :param waiver: why something is filed that is kept for few
    """
    require(actor, "exhibit.work", exhibit_list)
    require(actor, "document.view", document)
    row = locked_draft(exhibit_list, None)
    if Exhibit.objects.filter(pk=exhibit_id).exists():
        raise Blocked(_("This was sent already; nothing was done twice."), code=SENT_TWICE)
    if document.case_id != row.case_id or document.removed_at is not None:
        raise Blocked(_("Choose a document of this case."), code="other_document", target=row)
    chain = Exhibit.objects.filter(
        exhibit_list__root=row.root_id, exhibit_list__edition__lte=row.edition
    )
    if chain.filter(document=document).exclude(exhibit_list__state="discarded").exists():
        raise Blocked(
            _("This document stands on the list already."), code="listed_already", target=row
        )
    there = Exhibit.objects.filter(exhibit_list=row).order_by("-place")
    if there.count() >= MOST_EXHIBITS:
        text = _("%(most)s exhibits fit on one list. Begin a second one.")
        raise Blocked(text % {"most": MOST_EXHIBITS}, code="list_full", target=row)
    _refuse_closed_document(row, document)
    last = there.first()
    one = Exhibit(
        pk=exhibit_id, key=row.key, exhibit_list=row, place=last.place + 1 if last else 1,
        document=document, revision=latest_revision(document), added_by=seat_of(actor),
    )  # fmt: skip
    _say(actor, row, one, title or document.title or "", heading, evidence, waiver)
    one.save(force_insert=True)
    save_list(row)
    record(actor, "exhibit.added", one, case_id=row.case_id, detail={"waived": bool(one.waiver)})
    return one


@action("exhibit.changed")
def change_exhibit(
    actor: Actor, *, exhibit: Exhibit, version: int, title: str, heading: str = "",
    evidence: str = "", waiver: str = "", latest: bool = False,
) -> Exhibit:  # fmt: skip
    """Say otherwise how the index calls an exhibit, or file the document's latest version."""
    require(actor, "exhibit.work", exhibit)
    row = locked_draft(exhibit.exhibit_list, version)
    one = _of(row, exhibit)
    if latest:
        require(actor, "document.view", one.document)
        one.revision = latest_revision(one.document)
    _say(actor, row, one, title, heading, evidence, waiver)
    one.save()
    save_list(row)
    record(
        actor, "exhibit.changed", one, case_id=row.case_id,
        detail={"latest": latest, "waived": bool(one.waiver)},
    )  # fmt: skip
    return one


@action("exhibit.moved")
def move_exhibit(actor: Actor, *, exhibit: Exhibit, version: int, way: str) -> Exhibit:
    """Move an exhibit up or down, to the beginning or to the end.

    :param way: one of `rules.exhibits.WAYS`
    """
    require(actor, "exhibit.work", exhibit)
    if way not in WAYS:
        raise ValueError("Not a way to move.")
    row = locked_draft(exhibit.exhibit_list, version)
    one = _of(row, exhibit)
    rows = {str(each.pk): each for each in Exhibit.objects.filter(exhibit_list=row)
            .select_related("key").order_by("place", "id")}  # fmt: skip
    for place, pk in enumerate(moved(list(rows), str(one.pk), way), 1):
        rows[pk].place = place
    Exhibit.objects.bulk_update(rows.values(), ["place"])
    save_list(row)
    record(actor, "exhibit.moved", one, case_id=row.case_id, detail={"way": way})
    return one


@action("exhibit.left_out")
def leave_out(actor: Actor, *, exhibit: Exhibit, version: int) -> ExhibitList:
    """Take an exhibit off a draft; the document stays where it is."""
    require(actor, "exhibit.work", exhibit)
    row = locked_draft(exhibit.exhibit_list, version)
    one = _of(row, exhibit)
    record(actor, "exhibit.left_out", one, case_id=row.case_id)
    Exhibit.objects.filter(pk=one.pk).delete()
    save_list(row)
    return row


def _of(row: ExhibitList, exhibit: Exhibit) -> Exhibit:
    rows = Exhibit.objects.select_for_update(of=("self",))
    found = rows.select_related("key", "document__key").filter(pk=exhibit.pk).first()
    if found is None:
        raise Blocked(
            _("This exhibit was taken off the list meanwhile."), code="left_out", target=row
        )
    found.exhibit_list = row
    return found


def _refuse_closed_document(row: ExhibitList, document: Document) -> None:
    if document.privilege == CLOSED_TO_OTHERS != row.privilege:
        raise Blocked(
            _("This document is for attorneys alone. Put it on a list that only attorneys read, "
              "or change who may see the document first."),
            code="list_too_open",
            target=row,
        )  # fmt: skip


def _say(
    actor: Actor, row: ExhibitList, one: Exhibit, title: str, heading: str, evidence: str,
    waiver: str,
) -> None:  # fmt: skip
    if not title.strip():
        raise Blocked(_("Say how the index calls it."), code="title_missing", target=row)
    if evidence and evidence not in {item.code for item in evidence_of(row)}:
        raise Blocked(
            _("The matter of this list asks for no such evidence."), code="other_evidence",
            target=row,
        )  # fmt: skip
    said = waiver.strip() if wants_reason(one.document) else ""
    if wants_reason(one.document) and not said:
        raise Blocked(
            _("This document is kept for few, and filing it gives that up. Say why it is filed all "
              "the same."),
            code="waiver_missing",
            target=row,
        )  # fmt: skip
    if said != (one.waiver or ""):
        one.waiver, one.waived_by = said or None, seat_of(actor) if said else None
    one.title, one.heading, one.evidence = title.strip(), heading.strip() or None, evidence
