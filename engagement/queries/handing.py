"""What of this room hangs on a person in a case: letters they began, work they answer for."""

from django.utils.translation import gettext as _

from cases.hooks import Hanging
from cases.models import Case
from cases.rules.handing import STAYS
from clinic.access.actor import Actor
from clinic.people.models import Membership
from clinic.tenancy.current import clinic_url
from engagement import rules
from engagement.policy import visible_emergencies, visible_letters

LETTER, EMERGENCY = "letter", "emergency"


def letters_hanging(actor: Actor, case: Case, member: Membership) -> list[Hanging]:
    """Name the letters this person began that are neither signed nor over."""
    rows = visible_letters(actor).filter(case=case, added_by=member, state__in=rules.UNSIGNED)
    return [
        Hanging(
            LETTER, row.pk, str(rules.KINDS[row.kind]), STAYS,
            clinic_url("engagement:letter", row.pk), note=str(rules.STATES[row.state][0]),
        )
        for row in rows.defer("sections", "translation").order_by("id")
    ]  # fmt: skip


def emergencies_hanging(actor: Actor, case: Case, member: Membership) -> list[Hanging]:
    rows = visible_emergencies(actor).filter(case=case, said_by=member, ended_at=None)
    return [
        Hanging(
            EMERGENCY, row.pk, _("Work before the letter is signed"), STAYS,
            clinic_url("engagement:of_case", case.pk), row.until,
            _("They answered for it. Have the letter signed, or end it."),
        )
        for row in rows.order_by("id")
    ]  # fmt: skip
