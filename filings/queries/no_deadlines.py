"""Filings for which nobody has said that no date runs, though none is recorded."""

from collections.abc import Sequence, Set
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from cases.hooks import NextStep
from cases.models import Case
from cases.rules import CLOSED
from clinic.access.actor import Actor
from clinic.tenancy.current import clinic_url
from filings.models import Deadline, Filing, FilingMove, NoDeadline, Notice
from filings.policy import visible_filings
from filings.rules.lifecycle import ENDED


def filings_without_deadline(actor: Actor) -> QuerySet[Filing]:
    """Return the filings under way with no open deadline of which nobody has said why.

    What was said holds until the filing's next step, notice or deadline.
    """
    if not actor.has("deadline.view"):
        return Filing.objects.none()
    rows = visible_filings(actor).exclude(case__stage=CLOSED).exclude(status__in=ENDED)
    rows = rows.exclude(Exists(Deadline.objects.filter(filing=OuterRef("pk"), status="open")))
    rows = rows.exclude(Exists(_standing().filter(filing=OuterRef("pk"))))
    return rows.select_related("case__client", "key").order_by("id")


def asks_for_deadline(actor: Actor, filing: Filing) -> bool:
    """Tell whether somebody must say that no date runs for it, or add one."""
    return filings_without_deadline(actor).filter(pk=filing.pk).exists()


def said_none(filing: Filing) -> NoDeadline | None:
    """Return what was said of this filing, while it holds."""
    rows = _standing().filter(filing=filing).select_related("said_by__user", "key")
    return rows.order_by("-said_at").first()


def steps_without_deadline(
    actor: Actor, case: Case, filings: Sequence[Filing], dated: Set[UUID]
) -> list[NextStep]:
    """Offer to say it, or to add one, as next steps of a case.

    :param filings: all of the case; `dated`: which of them have an open deadline. Only the others
        are asked about, and mostly there are none.
    """
    asked = [row.pk for row in filings if row.pk not in dated and row.status not in ENDED]
    if not asked or case.stage == CLOSED:
        return []
    title = _("%(form)s: no deadline recorded")
    note = _("Say that there is none, or add one.")
    found = filings_without_deadline(actor).filter(pk__in=asked).values_list("pk", "form")
    return [
        NextStep(title % {"form": form}, clinic_url("filings:no_deadline", pk), note=note)
        for pk, form in found
    ]


def _standing() -> QuerySet[NoDeadline]:
    """Return what was said, was not taken back, and no step, notice or deadline has followed."""
    since = {"filing": OuterRef("filing"), "recorded_at__gt": OuterRef("said_at")}
    moved, told = FilingMove.objects.filter(**since), Notice.objects.filter(**since)
    dated = Deadline.objects.filter(filing=OuterRef("filing"), computed_at__gt=OuterRef("said_at"))
    rows = NoDeadline.objects.filter(taken_back_at=None)
    return rows.exclude(Exists(moved)).exclude(Exists(told)).exclude(Exists(dated))
