"""What of this room hangs on a person in a case: referrals they sent that wait for an answer."""

from django.utils.translation import gettext as _

from cases.hooks import Hanging
from cases.models import Case
from cases.rules.handing import STAYS
from clinic.access.actor import Actor
from clinic.people.models import Membership
from clinic.tenancy.current import clinic_url
from referrals.policy import visible_referrals

REFERRAL = "referral"


def referrals_hanging(actor: Actor, case: Case, member: Membership) -> list[Hanging]:
    rows = visible_referrals(actor).filter(case=case, sent_by=member, answered_at=None)
    rows = rows.exclude(status="withdrawn").select_related("partner").order_by("id")
    return [
        Hanging(
            REFERRAL, row.pk, _("Referral to %(partner)s") % {"partner": row.partner.name}, STAYS,
            clinic_url("referrals:referral", row.pk), note=_("No answer yet."),
        )
        for row in rows
    ]  # fmt: skip
