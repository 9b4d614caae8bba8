"""Tables of the reports: ageing, due windows, and spreadsheet cells that run nothing."""

from datetime import date
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

# (first day, last day, words); the last has no end.
AGES = (
    (0, 30, _("Up to 30 days")),
    (31, 90, _("31 to 90 days")),
    (91, 180, _("91 to 180 days")),
    (181, 365, _("181 days to a year")),
    (366, None, _("More than a year")),
)
WINDOWS = MappingProxyType(
    {7: _("Due in 7 days"), 14: _("Due in 14 days"), 30: _("Due in 30 days")}
)
# A matter without an attorney for longer than this is named on the report.
UNASSIGNED_DAYS = 14


def age_band(opened_on: date, today: date) -> int:
    """Return the index into AGES."""
    days = (today - opened_on).days
    return next(
        index for index, (_first, last, _words) in enumerate(AGES) if last is None or days <= last
    )


def months_back(today: date, count: int = 12) -> list[date]:
    """Return the first days of the last `count` months, oldest first, the running one included."""
    months = []
    year, month = today.year, today.month
    for _turn in range(count):
        months.append(date(year, month, 1))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return months[::-1]
