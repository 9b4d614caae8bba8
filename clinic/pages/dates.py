"""How dates are said. Pure: today is always an argument."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# A working week and its weekend: the horizon of "due this week".
SOON_DAYS = 7


@dataclass(frozen=True)
class Due:
    """A due date as a badge: what to say, how loud, and the date itself."""

    text: str
    tone: str
    icon: str
    day: date


def due(day: date, today: date) -> Due:
    """Say how far `day` is: overdue and today are danger, the coming week is a warning."""
    left = (day - today).days
    if left < 0:
        text = ngettext("%(days)s day overdue", "%(days)s days overdue", -left) % {"days": -left}
        return Due(text, "danger", "exclamation-triangle", day)
    if left == 0:
        return Due(_("Due today"), "danger", "exclamation-triangle", day)
    if left <= SOON_DAYS:
        text = ngettext("In %(days)s day", "In %(days)s days", left) % {"days": left}
        return Due(text, "warn", "clock", day)
    return Due(short_date(day), "quiet", "", day)


def asked(day: date, today: date) -> Due:
    """Say how far the day is on which an agency is asked: it binds the agency, so nothing of ours
    is overdue when it has passed.
    """
    left = (day - today).days
    if left < 0:
        text = ngettext("Ask now: %(days)s day past", "Ask now: %(days)s days past", -left) % {
            "days": -left
        }
        return Due(text, "warn", "chat-dots", day)
    if left == 0:
        return Due(_("Ask today"), "warn", "chat-dots", day)
    return due(day, today)


def short_date(day: date) -> str:
    return date_format(day, "j M Y", use_l10n=False)
