"""The matters of the world's case: one at its beginning, one that waits for a second person."""

from typing import Any

from cases import actions
from cases.models import Case, Matter
from cases.rules.matters import type_of
from clinic.access.actor import Actor


def settle_all(actor: Actor, matter: Matter) -> Matter:
    """Tick whatever keeps a matter from going on."""
    for item in type_of(matter.kind).unsettled(matter.stage, {}):
        if not matter.items.filter(code=item.code, state="done").exists():
            actions.tick_item(actor, matter=matter, code=item.code, done=True)
    return Matter.objects.select_related("case__client__key", "case__key").get(pk=matter.pk)


def on_their_roads(place: Any) -> tuple[Matter, Matter]:
    attorney = place.people["attorney"]
    case = Case.objects.select_related("client__key", "key").get(pk=place.case.pk)
    first = Matter.objects.get(case=case, kind=case.matter)
    second = actions.add_matter(attorney, case=case, kind="continued_presence")
    second = settle_all(attorney, second)
    second = actions.ask_for_stage(attorney, matter=second, to="asked", version=second.version)
    return first, second
