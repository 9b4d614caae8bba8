"""Writes: partners, releases, referrals."""

from referrals.actions.locking import SENT_TWICE
from referrals.actions.partners import PARTNER_FIELDS, add_partner, edit_partner
from referrals.actions.referrals import (
    answer_referral,
    open_referral,
    read_content,
    send_referral,
    withdraw_referral,
)
from referrals.actions.releases import give_release, revoke_release

__all__ = [
    "PARTNER_FIELDS",
    "SENT_TWICE",
    "add_partner",
    "answer_referral",
    "edit_partner",
    "give_release",
    "open_referral",
    "read_content",
    "revoke_release",
    "send_referral",
    "withdraw_referral",
]
