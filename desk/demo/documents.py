"""Documents of the demo's newest matters. Done once: a later run finds one."""

from html import escape

from weasyprint import HTML

from cases.models import Case
from cases.rules import CLOSED
from clinic.access.actor import Actor
from clinic.files.uploads import SealedUpload, sealed_from
from clinic.tenancy.models import new_id
from desk.demo.cast import in_role
from desk.demo.offices import Office, at_work
from documents.actions import add_document, revise_document
from documents.models import Document

# How many of a clinic's newest matters have some.
MATTERS = 6
# title, kind, where the paper is, how many versions
PAPERS = (
    ("Declaration, draft (made up)", "declaration", "none", 2),
    ("Copy of a passport (made up)", "identity", "held", 1),
    ("Letter of a school (made up)", "support", "none", 1),
)


def seed_documents(office: Office) -> bool:
    """Return whether anything was made."""
    with at_work(office) as actor:
        if Document.objects.exists():
            return False
        coordinator = actor(in_role(office.slug, "coordinator"))
        rows = Case.objects.exclude(stage=CLOSED).select_related("client__key", "key")
        for case in rows.order_by("-id")[:MATTERS]:
            _keep(coordinator, case)
        return True


def _keep(coordinator: Actor, case: Case) -> None:
    for title, kind, original, versions in PAPERS:
        document = add_document(
            coordinator, case=case, document_id=new_id(), file=_page(title), kind=kind,
            privilege="shared", title=title, original=original,
        )  # fmt: skip
        for number in range(2, versions + 1):
            text = f"{title}, version {number}"
            document = revise_document(
                coordinator, document=document, version=document.version, file=_page(text),
                note="Corrected after a second reading. (Made up.)",
            )  # fmt: skip


def _page(title: str) -> SealedUpload:
    words = "This page is part of a demonstration. Nobody in it exists."
    content = HTML(string=f"<h1>{escape(title)}</h1><p>{words}</p>").write_pdf()
    return sealed_from([content], name="page.pdf", size=len(content))
