"""How a person wants to be asked."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from filings.models import ReminderWishes

SAID = ("mail", "quiet_from", "quiet_until", "weekends")


@action("reminders.wished")
def set_wishes(
    actor: Actor, *, wishes: ReminderWishes, said: dict[str, object], version: int | None = None
) -> ReminderWishes:
    """Keep one's own wishes. What waits already leaves as it was queued.

    :param said: `mail`, `quiet_from`, `quiet_until`, `weekends`; checked by the form
    """
    require(actor, "reminder.own", wishes)
    kept = ReminderWishes.objects.select_for_update().filter(pk=wishes.pk).first()
    if version is not None and version != (kept or wishes).version:
        raise _changed()
    row = kept or wishes
    changed = [name for name in SAID if getattr(row, name) != said[name]]
    for name in changed:
        setattr(row, name, said[name])
    row.version += kept is not None
    try:
        with transaction.atomic():
            row.save(force_insert=kept is None)
    except IntegrityError as error:  # two first answers at the same moment
        raise _changed() from error
    record(actor, "reminders.wished", row, changes=changed, detail={"mail": row.mail})
    return row


def _changed() -> Blocked:
    return Blocked(
        _("You changed this meanwhile in another window. Look again, then send once more."),
        code="changed_meanwhile",
    )
