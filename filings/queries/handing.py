"""What of this room hangs on a person in a case: what they answered for, where they appear."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cases.hooks import Hanging
from cases.models import Case
from cases.policy import count_left, no_longer_stands
from cases.rules.handing import ANEW, MOVES, STAYS
from clinic.access.actor import Actor
from clinic.people.models import Membership
from clinic.tenancy.current import clinic_url
from filings.models import Appearance, Deadline, DeadlineProposal, Filing
from filings.queries.deadlines import title_of
from filings.rules.appearances import BODIES
from filings.rules.lifecycle import DRAFT

DEADLINE, APPEARANCE, OPEN_DEADLINE = "deadline", "appearance", "open_deadline"
PROPOSAL, FILING = "proposal", "filing"
MOST_SHOWN = 50
Left = Sequence[QuerySet[Any, Any]]


def answered_by(case: Case, member: Membership) -> QuerySet[Deadline]:
    """Return the open deadlines that this person said to take care of."""
    rows = Deadline.objects.filter(case=case, status=Deadline.OPEN, acknowledged_by=member)
    return rows.order_by("outer", "id")


def answered_hanging(actor: Actor, case: Case, member: Membership) -> list[Hanging]:
    rows = answered_by(case, member).select_related("filing", "notice")
    return [_dated(actor, DEADLINE, row, ANEW) for row in rows]


def answered_left(cases: QuerySet[Case]) -> Left:
    rows = Deadline.objects.filter(
        no_longer_stands("case", "acknowledged_by"), status=Deadline.OPEN,
        case__in=cases.values("pk"),
    )  # fmt: skip
    return [count_left(rows, "case_id", "acknowledged_by_id")]


def other_deadlines(actor: Actor, case: Case, member: Membership) -> list[Hanging]:
    """Name the open deadlines that nobody or somebody else answered for: they go with the case."""
    rows = Deadline.objects.filter(case=case, status=Deadline.OPEN).exclude(acknowledged_by=member)
    rows = rows.select_related("filing", "notice").order_by("outer", "id")[:MOST_SHOWN]
    return [_dated(actor, OPEN_DEADLINE, row, STAYS) for row in rows]


def _dated(actor: Actor, kind: str, row: Deadline, fate: str) -> Hanging:
    if not actor.has("deadline.view"):
        return Hanging(kind, row.pk, _("A deadline"), fate)
    url = clinic_url("filings:deadline", row.pk)
    return Hanging(kind, row.pk, title_of(row), fate, url, row.outer or row.target)


def appearances_by(case: Case, member: Membership) -> QuerySet[Appearance]:
    """Return the appearances this person has to keep, or to see ended for somebody who left."""
    whose = Q(membership=member, handed_to=None) | Q(handed_to=member)
    return Appearance.objects.filter(whose, case=case, ended_on=None).order_by("id")


def appearances_hanging(actor: Actor, case: Case, member: Membership) -> list[Hanging]:
    sees = actor.has("filing.view")
    return [
        Hanging(
            APPEARANCE, row.pk,
            _("Appearance: %(body)s") % {"body": _(BODIES[row.body])} if sees else _("A filing"),
            MOVES, clinic_url("filings:appearances_of", case.pk) if sees else "",
            note=_("It stands until the court or agency is told: a pressing task asks for it."),
        )
        for row in appearances_by(case, member)
    ]  # fmt: skip


def appearances_left(cases: QuerySet[Case]) -> Left:
    rows = Appearance.objects.filter(ended_on=None, case__in=cases.values("pk"))
    own = rows.filter(no_longer_stands("case", "membership"), handed_to=None)
    handed = rows.filter(no_longer_stands("case", "handed_to"))
    return [
        count_left(own, "case_id", "membership_id"), count_left(handed, "case_id", "handed_to_id")
    ]  # fmt: skip


def proposals_hanging(actor: Actor, case: Case, member: Membership) -> list[Hanging]:
    """Name what this person proposed: somebody else decides it, whoever has the case."""
    rows = DeadlineProposal.objects.filter(
        case=case, proposed_by=member, status=DeadlineProposal.WAITING
    ).select_related("deadline__filing", "deadline__notice")
    sees = actor.has("deadline.view")
    return [
        Hanging(
            PROPOSAL, row.pk, title_of(row.deadline) if sees else _("A deadline"), STAYS,
            clinic_url("filings:proposal", row.pk) if sees else "",
            note=_("Proposed by them; waits for a second person as before."),
        )
        for row in rows.order_by("id")
    ]  # fmt: skip


def drafts_hanging(actor: Actor, case: Case, member: Membership) -> list[Hanging]:
    rows = Filing.objects.filter(case=case, status=DRAFT).order_by("id")[:MOST_SHOWN]
    sees = actor.has("filing.view")
    return [
        Hanging(
            FILING, row.pk, row.form if sees else _("A filing"), STAYS,
            clinic_url("filings:filing", row.pk) if sees else "", row.planned_for,
            _("Being prepared, not sent yet."),
        )
        for row in rows
    ]  # fmt: skip
