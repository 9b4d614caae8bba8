"""Who may see and do what in this room. Walls and grants are those of cases and clients."""

from django.db.models import QuerySet

from cases.policy import visible_cases
from cases.rules import PRIVILEGES, readable
from clinic.access.actor import Actor
from clinic.access.policy import policy_of
from documents.models import Document, Original, Revision, Upload


def visible_documents(actor: Actor) -> QuerySet[Document]:
    """Return documents of cases the actor reaches, whose privilege they may read.

    What is left out leaves no trace: no list, count, page or timeline is numbered by it.
    """
    if not actor.has("document.view"):
        return Document.objects.none()
    return Document.objects.filter(
        case__in=visible_cases(actor).values("pk"), privilege__in=readable(actor.capabilities)
    )


def may_change(actor: Actor, document: Document) -> bool:
    """Whoever added it, and who reaches every case."""
    return document.added_by_id == actor.membership_id or actor.has("case.reach_all")


@policy_of(Document)
def document_policy(actor: Actor, capability: str, document: Document) -> bool:
    if not actor.has(PRIVILEGES[document.privilege].capability):
        return False
    if not visible_documents(actor).filter(pk=document.pk).exists():
        return False
    return capability != "document.change" or may_change(actor, document)


def visible_revisions(actor: Actor) -> QuerySet[Revision]:
    return Revision.objects.filter(document__in=visible_documents(actor).values("pk"))


@policy_of(Revision)
def revision_policy(actor: Actor, capability: str, revision: Revision) -> bool:
    return visible_revisions(actor).filter(pk=revision.pk).exists()


def own_uploads(actor: Actor) -> QuerySet[Upload]:
    """Return what is still arriving from this person, in cases they reach."""
    if not actor.has("document.add") or actor.membership_id is None:
        return Upload.objects.none()
    return Upload.objects.filter(
        began_by=actor.membership_id, case__in=visible_cases(actor).values("pk")
    )


@policy_of(Upload)
def upload_policy(actor: Actor, capability: str, upload: Upload) -> bool:
    if capability == "upload.expire":  # the sweeper alone holds it
        return True
    return own_uploads(actor).filter(pk=upload.pk).exists()


def visible_originals(actor: Actor) -> QuerySet[Original]:
    """Return the papers of reached cases: whoever works there may be asked to give one back."""
    if not actor.has("document.view"):
        return Original.objects.none()
    return Original.objects.filter(case__in=visible_cases(actor).values("pk"))


@policy_of(Original)
def original_policy(actor: Actor, capability: str, original: Original) -> bool:
    return visible_originals(actor).filter(pk=original.pk).exists()
