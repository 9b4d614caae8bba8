"""The one way to write: in a transaction, with exactly one audit entry, by a named actor."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import transaction

from clinic.access.actor import Actor
from clinic.access.refusals import Refused, note_for, settle
from clinic.audit.recording import recorded
from clinic.tenancy.current import ClinicNotBound, current_clinic

P = ParamSpec("P")
R = TypeVar("R")

# verb -> action; `tests/everywhere/test_actions.py` walks it.
ACTIONS: dict[str, Callable[..., Any]] = {}


def action(
    verb: str,
) -> Callable[[Callable[Concatenate[Actor, P], R]], Callable[Concatenate[Actor, P], R]]:
    """Make a function an action, known by its audit verb.

    The function must record `verb` exactly once. When it raises Refused its changes are rolled
    back and one refusal entry is written where no rollback reaches it.
    """

    def wrap(function: Callable[Concatenate[Actor, P], R]) -> Callable[Concatenate[Actor, P], R]:
        if verb in ACTIONS:
            raise RuntimeError(f"Two actions are called {verb}.")

        @wraps(function)
        def run(actor: Actor, *args: P.args, **kwargs: P.kwargs) -> R:
            if not isinstance(actor, Actor):
                raise TypeError(f"{verb} needs an actor.")
            if actor.clinic.pk != current_clinic().pk:
                raise ClinicNotBound(f"{verb} was called for a member of another clinic.")
            token = recorded.set([])
            try:
                with transaction.atomic():
                    result = function(actor, *args, **kwargs)
                    verbs = recorded.get() or []
                    if verbs.count(verb) != 1:
                        raise RuntimeError(f"{verb} recorded {verbs} instead of itself once.")
            except Refused as refusal:
                note_for(actor, verb, refusal)
                settle(refusal)
                raise
            finally:
                recorded.reset(token)
            return result

        ACTIONS[verb] = run
        return run  # type: ignore[return-value]

    return wrap
