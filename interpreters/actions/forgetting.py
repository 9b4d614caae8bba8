"""Forget somebody who left the roster: her key goes, and with it whatever told of her."""

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions import keep_clinic_names
from clients.models import ClinicName
from clients.rules.conflict import PartyKind
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.files.models import StoredFile
from clinic.tenancy.turns import take_turn
from clinic.vault.fields import EncryptedField
from clinic.vault.keys import shred_key
from interpreters import hooks
from interpreters.actions.roster import locked
from interpreters.models import Booking, Exclusion, Interpreter, Offer
from interpreters.rules.bookings import OPEN


@action("interpreter.forgotten")
def forget_interpreter(actor: Actor, *, interpreter: Interpreter) -> Interpreter:
    """Destroy what the clinic knows of somebody who left; that she was booked stays, nameless.

    :raises Blocked: she is on the roster, is asked for something, or a legal hold stands on a
        client she was booked for
    """
    require(actor, "interpreter.edit", interpreter)
    take_turn()
    interpreter = locked(interpreter)
    if interpreter.retired_at is None:
        raise Blocked(
            _("Take this person off the roster first."), code="on_roster", target=interpreter
        )
    if Booking.objects.filter(interpreter=interpreter, status__in=OPEN).exists():
        raise Blocked(
            _("This person is asked for or booked. Call that off first."),
            code="booked",
            target=interpreter,
        )
    offered = Offer.objects.filter(interpreter=interpreter)
    clients = set(offered.values_list("booking__client_id", flat=True))
    if any(held(clients) for held in hooks.holds):
        raise Blocked(
            _("A legal hold stands on a client this person was asked for. Nothing was erased."),
            code="on_hold",
            target=interpreter,
        )
    _destroy(actor, interpreter)
    record(actor, "interpreter.forgotten", interpreter)
    return interpreter


def _destroy(actor: Actor, interpreter: Interpreter) -> None:
    keep_clinic_names(actor, kind=PartyKind.INTERPRETER.value, ref=interpreter.pk, names=[])
    names = ClinicName.objects.filter(kind=PartyKind.INTERPRETER.value, ref=interpreter.pk)
    for row in names:
        row.name = row.numbers = None
        row.save(update_fields=["name", "numbers"])
    old = interpreter.key
    Exclusion.objects.filter(interpreter=interpreter, ended_at=None).update(ended_at=timezone.now())
    for stored in StoredFile.objects.filter(key=old).values_list("storage_name", flat=True):
        # After the commit: content whose key is gone is noise, content that is gone is a loss.
        transaction.on_commit(lambda name=stored: default_storage.delete(name))  # type: ignore[misc]
    for field in interpreter._meta.local_concrete_fields:
        if isinstance(field, EncryptedField):
            setattr(interpreter, field.attname, None)
    interpreter.undertaking_how, interpreter.forgotten_at = "", timezone.now()
    interpreter.undertaking_on = interpreter.undertaking_until = None
    interpreter.undertaking_scan = None
    interpreter.version += 1
    interpreter.save()
    shred_key(old)
