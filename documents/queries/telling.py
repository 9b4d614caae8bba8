"""What this room puts on a case's timeline: documents, and lists that became final."""

from uuid import UUID

from django.db.models import F, Value

from cases.models import Case
from cases.queries.timeline import Event
from clinic.access.actor import Actor
from documents.policy import visible_documents, visible_lists
from documents.queries import documents, exhibits

DOCUMENT, LIST = "document", "list"


def entries(actor: Actor, case: Case, before: UUID | None, most: int) -> list[Event]:
    """Return both, the latest first: one statement says which, and only what there is is read."""
    papers = visible_documents(actor).filter(case=case, removed_at=None)
    lists = visible_lists(actor).filter(case=case, finish_id__isnull=False)
    told = papers.annotate(at=F("pk"), what=Value(DOCUMENT)).values_list("at", "what")
    filed = lists.annotate(at=F("finish_id"), what=Value(LIST)).values_list("at", "what")
    if before is not None:
        told, filed = told.filter(at__lt=before), filed.filter(at__lt=before)
    found = list(told.order_by().union(filed.order_by(), all=True).order_by("-at")[:most])
    ids = {kind: [at for at, what in found if what == kind] for kind in (DOCUMENT, LIST)}
    events = documents.entries_of(actor, ids[DOCUMENT]) if ids[DOCUMENT] else []
    events += exhibits.entries_of(actor, ids[LIST]) if ids[LIST] else []
    return sorted(events, key=lambda event: event.id, reverse=True)
