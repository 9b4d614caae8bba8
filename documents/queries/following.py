"""Which documents go with which: a translation with what it translates, a certificate with both."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from documents.models import Certificate, Translation

Step = Callable[[Iterable[UUID]], set[UUID]]


def following(documents: Iterable[UUID]) -> set[UUID]:
    """Return what goes with these documents, and with that again; what was taken out too."""
    return _closed_under(documents, _below)


def goes_together(documents: Iterable[UUID], *, ever: bool = False) -> set[UUID]:
    """Return all that is for the same readers as these, themselves among it.

    :param ever: what was their translation once, too: it says what they say
    """
    wanted = set(documents)
    return wanted | _closed_under(
        wanted, lambda asked: _below(asked, ever=ever) | followed_by(asked, ever=ever)
    )


def followed_by(documents: Iterable[UUID], *, ever: bool = False) -> set[UUID]:
    """Return the documents with which any of these go, one step up."""
    asked = list(documents)
    rows = _said(ever=ever).filter(translated__in=asked)
    found = set(rows.values_list("document_id", flat=True))
    signed = Certificate.objects.filter(
        Q(paper__in=asked) | Q(translated_revision__document__in=asked)
    )
    found.update(signed.values_list("translation__document_id", flat=True))
    return found


def _below(documents: Iterable[UUID], *, ever: bool = False) -> set[UUID]:
    asked = list(documents)
    rows = _said(ever=ever).filter(document__in=asked, translated__isnull=False)
    found = {pk for pk in rows.values_list("translated_id", flat=True) if pk is not None}
    signed = Certificate.objects.filter(translation__document__in=asked)
    for paper, translated in signed.values_list("paper_id", "translated_revision__document_id"):
        found |= {paper, translated}
    return found


def _said(*, ever: bool) -> QuerySet[Translation]:
    rows = Translation.objects.all()
    return rows if ever else rows.filter(removed_at=None)


def _closed_under(documents: Iterable[UUID], ask: Step) -> set[UUID]:
    found: set[UUID] = set()
    asked = set(documents)
    while asked:
        asked = ask(asked) - found
        found |= asked
    return found
