"""Public holidays of the place where a clinic works."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clinic.tenancy.current import current_clinic
from filings.rules.calendar import calendar_named

# A clinic's jurisdiction -> the calendars of its nations.
CALENDARS: Mapping[str, Mapping[str, Promise]] = MappingProxyType(
    {
        "us": {"us-federal": _("United States")},
        "uk": {
            "england": _("England"),
            "wales": _("Wales"),
            "scotland": _("Scotland"),
            "northern_ireland": _("Northern Ireland"),
        },
    }
)


def holidays_here(first: date, last: date) -> dict[date, str]:
    """Return the public holidays of the clinic's own country that move a deadline, with names.

    A clinic of the United Kingdom works in four nations: a day that not all of them keep says who.
    """
    kept = CALENDARS.get(current_clinic().jurisdiction, {})
    found: dict[date, dict[str, list[str]]] = {}
    for name, place in kept.items():
        for day, holiday in calendar_named(name).days_off.items():
            if first <= day <= last:
                found.setdefault(day, {}).setdefault(holiday, []).append(str(place))
    return {
        day: "; ".join(
            name if len(places) == len(kept) else f"{name} ({', '.join(places)})"
            for name, places in names.items()
        )
        for day, names in found.items()
    }
