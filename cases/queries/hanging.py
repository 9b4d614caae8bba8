"""What of this room hangs on a person in a case: stages they asked for, access for a time."""

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.hooks import Hanging
from cases.models import Case, MatterMove, TimedAccess
from cases.rules import MATTERS
from cases.rules.handing import ENDS, STAYS
from cases.rules.matters import type_of
from clinic.access.actor import Actor
from clinic.pages.templatetags.alcove import local_time
from clinic.people.models import Membership
from clinic.tenancy.current import clinic_url

STAGE, ACCESS = "stage", "access"


def stages_hanging(actor: Actor, case: Case, member: Membership) -> list[Hanging]:
    """Name the stages this person asked for: a second person decides, whoever has the case."""
    rows = MatterMove.objects.filter(matter__case=case, by=member, state=MatterMove.ASKED)
    return [
        Hanging(
            STAGE, row.pk,
            _("%(matter)s: %(stage)s") % {
                "matter": MATTERS[row.matter.kind],
                "stage": type_of(row.matter.kind).stage(row.became).label,
            },
            STAYS, clinic_url("cases:matters", case.pk),
            note=_("Asked for by them; waits for a second person as before."),
        )
        for row in rows.select_related("matter").order_by("id")
    ]  # fmt: skip


def access_hanging(actor: Actor, case: Case, member: Membership) -> list[Hanging]:
    rows = TimedAccess.objects.filter(
        case=case, membership=member, ended_at=None, until__gt=timezone.now()
    )
    return [
        Hanging(
            ACCESS, row.pk, _("Access until %(when)s") % {"when": local_time(row.until)}, ENDS,
            clinic_url("cases:access", case.pk),
        )
        for row in rows
    ]  # fmt: skip
