"""What of this room hangs on a person in a case: interpreters they asked for."""

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.hooks import Hanging
from cases.models import Case
from cases.rules.handing import STAYS
from clinic.access.actor import Actor
from clinic.pages.templatetags.alcove import local_time
from clinic.people.models import Membership
from clinic.tenancy.current import clinic_url, day_of
from interpreters.policy import visible_bookings
from interpreters.rules.bookings import OPEN, STATUSES

BOOKING = "booking"


def bookings_hanging(actor: Actor, case: Case, member: Membership) -> list[Hanging]:
    """Name the coming meetings this person asked for; they are the client's, whoever goes there."""
    rows = visible_bookings(actor).filter(
        client=case.client_id, asked_by=member, status__in=OPEN, starts_at__gte=timezone.now()
    )
    return [
        Hanging(
            BOOKING, row.pk, _("Interpreter"), STAYS,
            clinic_url("interpreters:booking", row.pk), day_of(row.starts_at),
            str(STATUSES[row.status][0]), local_time(row.starts_at),
        )
        for row in rows.order_by("starts_at", "id")
    ]  # fmt: skip
