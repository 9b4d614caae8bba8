"""Whose name resembles one in a matter, and of whom a supervisor said that it is somebody else.

The names of the matter are compared here and never returned, as with suggestions.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cases.models import Case
from cases.rules import CASE_ROLES
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.people.models import Membership
from staffing.models import Namesake
from staffing.policy import visible_namesakes
from staffing.queries.meeting import OPPOSED, marks_now, met, opposites_of
from staffing.queries.people import facts_of


@dataclass(frozen=True)
class Resembling:
    """Somebody here whose name, or whose firm's, resembles one in a matter.

    `opposed`: one on the other side, so that nobody assigns them. `stands`: what was said of it
    holds; `said`: the last word about it, also where the names have changed since.
    """

    seat: Membership
    opposed: bool
    said: Namesake | None
    stands: bool


def resembling(case: Case) -> list[Resembling]:
    """Return everybody who could work on a case and whose name resembles one in it."""
    seats = Membership.objects.filter(ended_at=None, is_system=False, user__is_active=True)
    seats = seats.filter(roles__overlap=list(CASE_ROLES)).select_related("user")
    others = opposites_of(case.client)
    rows = Namesake.objects.filter(client=case.client_id, ended_at=None)
    said = {row.membership_id: row for row in rows.select_related("key", "said_by__user")}
    found = []
    for one in facts_of(list(seats.order_by("user__name"))):
        state = met(one.names, others)
        if state:
            row = said.get(one.seat.pk)
            stands = row is not None and bytes(row.mark) in marks_now(one.names, others)
            found.append(Resembling(one.seat, state == OPPOSED, row, stands))
    return found


def namesake_of(actor: Actor, pk: UUID) -> Any:
    """:raises NotVisible: not there for this actor"""
    rows = visible_namesakes(actor).select_related("client__key", "key", "membership__user")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible("namesake")
    return found
