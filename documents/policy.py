"""Who may see and do what in this room. Walls and grants are those of cases and clients."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from cases.policy import in_reach
from cases.rules import PRIVILEGES, readable
from clinic.access.actor import Actor
from clinic.access.policy import policy_of
from documents.models import (
    Bundle,
    Certificate,
    Document,
    Exhibit,
    ExhibitList,
    Original,
    Revision,
    Translation,
    Upload,
)
from documents.rules.exhibits import CLOSED_TO_OTHERS, DISCARDED, FINAL

RENDERER = "renderer"


def visible_documents(actor: Actor) -> QuerySet[Document]:
    """Return documents of cases the actor reaches, whose privilege they may read.

    What is left out leaves no trace: no list, count, page or timeline is numbered by it.
    """
    if not actor.has("document.view"):
        return Document.objects.none()
    return Document.objects.filter(in_reach(actor), privilege__in=readable(actor.capabilities))


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
    return Upload.objects.filter(in_reach(actor), began_by=actor.membership_id)


@policy_of(Upload)
def upload_policy(actor: Actor, capability: str, upload: Upload) -> bool:
    if capability == "upload.expire":  # the sweeper alone holds it
        return True
    return own_uploads(actor).filter(pk=upload.pk).exists()


def visible_originals(actor: Actor) -> QuerySet[Original]:
    """Return the papers of reached cases: whoever works there may be asked to give one back."""
    if not actor.has("document.view"):
        return Original.objects.none()
    return Original.objects.filter(in_reach(actor))


@policy_of(Original)
def original_policy(actor: Actor, capability: str, original: Original) -> bool:
    return visible_originals(actor).filter(pk=original.pk).exists()


def visible_lists(actor: Actor) -> QuerySet[ExhibitList]:
    """Return the exhibit lists of reached cases that the actor may know of.

    A draft is work product, for those whom its privilege names. What is final was filed; but where
    a document of it, of what it goes on from, or of what is filed behind either is an attorney's,
    nobody else has a trace of any.
    """
    if not actor.has("exhibit.view"):
        return ExhibitList.objects.none()
    rows = ExhibitList.objects.filter(in_reach(actor))
    if CLOSED_TO_OTHERS in readable(actor.capabilities):
        return rows
    return known_to_all(rows)


def known_to_all(rows: QuerySet[ExhibitList]) -> QuerySet[ExhibitList]:
    """Leave out the lists of which those who do not read what attorneys read may not know."""
    rows = rows.filter(Q(state=FINAL) | ~Q(privilege=CLOSED_TO_OTHERS))
    return rows.filter(~Exists(_kept_for_few()))


def _kept_for_few() -> QuerySet[Exhibit]:
    """Return what an attorney's document is or stands behind, of a list and what it goes on from.

    A translation and certificate are filed behind their document; a supplement that was given up
    holds nothing.
    """
    # Standing, or while the list was made final; both moments are NULL of a draft.
    final = OuterRef("exhibit_list__finished_at")
    translations = Translation.objects.filter(
        Q(removed_at=None) | Q(said_at__lte=final, removed_at__gt=final),
        document=OuterRef("document"),
    )
    certificates = Certificate.objects.filter(
        Q(translation__removed_at=None)
        | Q(recorded_at__lte=final, translation__removed_at__gt=final),
        translation__document=OuterRef("document"),
    )
    closed = Q(document__privilege=CLOSED_TO_OTHERS)
    closed |= Q(Exists(translations.filter(translated__privilege=CLOSED_TO_OTHERS)))
    closed |= Q(Exists(certificates.filter(
        Q(paper__privilege=CLOSED_TO_OTHERS)
        | Q(translated_revision__document__privilege=CLOSED_TO_OTHERS)
    )))  # fmt: skip
    own_or_filed = Q(exhibit_list=OuterRef("pk")) | ~Q(exhibit_list__state=DISCARDED)
    return Exhibit.objects.filter(
        closed, own_or_filed, exhibit_list__root=OuterRef("root"),
        exhibit_list__edition__lte=OuterRef("edition"),
    )  # fmt: skip


@policy_of(ExhibitList)
def exhibit_list_policy(actor: Actor, capability: str, exhibit_list: ExhibitList) -> bool:
    return visible_lists(actor).filter(pk=exhibit_list.pk).exists()


@policy_of(Exhibit)
def exhibit_policy(actor: Actor, capability: str, exhibit: Exhibit) -> bool:
    return visible_lists(actor).filter(pk=exhibit.exhibit_list_id).exists()


def visible_bundles(actor: Actor) -> QuerySet[Bundle]:
    """Return the bundles of lists that the actor may know of; the renderer sees the clinic's.

    One of an earlier version may hold what was taken off the list since, an attorney's paper: for
    whoever may not read that, only what the list is now is there.
    """
    if actor.kind == RENDERER and actor.has("exhibit.view"):
        return Bundle.objects.all()
    rows = Bundle.objects.filter(exhibit_list__in=visible_lists(actor).values("pk"))
    if CLOSED_TO_OTHERS in readable(actor.capabilities):
        return rows
    return rows.filter(list_version=F("exhibit_list__version"))


@policy_of(Bundle)
def bundle_policy(actor: Actor, capability: str, bundle: Bundle) -> bool:
    return visible_bundles(actor).filter(pk=bundle.pk).exists()
