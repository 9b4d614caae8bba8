"""Tick a line of several matters at once; part of an act that shows that it is done."""

from collections.abc import Collection

from django.utils import timezone

from cases.actions.matters import save_matter
from cases.models import Case, Matter, MatterItem
from cases.rules.matters import DONE, OPEN, type_of
from clients.actions.rows import seat_of
from clinic.access.actor import Actor
from clinic.audit.recording import record


def tick_in_matters(actor: Actor, case: Case, kinds: Collection[str], code: str) -> None:
    """Say that a line is done in those matters of a locked case that have it and leave it open."""
    rows = MatterItem.objects.filter(matter__case=case, code=code)
    said = {row.matter_id: row for row in rows.select_related("key")}
    for matter in Matter.objects.select_for_update().filter(case=case, kind__in=kinds):
        row = said.get(matter.pk) or MatterItem(matter=matter, key=case.key, code=code, state=OPEN)
        if type_of(matter.kind).item(code) is None or row.state != OPEN:
            continue
        row.state, row.reason = DONE, None
        row.said_at, row.said_by = timezone.now(), seat_of(actor)
        row.save()
        save_matter(matter)
        detail = {"matter": matter.kind, "item": code, "state": DONE}
        record(actor, "matter.ticked", matter, client_id=case.client_id, detail=detail)
