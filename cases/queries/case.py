"""One case: what stands above its tabs, who works on it, what it waits for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import DateField, Prefetch, QuerySet, Value, prefetch_related_objects
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import hooks
from cases.models import Assignment, Case
from cases.policy import in_reach, visible_cases, within
from cases.queries.timed import own_access_until
from cases.rules import COUNSEL, MATTERS, OUTCOMES, STAGES, Stage
from clients.models import Client
from clients.queries import intakes_of
from clients.rules.conflict import ConflictState, blocks_assignment
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.tenancy.current import clinic_url


@dataclass(frozen=True)
class CaseHeader:
    """What stands above every tab of a case. No name of a client is in it."""

    case: Case
    number: str
    code_name: str
    matter: str
    stage: Stage
    is_open: bool
    team: list[Assignment]
    # When the reader's own access runs out, for whoever was let in for a time.
    until: datetime | None = None


def case_of(actor: Actor, pk: Any) -> Case:
    """Return a case with its client and key. :raises NotVisible: not there for this actor"""
    found = visible_cases(actor).select_related("client__key", "key", "opened_by__user")
    case = found.filter(pk=pk).first()
    if case is None:
        raise NotVisible("case")
    case.found_for = actor  # type: ignore[attr-defined]
    return case


def exists(actor: Actor, pk: Any) -> bool:
    return visible_cases(actor).filter(pk=pk).exists()


def assignment_of(actor: Actor, pk: Any) -> Assignment:
    found = Assignment.objects.select_related("case__client__key", "case__key", "membership__user")
    assignment = found.filter(in_reach(actor), pk=pk).first()
    if assignment is None:
        raise NotVisible("assignment")
    return assignment


def team_of(case: Case) -> list[Assignment]:
    """Return who works on the case now, attorneys first, in order of assignment."""
    ever = getattr(case, "ever_assigned", None)
    if ever is not None:
        found = [one for one in ever if one.ended_at is None]
    else:
        found = list(_assignments().filter(case=case, ended_at=None))
    found.sort(key=lambda one: (one.role not in COUNSEL, one.assigned_at, one.pk))
    return found


def read_all_assigned(case: Case) -> list[Assignment]:
    """Return who works on the case or did, the latest to leave first; the frame asks no more."""
    ever = Prefetch("assignments", _assignments(), to_attr="ever_assigned")
    prefetch_related_objects([case], ever)
    found: list[Assignment] = case.ever_assigned  # type: ignore[attr-defined]
    return sorted(found, key=lambda one: one.ended_at or timezone.now(), reverse=True)


def _assignments() -> QuerySet[Assignment]:
    return Assignment.objects.select_related("membership__user")


def case_header(actor: Actor, case: Case) -> CaseHeader:
    """Return what the frame shows, in one statement, from a case that `case_of` gave.

    One more tells those who are not on its team until when they may see it.
    """
    team = team_of(case)
    on_it = any(one.membership_id == actor.membership_id for one in team)
    return CaseHeader(
        case=case,
        number=case.number,
        code_name=case.client.code_name,
        matter=str(MATTERS[case.matter]),
        stage=STAGES[case.stage],
        is_open=case.closed_on is None,
        team=team,
        until=None if on_it else own_access_until(actor, case),
    )


# The day of rows that have none, in a statement that is asked together with rows that do.
NO_DAY = Cast(Value(None), DateField())


def next_steps_of(actor: Actor, case: Case) -> list[hooks.NextStep]:
    """Return the steps that wait on a case, dated ones first."""
    held = within(actor, case)
    found = [step for ask in hooks.next_steps for step in ask(held, case)]
    found += _steps_of_rows(held, case)
    return sorted(found, key=lambda step: (step.day is None, step.day or date.max))


def _steps_of_rows(actor: Actor, case: Case) -> list[hooks.NextStep]:
    """Ask all rooms' rows in one statement, so that a page costs the same with more rooms."""
    parts = []
    for place, kind in enumerate(hooks.step_rows):
        rows = kind.rows(actor, case)
        if rows is not None:
            told = rows.order_by().annotate(step_place=Value(place))
            parts.append(told.values_list("step_place", "pk", "step_text", "step_day"))
    if not parts:
        return []
    found = sorted(parts[0].union(*parts[1:], all=True))
    steps = [hooks.step_rows[place].step(pk, text, day) for place, pk, text, day in found]
    return [step for step in steps if step is not None]


def assign_blockers(case: Case) -> list[hooks.Blocker]:
    """Return what must be put right before anybody may be assigned."""
    found = _conflict_blockers(case.client)
    if case.closed_on is not None:
        found.append(
            hooks.Blocker(
                _("This case is closed."), clinic_url("cases:reopen", case.pk), _("Reopen it")
            )
        )
    return found


def open_blockers(actor: Actor, client: Client) -> list[hooks.Blocker]:
    """Return what must be put right before a case may be opened for a client."""
    found = _conflict_blockers(client)
    latest = intakes_of(actor, client).first()
    if latest is None or latest.status not in {"ready", "opened"}:
        url = clinic_url("clients:intake", latest.pk) if latest else clinic_url("clients:intakes")
        text = _("The intake is not complete. Answer or skip its steps first.")
        found.append(hooks.Blocker(text, url, _("Go on with the intake")))
    return found


def _conflict_blockers(client: Client) -> list[hooks.Blocker]:
    if not blocks_assignment(ConflictState(client.conflict_state)):
        return []
    text = _("The conflict check is not clear. Check again and decide first.")
    url = clinic_url("clients:conflict", client.pk)
    return [hooks.Blocker(text, url, _("Check for conflicts"))]


def outcome_of(case: Case) -> str:
    return str(OUTCOMES[case.outcome]) if case.outcome else ""


def close_blockers(case: Case) -> list[hooks.Blocker]:
    return [blocker for ask in hooks.close_blockers for blocker in ask(case)]
