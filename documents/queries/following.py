"""Which documents go with which: a translation with what it translates, a certificate with both."""

from collections.abc import Iterable
from uuid import UUID

from documents.models import Certificate, Translation


def following(documents: Iterable[UUID]) -> set[UUID]:
    """Return what goes with these documents, and with that again; what was taken out too."""
    found: set[UUID] = set()
    asked = set(documents)
    while asked:
        rows = Translation.objects.filter(document__in=asked)
        now = rows.filter(removed_at=None).exclude(translated=None)
        next_ones = set(now.values_list("translated_id", flat=True))
        signed = Certificate.objects.filter(translation__in=rows.values("pk"))
        next_ones.update(signed.values_list("paper_id", flat=True))
        asked = {pk for pk in next_ones if pk is not None} - found
        found |= asked
    return found


def followed_by(documents: Iterable[UUID]) -> set[UUID]:
    """Return the documents with which any of these go, one step up."""
    asked = set(documents)
    now = Translation.objects.filter(translated__in=asked, removed_at=None)
    found = set(now.values_list("document_id", flat=True))
    signed = Certificate.objects.filter(paper__in=asked)
    found.update(signed.values_list("translation__document_id", flat=True))
    return found
