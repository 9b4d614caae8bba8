"""Writes: who is on the roster, what she undertook, and when she leaves it."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions import keep_clinic_names
from clients.actions.rows import seat_of
from clients.rules.conflict import PartyKind
from clients.rules.identifiers import IdentifierError, normalise_identifier
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.files.actions import store_upload
from clinic.files.models import StoredFile
from clinic.files.uploads import SealedUpload
from clinic.tenancy.current import today
from clinic.tenancy.turns import take_turn
from clinic.vault.keys import create_client_key
from interpreters.models import Interpreter
from interpreters.queries.roster import names_of
from interpreters.rules import UNDERTAKINGS, latest_end

SENT_TWICE = "sent_twice"
DETAILS = (
    "name", "other_names", "languages", "gender", "communities", "email", "phone", "note",
)  # fmt: skip


@action("interpreter.added")
def add_interpreter(actor: Actor, *, form_token: UUID, details: Mapping[str, Any]) -> Interpreter:
    """Add somebody to the roster; the same form sent twice gives the same row."""
    require(actor, "interpreter.edit")
    take_turn()
    if Interpreter.objects.filter(pk=form_token).exists():
        raise Blocked(_("This was sent already; nothing was done twice."), code=SENT_TWICE)
    interpreter = Interpreter(pk=form_token, key=create_client_key(), added_by=seat_of(actor))
    for name in DETAILS:
        setattr(interpreter, name, details.get(name) or None)
    interpreter.save(force_insert=True)
    _keep_names(actor, interpreter)
    record(actor, "interpreter.added", interpreter, changes=_given(details))
    return interpreter


@action("interpreter.changed")
def change_interpreter(
    actor: Actor, *, interpreter: Interpreter, details: Mapping[str, Any], version: int
) -> Interpreter:
    require(actor, "interpreter.edit", interpreter)
    take_turn()  # before any row is locked: names are written one after another
    interpreter = locked(interpreter)
    if version != interpreter.version:
        raise Blocked(
            _("Somebody changed this meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile",
            target=interpreter,
        )
    changed = [
        name
        for name in DETAILS
        if name in details and (details[name] or None) != (getattr(interpreter, name) or None)
    ]
    for name in changed:
        setattr(interpreter, name, details[name] or None)
    _save(interpreter)
    _keep_names(actor, interpreter)
    record(actor, "interpreter.changed", interpreter, changes=changed)
    return interpreter


@action("interpreter.retired")
def retire_interpreter(actor: Actor, *, interpreter: Interpreter) -> Interpreter:
    """Take somebody off the roster: she is offered for nothing new."""
    require(actor, "interpreter.edit", interpreter)
    interpreter = locked(interpreter)
    if interpreter.retired_at is not None:
        raise Blocked(
            _("This person is off the roster already."), code="retired_already", target=interpreter
        )
    interpreter.retired_at = timezone.now()
    _save(interpreter)
    record(actor, "interpreter.retired", interpreter)
    return interpreter


@action("interpreter.brought_back")
def bring_back(actor: Actor, *, interpreter: Interpreter) -> Interpreter:
    require(actor, "interpreter.edit", interpreter)
    interpreter = locked(interpreter)
    if interpreter.retired_at is None:
        raise Blocked(
            _("This person is on the roster already."), code="on_roster", target=interpreter
        )
    interpreter.retired_at = None
    _save(interpreter)
    record(actor, "interpreter.brought_back", interpreter)
    return interpreter


@action("undertaking.recorded")
def record_undertaking(
    actor: Actor,
    *,
    interpreter: Interpreter,
    how: str,
    signed_on: date,
    expires_on: date,
    upload: SealedUpload | None = None,
) -> Interpreter:
    """Record that she undertook confidentiality, until when, and keep the paper if there is one.

    :param expires_on: the last day on which it holds
    """
    require(actor, "interpreter.edit", interpreter)
    interpreter = locked(interpreter)
    if how not in UNDERTAKINGS:
        raise ValueError("Not a way to undertake confidentiality.")
    if signed_on > today():
        raise Blocked(
            _("An undertaking cannot be of a future day."), code="future_day", target=interpreter
        )
    if not signed_on < expires_on <= latest_end(signed_on):
        raise Blocked(
            _("An undertaking holds from a day after it was given, for three years at most."),
            code="days_out_of_range",
            target=interpreter,
        )
    interpreter.undertaking_how = how
    interpreter.undertaking_on, interpreter.undertaking_until = signed_on, expires_on
    # A paper kept before stays a file under her key; what holds now is named here.
    interpreter.undertaking_scan = (
        store_upload(actor, upload=upload, key=interpreter.key) if upload else None
    )
    _save(interpreter)
    detail: dict[str, Any] = {"kind": how, "paper": upload is not None}
    record(actor, "undertaking.recorded", interpreter, detail=detail)
    return interpreter


@action("undertaking.downloaded")
def download_undertaking(actor: Actor, *, interpreter: Interpreter) -> StoredFile:
    """Return the paper she signed; the copy is recorded."""
    require(actor, "interpreter.view", interpreter)
    if interpreter.undertaking_scan is None:
        raise Blocked(_("No paper was kept here."), code="no_scan", target=interpreter)
    record(actor, "undertaking.downloaded", interpreter)
    return interpreter.undertaking_scan


def locked(interpreter: Interpreter) -> Interpreter:
    rows = Interpreter.objects.select_for_update(of=("self",)).select_related("key")
    return rows.get(pk=interpreter.pk)


def _save(interpreter: Interpreter) -> None:
    interpreter.version += 1
    interpreter.save()


def _given(details: Mapping[str, Any]) -> list[str]:
    return [name for name in DETAILS if details.get(name)]


def _keep_names(actor: Actor, interpreter: Interpreter) -> None:
    """Let every conflict check compare her: a clearance that a new name touches ends at once.

    Who left the roster goes on being compared: what she heard she knows.
    """
    numbers = []
    for kind, said in (("phone", interpreter.phone), ("email", interpreter.email)):
        try:
            numbers.append((kind, normalise_identifier(kind, said or "")))
        except IdentifierError:
            continue
    keep_clinic_names(
        actor, kind=PartyKind.INTERPRETER.value, ref=interpreter.pk, names=names_of(interpreter),
        numbers=numbers,
    )  # fmt: skip
