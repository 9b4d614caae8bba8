"""Who looked at a case, as far as the reader may know what was looked at."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from cases import hooks
from cases.models import Case
from cases.policy import within
from cases.queries.timeline import Event, act_told, names_in
from clinic.access.actor import Actor
from clinic.audit.models import DONE, AuditEntry
from clinic.pages.paging import Page, page_of

# A look is recorded once in this time for a person and a case, not at every click of a tab.
LOOK_LASTS = timedelta(hours=1)


def should_note_look(actor: Actor, case: Case) -> bool:
    """Tell whether this look is to be recorded: the person's first at this case for an hour."""
    recent = AuditEntry.objects.filter(
        case_id=case.pk,
        actor_id=actor.membership_id,
        verb="case.viewed",
        at__gt=timezone.now() - LOOK_LASTS,
    )
    return not recent.exists()


def looks_page(actor: Actor, case: Case, *, after: str | None = None) -> Page[AuditEntry]:
    """Return who opened, revealed, downloaded or printed, newest first.

    Of this case, and of its client where it was of no case: what was opened of another case of
    hers is told there. What the reader may not know of is left out, its lookers too.
    """
    about = Q(case_id=case.pk) | Q(case_id=None, client_id=case.client_id)
    rows = AuditEntry.objects.filter(about, _told_to(actor, case), outcome=DONE)
    return page_of(rows, order=["-id"], after=after)


def looks_told(rows: Page[AuditEntry]) -> list[Event]:
    """Tell of the looks of a page; page after page of one document is one look."""
    names, told = names_in(rows.rows), []
    before = None
    for entry in rows.rows:
        look = (entry.actor_id, entry.verb, entry.target_id)
        if entry.verb != "document.viewed" or look != before:
            told.append(act_told(entry, names))
        before = look
    return told


def _told_to(actor: Actor, case: Case) -> Q:
    held, needs = within(actor, case), hooks.read_needs
    open_to_all = [
        verb
        for verb in hooks.reads
        if verb not in hooks.reads_of and (verb not in needs or actor.has(needs[verb]))
    ]
    told = Q(verb__in=open_to_all)
    for verb, rows in hooks.reads_of.items():
        told |= Q(verb=verb, target_id__in=rows(held, case).values("pk"))
    return told
