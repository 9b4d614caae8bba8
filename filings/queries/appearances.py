"""Whose appearance stands in a case, which ones should end, and which cases lack one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from cases.models import Assignment, Case
from cases.policy import visible_cases
from cases.rules import COUNSEL
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.people.models import Membership
from filings.models import Appearance, Filing
from filings.policy import visible_appearances
from filings.rules.appearances import BODIES, ENDINGS

MOST_LISTED = 200


@dataclass(frozen=True)
class AppearanceLine:
    """`left`: the attorney no longer works on the case; a withdrawal or substitution is due."""

    appearance: Appearance
    body_text: str
    ending_text: str
    left: bool

    @property
    def name(self) -> str:
        return self.appearance.membership.user.name


def appearance_of(actor: Actor, pk: UUID) -> Appearance:
    """:raises NotVisible: not there for this actor"""
    rows = visible_appearances(actor).select_related(
        "case__client__key", "case__key", "membership__user"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible("appearance")
    return found


def attorneys_of(case: Case) -> list[tuple[UUID, str]]:
    rows = Assignment.objects.filter(case=case, role__in=COUNSEL, ended_at=None)
    return list(rows.order_by("assigned_at").values_list("membership_id", "membership__user__name"))


def seat_in(case: Case, pk: UUID) -> Membership:
    """:raises NotVisible: nobody who works on the case"""
    found = Membership.objects.filter(pk=pk, pk__in=[seat for seat, _n in attorneys_of(case)])
    seat = found.first()
    if seat is None:
        raise NotVisible("member")
    return seat


def appearances_of(actor: Actor, case: Case) -> list[AppearanceLine]:
    """Return the appearances of a case, those that stand first."""
    rows = _with_left(visible_appearances(actor).filter(case=case))
    lines = [_line(row) for row in rows.order_by("-entered_on", "-id")]
    return sorted(lines, key=lambda line: line.appearance.ended_on is not None)


def to_end(actor: Actor) -> list[AppearanceLine]:
    """Return the appearances of attorneys who no longer work on the case."""
    rows = _with_left(visible_appearances(actor).filter(ended_on=None, case__closed_on=None))
    return [_line(row) for row in rows.filter(works=False).order_by("id")[:MOST_LISTED]]


def cases_lacking(actor: Actor) -> Sequence[Case]:
    """Return open cases with a filing and no appearance that stands, the oldest first."""
    if not actor.has("filing.view"):
        raise NotVisible("appearances")
    standing = Appearance.objects.filter(case=OuterRef("pk"), ended_on=None)
    filed = Filing.objects.filter(case=OuterRef("pk"))
    rows = visible_cases(actor).filter(Exists(filed), ~Exists(standing), closed_on=None)
    return list(rows.select_related("client").order_by("id")[:MOST_LISTED])


def _with_left(rows: QuerySet[Appearance]) -> QuerySet[Any]:
    works = Assignment.objects.filter(
        case=OuterRef("case"), membership=OuterRef("membership"), role__in=COUNSEL, ended_at=None
    )
    return rows.annotate(works=Exists(works)).select_related("case__client", "membership__user")


def _line(row: Any) -> AppearanceLine:
    ending = _(ENDINGS[row.ending]) if row.ending else ""
    left = row.ended_on is None and not row.works
    return AppearanceLine(row, _(BODIES[row.body]), ending, left)
