"""Documents of the world's case: one in the lists, one taken out, a file still arriving."""

from typing import Any

from cases.models import Case
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from documents import actions
from documents.models import Revision
from tests.sealed import PDF, sealed_pdf, sealed_upload


def keep_documents(place: Any) -> None:
    case = Case.objects.select_related("client__key", "key").get(pk=place.case.pk)
    attorney = place.people["attorney"]
    said: dict[str, Any] = {
        "case": case, "kind": "declaration", "privilege": "shared", "title": "Her declaration",
    }  # fmt: skip
    place.document = actions.add_document(
        attorney, document_id=new_id(), file=sealed_pdf(), note="First draft.", **said
    )
    place.revision = Revision.objects.get(document=place.document)
    removed = actions.add_document(attorney, document_id=new_id(), file=sealed_pdf(), **said)
    place.removed_document = actions.remove_document(
        attorney, document=removed, version=removed.version, reason="Uploaded twice."
    )
    place.upload = actions.begin_upload(attorney, case=case, name="contract.pdf", size=len(PDF))
    actions.keep_part(attorney, upload=place.upload, offset=0, part=sealed_upload(PDF, "part"))
    place.begun_upload = actions.begin_upload(
        attorney, case=case, name="pay.pdf", size=len(PDF) + 1
    )
    place.original = actions.keep_original(
        attorney, case=case, original_id=new_id(), what="Her passport", place="The safe",
        since=today(),
    )  # fmt: skip
    coordinator = place.people["coordinator"]
    actions.begin_upload(coordinator, case=case, name="other.pdf", size=2_000_000)
