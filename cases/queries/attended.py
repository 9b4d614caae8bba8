"""Law students, and the attorneys of the clinic beside whom they work (8 CFR 1292.1(a)(2))."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from cases import hooks
from cases.models import Assignment, Case
from cases.policy import in_reach
from cases.queries.case import NO_DAY
from cases.queries.standing import standing_as
from cases.rules.handing import MOST_SHOWN
from cases.rules.standing import ATTORNEYS, STUDENT
from clinic.access.actor import Actor
from clinic.tenancy.current import clinic_url


def unattended(actor: Actor) -> QuerySet[Assignment]:
    """Return the students on open cases in reach where no attorney of the clinic is left.

    Asked where it is shown: whichever way the attorney went, by hand, by leaving, behind a wall, by
    losing the role.
    """
    beside = standing_as(ATTORNEYS).filter(case=OuterRef("case"))
    rows = Assignment.objects.filter(role=STUDENT, ended_at=None, case__closed_on=None)
    rows = rows.filter(in_reach(actor), ~Exists(beside))
    return rows.select_related("case__client", "membership__user").order_by("case_id", "id")


def short_of(actor: Actor) -> list[Assignment]:
    """Return who stands on a case that is not all open to them, with no attorney beside."""
    return [row for ask in hooks.short_of for row in ask(actor)[:MOST_SHOWN]]


def left_alone_by(assignment: Assignment) -> tuple[list[str], list[str]]:
    """Return the names of the students whose only attorney this is, and of others who need one."""
    if assignment.role not in ATTORNEYS:
        return [], []
    here = standing_as(ATTORNEYS).filter(case=assignment.case_id)
    if here.exclude(pk=assignment.pk).exists():
        return [], []
    team = Assignment.objects.filter(case=assignment.case_id, ended_at=None)
    students = team.filter(role=STUDENT).order_by("assigned_at")
    others = [name for ask in hooks.short_without for name in ask(assignment.case)]
    return list(students.values_list("membership__user__name", flat=True)), others


def unattended_step_rows(actor: Actor, case: Case) -> QuerySet[Case] | None:
    """Ask on the case itself, of those who assign, that a student gets an attorney."""
    return named_on_case(case, unattended(actor)) if actor.has("case.assign") else None


def named_on_case(case: Case, rows: QuerySet[Assignment]) -> QuerySet[Case]:
    """Return the case as a next step that names the first of these people on it, if any is."""
    names = rows.filter(case=OuterRef("pk")).values("membership__user__name")
    found = Case.objects.filter(pk=case.pk)
    found = found.annotate(step_text=Subquery(names[:1]), step_day=NO_DAY)
    return found.filter(step_text__isnull=False)


def unattended_step(pk: UUID, student: str, _day: date | None) -> hooks.NextStep:
    return hooks.NextStep(
        _("Assign an attorney: a law student works here without one"),
        clinic_url("cases:assign", pk), note=student,
    )  # fmt: skip
