"""Somebody who is met in an intake, cleared of conflicts, and whose case is opened."""

from typing import Any

from cases import actions as case_actions
from cases.models import Case
from clients import actions as client_actions
from clients.models import Client, Intake
from clinic.access.actor import Actor

SAFE = {"safe_now": "yes", "private": "yes"}
# A question that is not answered was skipped.
LATER_STEPS: dict[str, dict[str, Any]] = {
    "language": {"language": "Tigrinya"},
    "name": {"name_to_use": "Mika"},
    "contact": {},
    "help": {},
    "screening": {},
    "parties": {},
    "conflict": {"conflict_check": "later"},
    "review": {},
}


def told_intake(coordinator: Actor, legal_name: str) -> Intake:
    """Walk an intake to the end of its identity step."""
    intake = client_actions.start_intake(coordinator)
    intake = client_actions.save_step(coordinator, intake=intake, step="safety", answers=SAFE)
    intake = client_actions.explain_rights(coordinator, intake=intake, language="Tigrinya")
    return client_actions.save_step(
        coordinator,
        intake=intake,
        step="identity",
        answers={"legal_name": legal_name, "birth": "1999-04-03"},
    )


def cleared_client(coordinator: Actor, legal_name: str) -> Client:
    """Meet somebody, finish the intake, check for conflicts and decide that all is clear."""
    intake = told_intake(coordinator, legal_name)
    for step, answers in LATER_STEPS.items():
        client_actions.save_step(coordinator, intake=intake, step=step, answers=answers)
        intake = Intake.objects.select_related("client", "key").get(pk=intake.pk)
    client_actions.complete_intake(coordinator, intake=intake)
    return clear_of_conflicts(coordinator, Client.objects.get(pk=intake.client_id))


def clear_of_conflicts(coordinator: Actor, client: Client) -> Client:
    client = Client.objects.get(pk=client.pk)
    check = client_actions.run_conflict_check(coordinator, client=client)
    client_actions.decide_conflict(
        coordinator, check=check, decision="clear", reason="None of ours."
    )
    return Client.objects.get(pk=client.pk)


def open_case(coordinator: Actor, client: Client, *team: Actor) -> Case:
    case = case_actions.open_case(coordinator, client=client, matter="t_visa", summary="Begun.")
    for member in team:
        assert member.membership is not None
        role = member.membership.roles[0]
        case_actions.assign_case(coordinator, case=case, membership=member.membership, role=role)
    return Case.objects.select_related("client", "key").get(pk=case.pk)
