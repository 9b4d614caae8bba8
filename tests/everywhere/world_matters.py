"""The matters of the world's case: one at its beginning, one that waits for a second person."""

from decimal import Decimal
from typing import Any

from cases import actions
from cases.models import Benefit, Case, Matter
from cases.rules.matters import type_of
from clinic.access.actor import Actor


def settle_all(actor: Actor, matter: Matter) -> Matter:
    """Tick whatever keeps a matter from going on."""
    for item in type_of(matter.kind).unsettled(matter.stage, {}):
        if not matter.items.filter(code=item.code, state="done").exists():
            actions.tick_item(actor, matter=matter, code=item.code, done=True)
    return Matter.objects.select_related("case__client__key", "case__key").get(pk=matter.pk)


def on_their_roads(place: Any) -> tuple[Matter, Matter, Benefit]:
    attorney = place.people["attorney"]
    case = Case.objects.select_related("client__key", "key").get(pk=place.case.pk)
    first = Matter.objects.get(case=case, kind=case.matter)
    second = actions.add_matter(attorney, case=case, kind="continued_presence")
    second = settle_all(attorney, second)
    second = actions.ask_for_stage(attorney, matter=second, to="asked", version=second.version)
    benefit = actions.add_benefit(
        attorney, case=case, matter=second, kind="restitution", asked=Decimal("1200.00"),
        currency="USD", note="The prosecutor asks for it.",
    )  # fmt: skip
    return first, second, benefit
