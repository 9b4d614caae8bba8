"""Reads. Each starts from `visible_cases` or `visible_notes`."""

from dataclasses import dataclass
from typing import Any

from cases import hooks
from cases.models import Assignment, Case
from cases.policy import visible_cases
from cases.policy import visible_notes as visible_notes
from cases.rules import MATTERS, STAGES, Stage
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible


@dataclass(frozen=True)
class CaseHeader:
    """What stands above every tab of a case. No name is in it."""

    case: Case
    number: str
    code_name: str
    matter: str
    stage: Stage
    is_open: bool
    team: list[Assignment]


def case_of(actor: Actor, pk: Any) -> Case:
    """Return a case with its client and key. :raises NotVisible: not there for this actor"""
    case = (
        visible_cases(actor)
        .filter(pk=pk)
        .select_related("client", "key", "opened_by__user")
        .first()
    )
    if case is None:
        raise NotVisible("case")
    return case


def team_of(case: Case) -> list[Assignment]:
    """Return who works on the case now, attorneys first, in order of assignment."""
    found = (
        Assignment.objects.filter(case=case, ended_at=None)
        .select_related("membership__user")
        .order_by("assigned_at", "id")
    )
    return sorted(found, key=lambda assignment: assignment.role != "attorney")


def case_header(actor: Actor, case: Case) -> CaseHeader:
    """Return what the frame shows, in one statement, from a case that `case_of` gave."""
    return CaseHeader(
        case=case,
        number=case.number,
        code_name=case.client.code_name,
        matter=str(MATTERS.get(case.matter, case.matter)),
        stage=STAGES[case.stage],
        is_open=case.closed_on is None,
        team=team_of(case),
    )


def next_steps_of(actor: Actor, case: Case) -> list[hooks.NextStep]:
    """Return the steps that wait on a case, dated ones first."""
    found = [step for ask in hooks.next_steps for step in ask(actor, case)]
    return sorted(found, key=lambda step: (step.day is None, step.day or case.opened_on))
