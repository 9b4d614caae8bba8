"""Keep a document that the product made itself; part of an act that says who may make it."""

from collections.abc import Sequence

from cases.models import Case
from clients.actions.rows import seat_of
from clinic.access.actor import Actor
from clinic.audit import record
from clinic.files.actions import store_bytes
from clinic.files.models import StoredFile
from clinic.tenancy.models import new_id
from documents.models import Document, Revision


def keep_made(
    actor: Actor, *, case: Case, kind: str, privilege: str, title: str, content: bytes,
    more: Sequence[StoredFile] = (),
) -> Document:  # fmt: skip
    """Keep a PDF as a document of a case. Whoever acts need not be one of those who may read it.

    :param more: files that are kept already, as further contents of it: the scans of signed paper
    """
    document = Document(
        case=case, key=case.key, kind=kind, privilege=privilege, title=title,
        added_by=seat_of(actor),
    )  # fmt: skip
    document.save(force_insert=True)
    pdf = store_bytes(
        actor, name=f"{new_id()}.pdf", media_type="application/pdf", chunks=[content], key=case.key
    )
    for number, file in enumerate([pdf, *more], 1):
        revision = Revision(
            key=case.key, document=document, number=number, file=file, added_by=seat_of(actor)
        )
        revision.save(force_insert=True)
    record(
        actor, "document.added", document, case_id=case.pk,
        detail={"kind": kind, "privilege": privilege, "size": pdf.size},
    )  # fmt: skip
    return document
