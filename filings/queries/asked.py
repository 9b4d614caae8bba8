"""What a reminder was, in words: how near the day was, and as what somebody was asked."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.people.roles import ROLE_NAMES
from filings.models import Reminder
from filings.rules.covering import COVER


def rung_said(reminder: Reminder) -> str:
    """Say how near the day was when it was asked."""
    days = reminder.rung
    if days == 0:
        return _("On the day itself")
    if days > 0:
        return ngettext("%(days)s day before", "%(days)s days before", days) % {"days": days}
    return ngettext("%(days)s day after", "%(days)s days after", -days) % {"days": -days}


def asked_said(reminder: Reminder) -> str:
    """Say the rung, and as what somebody was asked whose case it is not."""
    if not reminder.escalated:
        return rung_said(reminder)
    if reminder.asked_as == COVER:
        return _("%(rung)s, standing in") % {"rung": rung_said(reminder)}
    role = ROLE_NAMES.get(reminder.asked_as, reminder.asked_as)
    return _("%(rung)s, as %(role)s") % {"rung": rung_said(reminder), "role": role}
