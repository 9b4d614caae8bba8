"""Writes: partners, releases, referrals."""

from referrals.actions.contacts import (
    CONTACT_FIELDS,
    add_contact,
    change_contact,
    end_contact,
)
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
    "CONTACT_FIELDS",
    "PARTNER_FIELDS",
    "SENT_TWICE",
    "add_contact",
    "add_partner",
    "answer_referral",
    "change_contact",
    "download_scan",
    "edit_partner",
    "end_contact",
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
