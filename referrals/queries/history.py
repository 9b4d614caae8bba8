"""What happened under one release, in the order it happened."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from referrals import rules
from referrals.models import Referral, Release


@dataclass(frozen=True)
class Happened:
    at: datetime
    # A code for programs, and the same in words.
    code: str
    text: str
    who: str
    referral: Referral | None = None


def history_of(release: Release) -> list[Happened]:
    """Return the recording, everything sent under it, and how it was taken back."""
    rows = Referral.objects.filter(release=release).select_related("partner", "sent_by__user")
    happened = [
        Happened(release.recorded_at, "given", _("Recorded"), release.recorded_by.user.name)
    ]
    for referral in rows.defer("sent_content", "internal_note", "partner__address"):
        way = rules.WAYS[referral.way]
        sent = _("Sent: %(way)s") % {"way": way}
        who = referral.sent_by.user.name
        happened.append(Happened(referral.sent_at, "sent", sent, who, referral))
        steps: list[tuple[str, Any, datetime | None]] = [
            ("opened", _("Opened by the partner"), referral.opened_at),
            ("answered", _("Answered by the partner"), referral.answered_at),
            ("handed_over", _("Last taken out to hand over"), referral.handed_over_at),
        ]
        happened += [Happened(at, code, str(text), "", referral) for code, text, at in steps if at]
    if release.revoked_at:
        how = rules.WAYS_BACK.get(release.revoked_how, "")
        text = _("Taken back: %(how)s") % {"how": how} if how else _("Taken back")
        who = release.revoked_by.user.name if release.revoked_by else ""
        happened.append(Happened(release.revoked_at, "revoked", text, who))
    return sorted(happened, key=lambda each: each.at)
