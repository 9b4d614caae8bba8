"""What a demand may ask for among notes and documents, as each reader's privilege opens it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cases.models import Case, Note
from cases.policy import readable_notes, visible_cases
from cases.rules import PRIVILEGES, Privilege
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.people.models import Membership
from clinic.tenancy.current import clinic_url, day_of
from clinic.vault.keys import preload
from documents.models import Document
from documents.policy import visible_documents
from records.models import Demand, DemandItem
from records.queries.standing import of_both
from records.rules import demands as rules

MOST_ITEMS = 500
LONGEST_TITLE = 80


@dataclass(frozen=True)
class Sortable:
    """A note or document that somebody may read, and what was decided about it so far."""

    kind: str
    pk: UUID
    made_on: date
    author: Membership
    title: str
    case: str
    privilege: Privilege
    url: str
    decided: DemandItem | None = None

    @property
    def decision(self) -> Promise | str:
        return rules.DECISIONS[self.decided.decision] if self.decided else ""

    @property
    def basis(self) -> Promise | str:
        basis = self.decided.basis if self.decided else ""
        return rules.BASES[basis] if basis else ""


def items_of(actor: Actor, demand: Demand) -> list[Sortable]:
    """Return the notes and documents that this actor reads, undecided ones first, newest first.

    Whoever may not read a kind sees neither its rows nor how many there are.
    """
    cases = _cases(actor, demand)
    decided = {
        (row.kind, row.item_id): row
        for row in DemandItem.objects.filter(demand=demand).select_related("key")
    }
    notes = Note.objects.filter(readable_notes(actor), case__in=cases)
    notes = notes.select_related("key", "case", "written_by__user")
    papers = visible_documents(actor).filter(case__in=cases, removed_at=None)
    papers = papers.select_related("key", "case", "added_by__user")
    rows: list[Note | Document] = [
        *notes.order_by("-id")[:MOST_ITEMS], *papers.order_by("-id")[:MOST_ITEMS]
    ]  # fmt: skip
    preload({row.key_id for row in rows})
    found = [_sortable(row, decided) for row in rows]
    found.sort(key=lambda item: item.made_on, reverse=True)
    found.sort(key=lambda item: item.decided is not None)
    return found


def more_items(items: Sequence[Sortable]) -> int:
    """Return how many of a kind are shown at most where there may be more; 0 where all are."""
    kinds = [item.kind for item in items]
    return MOST_ITEMS if max(map(kinds.count, rules.ITEMS)) >= MOST_ITEMS else 0


def item_of(actor: Actor, demand: Demand, kind: str, pk: UUID) -> Sortable:
    """:raises NotVisible: not there for this actor, or of another matter"""
    cases = _cases(actor, demand)
    row: Note | Document | None = None
    if kind == rules.NOTE:
        notes = Note.objects.filter(readable_notes(actor), case__in=cases, pk=pk)
        row = notes.select_related("key", "case", "written_by__user").first()
    elif kind == rules.DOCUMENT:
        papers = visible_documents(actor).filter(case__in=cases, removed_at=None, pk=pk)
        row = papers.select_related("key", "case", "added_by__user").first()
    if row is None:
        raise NotVisible
    decided = DemandItem.objects.filter(demand=demand, kind=kind, item_id=pk).select_related("key")
    return _sortable(row, {(each.kind, each.item_id): each for each in decided})


def withheld_of(demand: Demand) -> Sequence[DemandItem]:
    """Return what is kept back, the oldest first: no title and no word of what it says."""
    rows = DemandItem.objects.filter(demand=demand, decision=rules.WITHHOLD)
    return list(rows.select_related("key", "author__user").order_by("made_on", "id"))


def _cases(actor: Actor, demand: Demand) -> list[Case]:
    rows = visible_cases(actor).filter(of_both(demand.client))
    return list(rows.filter(pk=demand.case_id) if demand.case_id else rows)


def _sortable(row: Note | Document, decided: dict[tuple[str, UUID], DemandItem]) -> Sortable:
    if isinstance(row, Note):
        kind, at, author = rules.NOTE, row.written_at, row.written_by
        title = Truncator(" ".join((row.body or "").split())).chars(LONGEST_TITLE)
        url = clinic_url("cases:note", row.pk)
    else:
        kind, at, author = rules.DOCUMENT, row.added_at, row.added_by
        title, url = row.title or _("Document"), clinic_url("documents:document", row.pk)
    return Sortable(
        kind, row.pk, day_of(at), author, title, row.case.number,
        PRIVILEGES[row.privilege], url, decided.get((kind, row.pk)),
    )  # fmt: skip
