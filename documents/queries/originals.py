"""Which papers of a client the clinic has, and where those went that it had."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.pages.paging import Page, page_of
from documents.models import Original
from documents.policy import visible_originals
from documents.rules.originals import LEFT


@dataclass(frozen=True)
class OriginalLine:
    original: Original
    # Where it went; nothing: the clinic has it.
    left: Any


def originals_of_case(actor: Actor, case: Case) -> list[OriginalLine]:
    """Return them, those that the clinic has first."""
    rows = visible_originals(actor).filter(case=case)
    rows = rows.select_related("key", "kept_by__user", "left_by__user")
    return [OriginalLine(row, LEFT.get(row.left, "")) for row in rows.order_by("left", "-id")[:200]]


def originals_held(actor: Actor, case: Case) -> list[Original]:
    """Return all that the clinic has of a case, the first to come first."""
    rows = visible_originals(actor).filter(case=case, left="")
    return list(rows.select_related("key", "kept_by__user").order_by("id"))


def originals_page(actor: Actor, case: Case, *, after: str | None) -> Page[Original]:
    rows = visible_originals(actor).filter(case=case).select_related("key", "kept_by__user")
    return page_of(rows, order=["-id"], after=after)


def original_of(actor: Actor, pk: UUID) -> Original:
    """Return one. :raises NotVisible: there is none for this actor"""
    rows = visible_originals(actor).select_related("key", "case__client__key", "case__key")
    found: Original | None = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible("original")
    return found


def originals_in(case: Case) -> list[Original]:
    """Return the originals of a case for a letter to the client herself, the first first."""
    rows = Original.objects.filter(case=case).exclude(left="mistake").select_related("key")
    return list(rows.order_by("id"))
