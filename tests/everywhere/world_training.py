"""Training that somebody wrote down, and training that others confirmed."""

from datetime import date, timedelta
from typing import Any

from clinic.access.actor import Actor
from clinic.tenancy.current import today
from clinic.tenancy.models import Clinic, new_id
from staffing import actions
from staffing.models import Training
from staffing.rules.training import modules


def write_down(actor: Actor, module: str = "confidentiality", **changes: Any) -> Training:
    said: dict[str, Any] = {
        "module": module, "done_on": today() - timedelta(days=10), "how": "online",
        "provider": "Example Academy",
    }  # fmt: skip
    return actions.add_training(actor, training_id=new_id(), **said | changes)


def train(actor: Actor, confirmer: Actor, *codes: str, done_on: date | None = None) -> None:
    """Let somebody do these modules, all of them unless told, and somebody else confirm them."""
    day = done_on or today() - timedelta(days=10)
    for code in codes or tuple(modules()):
        actions.confirm_training(confirmer, training=write_down(actor, code, done_on=day))


def ask_for_training(clinic: Clinic) -> None:
    Clinic.objects.filter(pk=clinic.pk).update(asks_training=True)
    clinic.asks_training = True


def put_down_training(place: Any) -> None:
    place.training = write_down(place.people["attorney"])
