"""Who may see and do what with the roster."""

from django.db.models import QuerySet

from clinic.access.actor import Actor
from clinic.access.policy import policy_of
from interpreters.models import Interpreter


def visible_interpreters(actor: Actor) -> QuerySet[Interpreter]:
    """The roster is the whole clinic's, for those who keep it."""
    if not actor.has("interpreter.view"):
        return Interpreter.objects.none()
    return Interpreter.objects.all()


@policy_of(Interpreter)
def interpreter_policy(actor: Actor, capability: str, interpreter: Interpreter) -> bool:
    return interpreter.clinic_id == actor.clinic.pk
