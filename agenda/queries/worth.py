"""What hours are worth: rates, who pays for which case, sums of a period."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery, Sum
from django.utils.translation import gettext as _

from agenda.models import CaseFunder, Funder, HourRate
from agenda.policy import visible_hours
from agenda.rules import hours as rules
from agenda.rules import worth
from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.people.models import Membership
from clinic.tenancy.current import today


@dataclass(frozen=True)
class SumLine:
    """A sum in words. `key`: of which person, kind or funder; empty for the whole or for none."""

    key: str
    name: str
    tenths: int
    unrated: int
    worth: list[tuple[str, Any]]

    @property
    def hours(self) -> str:
        return rules.hours_text(self.tenths)

    @property
    def unrated_hours(self) -> str:
        return rules.hours_text(self.unrated)


def funders() -> list[Funder]:
    return sorted(Funder.objects.all(), key=lambda row: (row.name or "").casefold())


def funder_of(pk: UUID) -> Funder:
    found = Funder.objects.filter(pk=pk).first()
    if found is None:
        raise NotVisible("funder")
    return found


def rates() -> list[HourRate]:
    """Return all rates, the one that counts last of its kind and day on top."""
    rows = HourRate.objects.select_related("funder", "set_by__user")
    return list(rows.order_by("-valid_from", "-id"))


def funder_now(case: Case) -> Funder | None:
    """Return who pays for a case today."""
    rows = CaseFunder.objects.filter(case=case, since__lte=today()).select_related("funder")
    found = rows.order_by("-since", "-id").first()
    return found.funder if found else None


def sums(actor: Actor, *, first: date, before: date, by: str) -> tuple[list[SumLine], SumLine]:
    """Sum the hours from `first` to the day before `before`, in cases the actor reaches.

    Hours behind a wall are in no part and not in the whole, so that no difference tells of them.
    """
    paid = CaseFunder.objects.filter(case=OuterRef("case"), since__lte=OuterRef("day"))
    paid = paid.order_by("-since", "-id")
    rows = (
        visible_hours(actor)
        .filter(taken_back_at=None, day__gte=first, day__lt=before)
        .annotate(paid_by=Subquery(paid.values("funder_id")[:1]))
        .values_list("kind", "person_id", "paid_by", "day")
        .annotate(all=Sum("tenths"))
        .order_by()
    )
    worked = [worth.Worked(*row) for row in rows]
    known = [
        worth.RateOf(rate.kind, rate.funder_id, rate.cents, rate.currency, rate.valid_from)
        for rate in HourRate.objects.order_by("id")
    ]
    parts, whole = worth.summed(worked, known, by)
    names = _names(by, parts)
    lines = [_line(key, names[key], part) for key, part in parts.items()]
    lines.sort(key=lambda line: (not line.key, -line.tenths, line.name))
    return lines, _line(None, _("Together"), whole)


def _line(key: Hashable, name: str, part: worth.Sum) -> SumLine:
    return SumLine(str(key or ""), name, part.tenths, part.unrated, part.worth())


def _names(by: str, parts: dict[Hashable, Any]) -> dict[Hashable, str]:
    if by == "kind":
        return {key: str(rules.KINDS[str(key)]) for key in parts}
    if by == "funder":
        named: dict[Hashable, str] = {row.pk: row.name or "" for row in Funder.objects.all()}
        return named | {None: _("No funder")}
    seats = Membership.objects.filter(pk__in=list(parts)).select_related("user")
    return {seat.pk: seat.user.name for seat in seats}
