"""Reads around the intake: the queue, one intake, what may be asked next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clients.models import Client, Intake
from clients.policy import visible_clients, visible_intakes
from clients.queries.parties import is_current, latest_check
from clients.rules.conflict import STATE_LABELS, ConflictState, blocks_assignment
from clients.rules.intake import (
    STATUS_LABELS,
    IntakeState,
    IntakeStatus,
    may_move,
    missing_before_ready,
    next_step,
)
from clients.rules.intake_more_steps import CONFLICT
from clients.rules.intake_shape import Step
from clients.rules.intake_steps import REVIEW, SAFETY, STEPS
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.audit.models import DONE, AuditEntry
from clinic.pages.paging import Page, page_of
from clinic.people.models import Membership

TONES: Mapping[str, str] = {
    "started": "info",
    "paused": "warn",
    "ready": "good",
    "declined": "quiet",
    "opened": "quiet",
}
# What the queue shows, by the word in the address.
SHOWN: Mapping[str, tuple[Promise, tuple[str, ...]]] = {
    "open": (gettext_lazy("All open"), ("started", "paused", "ready")),
    "ready": (gettext_lazy("Ready to open"), ("ready",)),
    "declined": (gettext_lazy("Declined"), ("declined",)),
    "opened": (gettext_lazy("Case opened"), ("opened",)),
}


# Whoever did something within this time may still sit before the same page.
STILL_THERE = timedelta(minutes=15)


@dataclass(frozen=True)
class QueueRow:
    """One line of the queue; a code name and codes, nothing of the person."""

    intake: Intake
    status: str
    tone: str
    missing: str


def client_of(actor: Actor, pk: UUID) -> Client:
    client = visible_clients(actor).select_related("key").filter(pk=pk).first()
    if client is None:
        raise NotVisible
    return client


def intake_of(actor: Actor, pk: UUID) -> Intake:
    intake = (
        visible_intakes(actor)
        .select_related("key", "client__key", "rights_explained_by__user", "started_by__user")
        .filter(pk=pk)
        .first()
    )
    if intake is None:
        raise NotVisible
    return intake


def find_intake(actor: Actor, pk: UUID) -> Intake | None:
    return visible_intakes(actor).filter(pk=pk).first()


def intakes_of(actor: Actor, client: Client) -> QuerySet[Intake]:
    return visible_intakes(actor).filter(client=client).order_by("-id")


def is_ready(actor: Actor, client: Client) -> bool:
    """Tell whether an intake of this client waits for a case to be opened."""
    return intakes_of(actor, client).filter(status=IntakeStatus.READY.value).exists()


def intake_to_decline(actor: Actor, client: Client) -> Intake | None:
    """Return the intake that a conflict ends, and with it the letter that nobody acts for her."""
    if client.conflict_state != ConflictState.CONFLICT.value or not actor.has("intake.work"):
        return None
    standing = [status for status in IntakeStatus if may_move(status, IntakeStatus.DECLINED)]
    return intakes_of(actor, client).filter(status__in=[one.value for one in standing]).first()


def state_of(intake: Intake) -> IntakeState:
    """Return what the rules need to know; opens the answers."""
    given: dict[str, Any] = intake.answers or {}
    return IntakeState(
        status=IntakeStatus(intake.status),
        done=frozenset(intake.done),
        safe_now=given.get("safe_now"),
        private=given.get("private"),
        rights_recorded=intake.rights_explained_at is not None,
    )


def also_working(actor: Actor, intake: Intake) -> str:
    """Return who else did something about this client a moment ago, by name, or ""."""
    acts = AuditEntry.objects.filter(
        client_id=intake.client_id, outcome=DONE, at__gte=timezone.now() - STILL_THERE
    )
    others = acts.exclude(actor_id=actor.membership_id).exclude(actor_id=None)
    # Whoever wrote a name elsewhere sits before another page.
    others = others.exclude(verb="clearance.fell")
    newest = others.order_by("-id").values_list("actor_id", flat=True).first()
    if newest is None:
        return ""
    seat = Membership.objects.select_related("user").filter(pk=newest, ended_at=None).first()
    return seat.user.name if seat else ""


def open_step(intake: Intake) -> Step | None:
    return next_step(state_of(intake))


def missing_steps(intake: Intake) -> tuple[Step, ...]:
    """Return what stands between an intake and "ready", without opening any answer."""
    state = IntakeState(
        done=frozenset(intake.done), rights_recorded=intake.rights_explained_at is not None
    )
    return missing_before_ready(state)


def missing_text(missing: tuple[Step, ...]) -> str:
    """Say what comes next and how much is left: "Identity and 4 more"."""
    if not missing:
        return _("Nothing")
    first, more = _(missing[0].title), len(missing) - 1
    if not more:
        return first
    return ngettext("%(step)s and %(count)s more", "%(step)s and %(count)s more", more) % {
        "step": first,
        "count": more,
    }


def status_label(status: str) -> str:
    return _(STATUS_LABELS[IntakeStatus(status)])


def queue(actor: Actor, *, shown: str, after: str | None) -> Page[Any]:
    """Return one page of QueueRow in two statements."""
    _label, statuses = SHOWN.get(shown, SHOWN["open"])
    rows = (
        visible_intakes(actor)
        .filter(status__in=statuses)
        .select_related("client", "started_by__user")
        .defer("answers", "decline_note", "letter")
    )
    page = page_of(rows, order=["-id"], after=after)
    lines = [
        QueueRow(
            intake,
            status_label(intake.status),
            TONES[intake.status],
            missing_text(missing_steps(intake)),
        )
        for intake in page.rows
    ]
    return Page(rows=lines, next=page.next, previous=page.previous)


def step_is_answered(intake: Intake, step: Step) -> bool:
    """Tell whether what was said there is hidden until it is shown; two steps hide nothing."""
    return step.code in intake.done and step not in (SAFETY, CONFLICT)


def stands_open(intake: Intake) -> list[str]:
    """Say what is not asked, checked or decided yet, for whoever looks over an intake."""
    missing = [step for step in missing_steps(intake) if step not in (CONFLICT, REVIEW)]
    lines = [_("Not asked yet: %(step)s.") % {"step": _(step.title)} for step in missing]
    conflict = _conflict_open(intake.client)
    return [*lines, conflict] if conflict else lines


def _conflict_open(client: Client) -> str:
    latest, state = latest_check(client), ConflictState(client.conflict_state)
    if latest is None:
        return _("The conflict check was not run. Nobody is assigned before it is decided.")
    if not is_current(latest, client):
        return _("Names changed since the conflict check. Run it again.")
    if not latest.decision:
        return _("The conflict check was run. A coordinator has to decide about it.")
    if not blocks_assignment(state):
        return ""
    return _("Conflict check: %(state)s.") % {"state": _(STATE_LABELS[state])}


def step_positions(intake: Intake, here: str) -> list[dict[str, Any]]:
    """Return the steps for the bar on top: done, now or later."""
    return [
        {
            "code": step.code,
            "label": _(step.title),
            "state": "now"
            if step.code == here
            else "done"
            if step.code in intake.done
            else "later",
        }
        for step in STEPS
    ]
