"""What is still arriving."""

from uuid import UUID

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from documents.models import Upload
from documents.policy import own_uploads


def upload_of(actor: Actor, pk: UUID) -> Upload:
    """Return an unfinished upload. :raises NotVisible: there is none of this actor"""
    found = own_uploads(actor).select_related("key", "case__client__key").filter(pk=pk).first()
    if found is None:
        raise NotVisible("upload")
    return found


def upload_in(actor: Actor, case: Case, pk: UUID) -> Upload | None:
    return own_uploads(actor).select_related("key").filter(case=case, pk=pk).first()


def uploads_of_case(actor: Actor, case: Case) -> list[tuple[Upload, int]]:
    """Return this person's unfinished uploads of a case, each with how much of 100 arrived."""
    rows = own_uploads(actor).filter(case=case).select_related("key").order_by("pk")
    return [(row, 100 * row.received // row.size) for row in rows]
