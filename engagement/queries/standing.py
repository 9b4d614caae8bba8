"""Is somebody engaged, for what, and by which right is work done before that."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cases.hooks import Blocker, NextStep
from cases.models import Case, Matter
from cases.rules import CLOSED, MATTERS
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.tenancy.current import clinic_url, current_clinic, today
from engagement import rules
from engagement.models import EmergencyWork, Letter
from engagement.policy import visible_emergencies, visible_letters


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


def kinds_of(case: Case) -> list[str]:
    """Return the kinds of a case's matters; of a case from before, the one it was opened for."""
    found = list(Matter.objects.filter(case=case).order_by("id").values_list("kind", flat=True))
    return found or [case.matter]


def in_force(case: Case) -> list[Letter]:
    rows = Letter.objects.filter(case=case, kind__in=rules.ENGAGING, state=rules.SIGNED)
    return list(rows.defer("sections", "translation").order_by("id"))


def uncovered(case: Case, kinds: Collection[str] | None = None) -> list[str]:
    """Return which kinds of matters of a case no signed letter names."""
    covered = {kind for letter in in_force(case) for kind in letter.matters}
    return [kind for kind in (kinds_of(case) if kinds is None else kinds) if kind not in covered]


def is_covered(case: Case, kind: str | None) -> bool:
    """Tell whether a signed letter covers a kind of matter; without a kind, anything at all."""
    letters = in_force(case)
    return bool(letters) if kind is None else any(kind in one.matters for one in letters)


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


def engagement_steps(actor: Actor, case: Case) -> list[NextStep]:
    """What waits for a signature, and what no letter covers where the clinic asks for one."""
    if not actor.has("letter.view") or case.stage == CLOSED:
        return []
    url = clinic_url("engagement:of_case", case.pk)
    rows = visible_letters(actor).filter(case=case, state__in=(rules.ASKED, rules.READY))
    waiting = list(rows.defer("sections", "translation").order_by("id"))
    steps = [
        NextStep(
            _("Approve a letter to the client") if letter.state == rules.ASKED
            else _("Give the closing letter") if letter.kind == rules.CLOSING
            else _("Have the engagement letter signed"),
            clinic_url("engagement:letter", letter.pk),
        )
        for letter in waiting
    ]  # fmt: skip
    if not current_clinic().asks_engagement:
        return steps
    emergency = emergency_open(case)
    if emergency is not None:
        note = str(rules.EMERGENCIES[emergency.reason])
        steps.append(NextStep(_("Work before signature ends"), url, emergency.until, note))
    if not any(letter.kind in rules.ENGAGING for letter in waiting):
        lacking = ", ".join(str(MATTERS[kind]) for kind in uncovered(case))
        if lacking:
            steps.append(NextStep(_("Write an engagement letter"), url, note=lacking))
    return steps
