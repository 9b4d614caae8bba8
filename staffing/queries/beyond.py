"""Representatives, and how far their accreditation goes on the cases on which they stand."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from cases import hooks
from cases.models import Assignment, Case, Matter
from cases.policy import in_reach
from cases.queries import named_on_case, standing_as
from cases.rules.standing import ATTORNEYS, REPRESENTATIVE
from clinic.access.actor import Actor
from clinic.tenancy.current import clinic_url, current_clinic, today
from staffing.models import Licence
from staffing.rules import FEDERAL, MATTERS
from staffing.rules.accreditation import is_immigration

# kind of accreditation -> the matters that it opens.
OPENED: Mapping[str, tuple[str, ...]] = {
    licence: tuple(
        kind for kind, need in MATTERS.items() if licence in need.licences and is_immigration(kind)
    )
    for licence in sorted(FEDERAL)
}


def beyond_accreditation(actor: Actor) -> QuerySet[Assignment]:
    """Return the representatives on open cases in reach of which not every matter is open to them.

    Only where no attorney of the clinic is beside them. Asked where it is shown: whether a matter
    was added, an accreditation ran out or was taken back, or the attorney went or lost the
    role. A matter that has ended asks for nothing any more.
    """
    beside = standing_as(ATTORNEYS).filter(case=OuterRef("case"))
    rows = _not_covered().filter(in_reach(actor), ~Exists(beside))
    return rows.select_related("case__client", "membership__user").order_by("case_id", "id")


def beyond_without(case: Case) -> list[str]:
    """Return whom of a case's representatives only an attorney beside them keeps within bounds."""
    rows = _not_covered().filter(case=case).order_by("assigned_at", "id")
    return list(rows.values_list("membership__user__name", flat=True))


def _not_covered() -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(role=REPRESENTATIVE, ended_at=None, case__closed_on=None)
    if current_clinic().jurisdiction == "us":
        covered = Q()
        for kind in OPENED:
            covered |= _covered_by(kind)
        rows = rows.exclude(covered)
    return rows


def _covered_by(licence: str) -> Q:
    held = Licence.objects.filter(
        profile__membership=OuterRef("membership"), kind=licence, removed_at=None,
        confirmed_at__isnull=False, expires_on__gte=today(),
    )  # fmt: skip
    matters = Matter.objects.filter(case=OuterRef("case"))
    closed = matters.filter(ended_on=None).exclude(kind__in=OPENED[licence])
    opened = Exists(matters) | Q(case__matter__in=OPENED[licence])  # one from before has no rows
    return Q(Exists(held)) & Q(~Exists(closed)) & Q(opened)


def beyond_step_rows(actor: Actor, case: Case) -> QuerySet[Case] | None:
    """Ask on the case itself, of those who assign, for an attorney beside the representative."""
    if not actor.has("case.assign"):
        return None
    return named_on_case(case, beyond_accreditation(actor))


def beyond_step(pk: UUID, name: str, _day: date | None) -> hooks.NextStep:
    return hooks.NextStep(
        _("Assign an attorney: not every matter here is open to the representative"),
        clinic_url("cases:assign", pk), note=name,
    )  # fmt: skip
