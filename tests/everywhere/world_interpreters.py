"""Somebody on the roster, and somebody who left it."""

from datetime import timedelta
from typing import Any

from clinic.access.actor import Actor
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from interpreters import actions
from interpreters.models import Interpreter
from tests.sealed import sealed_pdf

LANGUAGES = [{"language": "Tigrinya", "dialect": "Asmara", "level": "best"}]


def interpreter_details(name: str, **changes: Any) -> dict[str, Any]:
    return {
        "name": name, "other_names": [], "languages": LANGUAGES, "gender": "woman",
        "communities": [], "email": "interprets@example.org", "phone": "", "note": "", **changes,
    }  # fmt: skip


def add_to_roster(coordinator: Actor, name: str, **changes: Any) -> Interpreter:
    """Add somebody whose undertaking holds for another year."""
    added = actions.add_interpreter(
        coordinator, form_token=new_id(), details=interpreter_details(name, **changes)
    )
    return actions.record_undertaking(
        coordinator, interpreter=added, how="paper", signed_on=today(),
        expires_on=today() + timedelta(days=365), upload=sealed_pdf(),
    )  # fmt: skip


def keep_roster(place: Any) -> None:
    coordinator = place.people["coordinator"]
    place.interpreter = add_to_roster(coordinator, "Zewditu Dolmetsch")
    left = add_to_roster(coordinator, "Karim Abgang")
    place.left_interpreter = actions.retire_interpreter(coordinator, interpreter=left)
