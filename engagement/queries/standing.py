"""Is somebody engaged, for what, and by which right is work done before that."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, F, Func, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from cases.hooks import Blocker, NextStep
from cases.models import Case, Matter
from cases.queries import NO_DAY, kinds_of
from cases.rules import CLOSED, MATTERS
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.tenancy.current import clinic_url, current_clinic, today
from engagement import rules
from engagement.models import EmergencyWork, Letter
from engagement.policy import visible_emergencies, visible_letters

WAITING = (rules.ASKED, rules.READY)


@dataclass(frozen=True)
class Standing:
    """Where a case stands. `lacking`: matters that no signed letter covers, in words."""

    asked: bool
    lacking: list[str]
    emergency: EmergencyWork | None
    # The emergency's time is over and nothing is signed.
    run_out: bool
    closing: Letter | None

    @property
    def reason(self) -> Any:
        return rules.EMERGENCIES[self.emergency.reason] if self.emergency else ""


def in_force(case: Case) -> list[Letter]:
    rows = Letter.objects.filter(case=case, kind__in=rules.ENGAGING, state=rules.SIGNED)
    return list(rows.defer("sections", "translation").order_by("id"))


def uncovered(case: Case, kinds: Collection[str] | None = None) -> list[str]:
    """Return which kinds of matters of a case no signed letter names."""
    covered = {kind for letter in in_force(case) for kind in letter.matters}
    return [kind for kind in (kinds_of(case) if kinds is None else kinds) if kind not in covered]


def is_covered(case: Case, *kinds: str) -> bool:
    """Tell whether a signed letter names one of these kinds of matters; without any, anything."""
    letters = in_force(case)
    return bool(letters) if not kinds else any(set(kinds) & set(one.matters) for one in letters)


def emergency_open(case: Case) -> EmergencyWork | None:
    """Return what nobody ended yet; it holds until its last day, and is shown until it ends."""
    rows = EmergencyWork.objects.filter(case=case, ended_at=None)
    found: EmergencyWork | None = rows.select_related("key", "said_by__user").first()
    return found


def standing_of(actor: Actor, case: Case) -> Standing:
    emergency = emergency_open(case)
    closing = (
        visible_letters(actor)
        .filter(case=case, kind=rules.CLOSING)
        .exclude(state=rules.DISCARDED)
        .order_by("-id")
        .first()
    )
    lacking = [str(MATTERS[kind]) for kind in uncovered(case)]
    run_out = emergency is not None and emergency.until < today()
    return Standing(current_clinic().asks_engagement, lacking, emergency, run_out, closing)


def emergencies_now(actor: Actor) -> QuerySet[EmergencyWork]:
    """Return the work before signature that an actor may know of, the soonest to end first."""
    rows = visible_emergencies(actor).filter(ended_at=None)
    return rows.select_related("case__client", "said_by__user").order_by("until", "id")


def emergency_of(actor: Actor, pk: UUID) -> EmergencyWork:
    rows = visible_emergencies(actor).select_related("key", "case__client__key", "case__key")
    found: EmergencyWork | None = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible("emergency")
    return found


def closing_blockers(case: Case) -> list[Blocker]:
    """Whoever was engaged by a letter is told in one that it is over, or somebody says why not.

    A closing letter from before the letters that are in force now told of other work.
    """
    letters = in_force(case)
    if not letters:
        return []
    told = Letter.objects.filter(
        case=case, kind=rules.CLOSING, state__in=(rules.GIVEN, rules.WAIVED), pk__gt=letters[0].pk
    )
    if told.exists():
        return []
    text = _("The client was not given a closing letter. Give one, or say why not.")
    return [Blocker(text, clinic_url("engagement:of_case", case.pk), _("See the letters"))]


def letter_step_rows(actor: Actor, case: Case) -> QuerySet[Letter] | None:
    """Return the letters of an open case that wait for a signature or for an approval."""
    if not actor.has("letter.view") or case.stage == CLOSED:
        return None
    rows = visible_letters(actor).filter(case=case, state__in=WAITING)
    return rows.annotate(step_text=Concat("state", Value(":"), "kind"), step_day=NO_DAY)


def letter_step(pk: UUID, told: str, _day: date | None) -> NextStep:
    state, kind = told.split(":")
    if state == rules.ASKED:
        title = _("Approve a letter to the client")
    elif kind == rules.CLOSING:
        title = _("Give the closing letter")
    else:
        title = _("Have the engagement letter signed")
    return NextStep(title, clinic_url("engagement:letter", pk))


def emergency_step_rows(actor: Actor, case: Case) -> QuerySet[EmergencyWork] | None:
    """Return the work before signature that nobody ended, where the clinic asks for letters."""
    if not _is_asked(actor, case):
        return None
    rows = EmergencyWork.objects.filter(case=case, ended_at=None)
    told = Concat("reason", Value(":"), Cast("case_id", CharField()))
    return rows.annotate(step_text=told, step_day=F("until"))


def emergency_step(_pk: UUID, told: str, until: date | None) -> NextStep:
    reason, case_id = told.split(":")
    url = clinic_url("engagement:of_case", UUID(case_id))
    return NextStep(_("Work before signature ends"), url, until, str(rules.EMERGENCIES[reason]))


def engagement_step_rows(actor: Actor, case: Case) -> QuerySet[Case] | None:
    """Return the case with the kinds of its matters and of what is signed, where letters are asked.

    Nothing where a letter waits already: that is a step of its own.
    """
    if not _is_asked(actor, case):
        return None
    letters = Letter.objects.filter(case=OuterRef("pk"), kind__in=rules.ENGAGING)
    signed = letters.filter(state=rules.SIGNED).annotate(named=Func("matters", function="unnest"))
    matters = Matter.objects.filter(case=OuterRef("pk")).order_by("id")
    told = Concat(
        _in_a_row(matters.values("kind")), Value(":"), _in_a_row(signed.values("named")),
        Value(":"), "matter",
    )  # fmt: skip
    rows = Case.objects.filter(pk=case.pk).exclude(Exists(letters.filter(state__in=WAITING)))
    return rows.annotate(step_text=told, step_day=NO_DAY)


def _in_a_row(rows: QuerySet[Any, Any]) -> Func:
    text = CharField()
    return Func(ArraySubquery(rows), Value(","), function="array_to_string", output_field=text)


def engagement_step(pk: UUID, told: str, _day: date | None) -> NextStep | None:
    kinds, covered, first = (part.split(",") for part in told.split(":"))
    wanted = kinds if kinds != [""] else first
    lacking = ", ".join(str(MATTERS[kind]) for kind in wanted if kind not in covered)
    if not lacking:
        return None
    url = clinic_url("engagement:of_case", pk)
    return NextStep(_("Write an engagement letter"), url, note=lacking)


def _is_asked(actor: Actor, case: Case) -> bool:
    seen = actor.has("letter.view") and case.stage != CLOSED
    return seen and current_clinic().asks_engagement
