"""Part of an act: what goes with a document is for the same readers, and drafts know of it."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from cases.rules import readable
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.audit import record
from documents.models import Document, ExhibitList
from documents.policy import may_change
from documents.queries.following import followed_by, goes_together
from documents.rules.exhibits import CLOSED_TO_OTHERS, DRAFT


def take_along(actor: Actor, document: Document) -> int:
    """Give all that goes with a document its readers; return how many changed.

    Closing it to attorneys closes the others too, whoever added them, and what was its translation
    once. To any other readers nobody brings what somebody else added, nor what the document goes
    with: that one is changed first. What the actor may not read is neither changed nor told of.
    The case is locked.

    :raises Blocked: what goes with it would be opened, or taken from its readers, by this
    """
    rows = Document.objects.select_for_update(of=("self",)).select_related("key")
    closes = document.privilege == CLOSED_TO_OTHERS
    together = goes_together([document.pk], ever=closes)
    rows = rows.filter(pk__in=together).exclude(pk=document.pk)
    rows = rows.filter(privilege__in=readable(actor.capabilities))
    found = [row for row in rows.order_by("id") if row.privilege != document.privilege]
    if not closes:
        above = followed_by([document.pk])
        if any(row.pk in above for row in found):
            raise Blocked(
                _("This goes with another document, as its translation or certificate. They are "
                  "for the same readers: change who may see that one."),
                code="follows_document",
                target=document,
            )  # fmt: skip
        if not all(may_change(actor, row) for row in found):
            raise Blocked(
                _("Somebody else added its translation or certificate, which would be for other "
                  "readers with it. Ask them, or a supervisor, to change who may see it."),
                code="follows_document",
                target=document,
            )  # fmt: skip
    for row in found:
        was, row.privilege = row.privilege, document.privilege
        row.version += 1
        row.save()
        record(
            actor, "document.followed", row, case_id=row.case_id, changes=["privilege"],
            detail={"was": was, "privilege": row.privilege},
        )  # fmt: skip
    return len(found)


def drafts_changed(documents: Iterable[UUID]) -> None:
    """Move the drafts on which one of these stands, or what one goes with: their bundles are old.

    The case is locked.
    """
    asked = set(documents)
    rows = ExhibitList.objects.filter(
        state=DRAFT, exhibits__document__in=asked | followed_by(asked)
    )
    ExhibitList.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(
        version=F("version") + 1
    )
