"""What the outbox does for referrals."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from clinic.access.actor import Actor
from clinic.audit.recording import record_refusal
from clinic.notices.mail import Letter
from clinic.notices.models import OutboxItem
from clinic.notices.outbox import mails
from clinic.tenancy.commits import Together
from clinic.tenancy.current import current_clinic
from referrals.models import ReferralLink
from referrals.queries.clearance import cleared_again


def _forget_token(item: OutboxItem, writes: Together) -> None:
    """The link has left; from now on only its hash is known here."""
    writes.update(ReferralLink.objects.filter(pk=item.ref_id), token=None)


@mails("referrals.link", sent=_forget_token)
def link_letter(item: OutboxItem) -> Letter | None:
    """Tell a partner that something waits, if the release still holds now."""
    link = (
        ReferralLink.objects.filter(pk=item.ref_id, closed_at=None)
        .select_related("referral__partner", "referral__release", "referral__case__client")
        .first()
    )
    if link is None or link.token is None:
        return None
    code = cleared_again(link.referral, link.referral.release)
    if code:
        record_refusal(
            Actor.system(current_clinic(), "sender"), "referral.sent", target=link.referral,
            case_id=link.referral.case_id, detail={"why": code},
        )  # fmt: skip
        return None
    url = settings.ALCOVE_BASE_URL + reverse("partner:open", args=[link.token])
    return Letter(
        to=link.referral.partner.email,
        subject=_("You have a message"),
        body=_("A clinic you work with has left a message for you. Open it here:\n\n%(url)s\n")
        % {"url": url},
        audience="partner",
    )
