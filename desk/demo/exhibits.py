"""Lists of exhibits of the demo: one that is final, whose bundle a worker makes, and a draft.

Done once: a later run finds one.
"""

from cases.models import Case, Matter
from clinic.access.actor import Actor
from clinic.tenancy.models import new_id
from desk.demo.cast import in_role
from desk.demo.offices import Office, at_work
from documents.actions import (
    add_exhibit,
    continue_list,
    finish_list,
    make_list,
    request_bundle,
)
from documents.models import Document, ExhibitList
from documents.queries import list_of

HEADINGS = {"declaration": "Declarations", "identity": "Identity", "support": "Letters"}


def seed_exhibits(office: Office) -> bool:
    """Return whether anything was made."""
    with at_work(office) as actor:
        rows = Document.objects.filter(removed_at=None, privilege="shared", case__closed_on=None)
        newest = rows.filter(kind="support").order_by("-id").first()
        if newest is None or ExhibitList.objects.exists():
            return False
        lawyer = actor(in_role(office.slug, "supervisor"))
        case = Case.objects.select_related("client__key", "key").get(pk=newest.case_id)
        on_it = rows.filter(case=case, kind__in=HEADINGS).select_related("key").order_by("id")
        *filed, later = on_it[:3]
        final = _final(lawyer, case, filed)
        request_bundle(lawyer, exhibit_list=final, bundle_id=new_id())
        draft = continue_list(
            lawyer, exhibit_list=final, list_id=new_id(), title="Supplemental exhibits (made up)",
            privilege="attorney",
        )  # fmt: skip
        _put(lawyer, draft, later)
        return True


def _final(lawyer: Actor, case: Case, documents: list[Document]) -> ExhibitList:
    row = make_list(
        lawyer, case=case, list_id=new_id(), title="Exhibits in support (made up)", forum="eoir",
        style="letters", privilege="attorney",
        matter=Matter.objects.filter(case=case).order_by("id").first(),
    )  # fmt: skip
    for document in documents:
        _put(lawyer, row, document)
    row = list_of(lawyer, row.pk)
    finish_list(lawyer, exhibit_list=row, version=row.version)
    return list_of(lawyer, row.pk)


def _put(lawyer: Actor, row: ExhibitList, document: Document) -> None:
    add_exhibit(
        lawyer, exhibit_list=row, exhibit_id=new_id(), document=document,
        heading=HEADINGS[document.kind],
    )  # fmt: skip
