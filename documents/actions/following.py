"""Part of an act: what goes with a document is for the same readers as the document."""

from django.utils.translation import gettext as _

from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from documents.models import Document
from documents.queries.following import followed_by, following


def take_along(actor: Actor, document: Document) -> int:
    """Give translations and certificates of a document its readers; return how many changed.

    The case of the document is locked.

    :raises Blocked: the document itself goes with another one, which is for other readers; or
        something that would go along does
    """
    behind = following([document.pk])
    above = followed_by([document.pk, *behind]) - {document.pk} - behind
    if Document.objects.filter(pk__in=above).exclude(privilege=document.privilege).exists():
        raise Blocked(
            _("This goes with another document: as its translation, its certificate, or what was "
              "certified with it. They are for the same readers, so change who may see that one."),
            code="follows_document",
            target=document,
        )  # fmt: skip
    rows = Document.objects.select_for_update(of=("self",)).select_related("key")
    rows = rows.filter(pk__in=behind).exclude(privilege=document.privilege).order_by("id")
    changed = 0
    for row in rows:
        require(actor, "document.view", row)
        row.privilege = document.privilege
        row.version += 1
        row.save()
        changed += 1
    return changed
