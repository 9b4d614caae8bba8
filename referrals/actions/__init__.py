"""Writes: partners, releases, referrals."""

from referrals.actions.locking import SENT_TWICE
from referrals.actions.partners import PARTNER_FIELDS, add_partner, edit_partner
from referrals.actions.referrals import (
    answer_referral,
    hand_over,
    open_referral,
    read_content,
    send_referral,
    withdraw_referral,
)
from referrals.actions.releases import (
    download_scan,
    give_release,
    read_release,
    revoke_all,
    revoke_release,
)

__all__ = [
    "PARTNER_FIELDS",
    "SENT_TWICE",
    "add_partner",
    "answer_referral",
    "download_scan",
    "edit_partner",
    "give_release",
    "hand_over",
    "open_referral",
    "read_content",
    "read_release",
    "revoke_all",
    "revoke_release",
    "send_referral",
    "withdraw_referral",
]
