"""A clinic begins, and says how it is called and where it is."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.tenancy.models import Clinic
from clinic.vault.keys import make_clinic_key
from clinic.vault.models import ClinicKey

SETTINGS = (
    "name", "time_zone", "language", "neutral_site", "asks_training", "asks_engagement",
    "approves_letters",
)  # fmt: skip


@action("clinic.created")
def create_clinic(actor: Actor) -> Clinic:
    """Save the actor's new clinic, which must be bound already, and make its keys."""
    require(actor, "clinic.create")
    clinic = actor.clinic
    _settled(clinic)
    clinic.save(force_insert=True)
    make_clinic_key(ClinicKey.DATA)
    make_clinic_key(ClinicKey.SEARCH)
    record(actor, "clinic.created", clinic)
    return clinic


@action("clinic.edited")
def edit_clinic(actor: Actor, *, clinic: Clinic, values: dict[str, Any], before: str) -> Clinic:
    """Change the clinic's settings.

    :param values: any of `SETTINGS`
    :param before: `settings_mark(clinic)` as it was when the person began to type
    """
    require(actor, "clinic.edit", clinic)
    clinic = Clinic.objects.select_for_update().get(pk=clinic.pk)
    if settings_mark(clinic) != before:
        raise Blocked(
            _("Somebody changed the settings meanwhile. Look at them again, then send once more."),
            code="changed_meanwhile",
            target=clinic,
        )
    changed = [name for name in SETTINGS if values.get(name, getattr(clinic, name))
               != getattr(clinic, name)]  # fmt: skip
    for name in changed:
        setattr(clinic, name, values[name])
    _settled(clinic)
    if changed:
        clinic.save(update_fields=changed)
    record(actor, "clinic.edited", clinic, changes=changed)
    return clinic


def settings_mark(clinic: Clinic) -> str:
    """Return what tells two states of the settings apart."""
    return "|".join(str(getattr(clinic, name)) for name in SETTINGS)


def _settled(clinic: Clinic) -> None:
    """Forms have checked this already; an action does not trust that."""
    try:
        clinic.full_clean(validate_unique=False)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Blocked(f"{field}: {messages[0]}", code=f"bad_{field}") from error
