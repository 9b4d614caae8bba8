"""What of this room hangs on a person in a case: the demands they answer for the clinic."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cases.hooks import Hanging
from cases.models import Assignment, Case
from cases.policy import count_left, no_longer_stands
from cases.rules.handing import MOVES
from clinic.access.actor import Actor
from clinic.people.models import Membership
from clinic.tenancy.current import clinic_url
from records.models import Demand
from records.rules import demands as rules

DEMAND = "demand"


def demands_of_leaver(case: Case, member: Membership) -> QuerySet[Demand]:
    """Return what is open about the case; what asks for all of the client, with her last case."""
    about = Q(case=case)
    others = Assignment.objects.filter(
        case__client=case.client_id, membership=member, ended_at=None
    ).exclude(case=case)
    if not others.exists():
        about |= Q(case=None, client=case.client_id)
    return Demand.objects.filter(about, counsel=member, state=rules.OPEN).order_by("id")


def demands_hanging(actor: Actor, case: Case, member: Membership) -> list[Hanging]:
    sees = actor.has("demand.view")
    return [
        Hanging(
            DEMAND, row.pk,
            str(rules.KINDS[row.kind].label) if sees else _("A subpoena or demand"), MOVES,
            clinic_url("records:demand", row.pk) if sees else "", row.due_on if sees else None,
            _("Answers for the clinic. Only an attorney or supervisor can take it."),
        )
        for row in demands_of_leaver(case, member).only("pk", "kind", "due_on")
    ]  # fmt: skip


def demands_left(cases: QuerySet[Case]) -> Sequence[QuerySet[Any, Any]]:
    """Count those about a case; what asks for all of a client is told on Today alone."""
    rows = Demand.objects.filter(
        no_longer_stands("case", "counsel"), state=rules.OPEN, case__in=cases.values("pk")
    )
    return [count_left(rows, "case_id", "counsel_id")]
