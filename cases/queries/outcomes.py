"""How the matters of a case ended, what it brought, and what keeps it from being closed."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cases.hooks import Blocker
from cases.models import Benefit, Case, Matter, MatterMove
from cases.policy import visible_benefits, visible_matters
from cases.rules import MATTERS, OUTCOMES
from cases.rules.matters import LAST, type_of
from cases.rules.outcomes import BENEFITS, BenefitKind
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.pages.paging import Page, page_of
from clinic.tenancy.current import clinic_url


@dataclass(frozen=True)
class EndShown:
    """A matter and how it ended; `outcome` is empty while it goes on."""

    matter: Matter
    label: Any
    stage: str
    outcome: str


@dataclass(frozen=True)
class Amount:
    label: str
    value: Decimal


@dataclass(frozen=True)
class BenefitShown:
    """What was obtained, in words. `amounts` in order asked, ordered, paid."""

    benefit: Benefit
    kind: BenefitKind
    matter: Any
    amounts: list[Amount]


def ends_of(actor: Actor, case: Case) -> list[EndShown]:
    """Return the matters of a case and how each ended, the first first; one statement."""
    rows = visible_matters(actor).filter(case=case).order_by("id")
    return [
        EndShown(
            row, MATTERS[row.kind], type_of(row.kind).stage(row.stage).label,
            str(OUTCOMES[row.outcome]) if row.outcome else "",
        )
        for row in rows
    ]  # fmt: skip


def benefits_of(actor: Actor, case: Case) -> list[BenefitShown]:
    """Return what a case brought, the latest first; without what was taken out."""
    rows = visible_benefits(actor).filter(case=case, removed_at=None)
    return [benefit_shown(row) for row in _with_more(rows).order_by("-id")]


def benefits_page(actor: Actor, case: Case, *, after: str | None) -> Page[Benefit]:
    rows = visible_benefits(actor).filter(case=case, removed_at=None)
    return page_of(_with_more(rows), order=["-id"], after=after)


def benefit_of(actor: Actor, pk: UUID) -> Benefit:
    """Return one that was not taken out. :raises NotVisible: there is none for this actor"""
    rows = visible_benefits(actor).select_related("case__client__key", "case__key")
    found: Benefit | None = _with_more(rows).filter(pk=pk, removed_at=None).first()
    if found is None:
        raise NotVisible("benefit")
    return found


def benefit_shown(benefit: Benefit) -> BenefitShown:
    said = (
        (_("asked"), benefit.asked), (_("ordered"), benefit.ordered), (_("paid"), benefit.paid),
    )  # fmt: skip
    amounts = [Amount(label, value) for label, value in said if value is not None]
    matter = MATTERS[benefit.matter.kind] if benefit.matter else ""
    return BenefitShown(benefit, BENEFITS[benefit.kind], matter, amounts)


def matters_to_choose(case: Case) -> list[Matter]:
    return list(Matter.objects.filter(case=case).order_by("id"))


def matters_not_ended(case: Case) -> list[Blocker]:
    """Matters that went on and did not end keep a case open.

    One that never left its first stage ends with its case: nothing was done in it that a second
    person would look at.
    """
    matters = list(Matter.objects.filter(case=case).order_by("id"))
    asked = set(
        MatterMove.objects.filter(matter__in=matters, state=MatterMove.ASKED).values_list(
            "matter_id", flat=True
        )
    )
    road = clinic_url("cases:matters", case.pk)
    found: list[Blocker] = []
    for matter in matters:
        words = {"matter": MATTERS[matter.kind]}
        if matter.pk in asked:
            text = _("%(matter)s: a stage waits for a second person.") % words
            found.append(Blocker(text, road, _("See the matters")))
        elif matter.stage == LAST and not matter.outcome:
            text = _("%(matter)s: nobody said yet how it ended.") % words
            end = clinic_url("cases:end_matter", matter.pk)
            found.append(Blocker(text, end, _("Say how it ended")))
        elif matter.stage not in (LAST, type_of(matter.kind).stages[0].code):
            text = _("%(matter)s is still going on. Close it on its road first.") % words
            found.append(Blocker(text, road, _("See the matters")))
    return found


def _with_more(rows: Any) -> Any:
    return rows.select_related("key", "matter", "added_by__user")
