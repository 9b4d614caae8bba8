"""Whoever looks at a case is recorded, whichever of its pages they came by."""

from typing import Any

from cases import hooks
from cases.models import Case
from cases.queries.looks import should_note_look
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import can, require
from clinic.audit.recording import record


def note_look(actor: Actor, thing: Any) -> None:
    """Record a look at the case that a row belongs to, once an hour for a person and a case.

    Who may open the row and not its case, as a post on the board, did not look at the case.
    """
    case = thing if isinstance(thing, Case) else _case_of(thing)
    if case is not None and should_note_look(actor, case) and can(actor, "case.view", case):
        view_case(actor, case=case)


def _case_of(thing: Any) -> Case | None:
    for name in filter(None, hooks.looked.get(type(thing), "").split(".")):
        thing = getattr(thing, name)
    found = getattr(thing, "case", None)
    return found if isinstance(found, Case) else None


@action("case.viewed")
def view_case(actor: Actor, *, case: Case) -> None:
    require(actor, "case.view", case)
    record(actor, "case.viewed", case, client_id=case.client_id)
