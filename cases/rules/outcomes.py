"""What a case can bring to a client, as data, and which amounts and days fit together. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class BenefitKind:
    """`money`: it is asked for, ordered and paid in amounts. `ends`: it usually runs out."""

    label: Promise
    money: bool = False
    ends: bool = False


# Codes are permanent; reports speak of them.
BENEFITS: Mapping[str, BenefitKind] = MappingProxyType(
    {
        "t_status": BenefitKind(_("T nonimmigrant status"), ends=True),
        "u_status": BenefitKind(_("U nonimmigrant status"), ends=True),
        "deferred_action": BenefitKind(_("Deferred action or bona fide determination"), ends=True),
        "asylum_status": BenefitKind(_("Asylum or refugee status")),
        "withholding": BenefitKind(_("Withholding of removal")),
        "sij_classification": BenefitKind(_("Special immigrant juvenile classification")),
        "vawa_approval": BenefitKind(_("VAWA self-petition approved")),
        "tps_status": BenefitKind(_("Temporary protected status"), ends=True),
        "continued_presence": BenefitKind(_("Continued presence"), ends=True),
        "certification": BenefitKind(_("Certification or eligibility letter (HHS)")),
        "work_permit": BenefitKind(_("Work permit"), ends=True),
        "residence": BenefitKind(_("Permanent residence")),
        "travel_document": BenefitKind(_("Travel document"), ends=True),
        "removal_ended": BenefitKind(_("Removal proceedings ended")),
        "vacatur": BenefitKind(_("Conviction vacated or record sealed")),
        "protection_order": BenefitKind(_("Protection order"), ends=True),
        "restitution": BenefitKind(_("Restitution"), money=True),
        "damages": BenefitKind(_("Damages or a settlement"), money=True),
        "unpaid_wages": BenefitKind(_("Unpaid wages"), money=True),
        "compensation": BenefitKind(_("Crime victims' compensation"), money=True),
        "victims_rights": BenefitKind(_("Victims' rights upheld in a criminal case")),
        "reasonable_grounds": BenefitKind(_("Positive reasonable grounds decision (UK)")),
        "conclusive_grounds": BenefitKind(_("Positive conclusive grounds decision (UK)")),
        "leave_to_remain": BenefitKind(_("Leave to remain (UK)"), ends=True),
        "dialogue_agreement": BenefitKind(_("Agreement reached in a restorative dialogue")),
        "other": BenefitKind(_("Something else")),
    }
)
CURRENCIES = ("USD", "EUR", "GBP", "CAD", "AUD", "CHF")
LONGEST_NOTE = 2000
EARLIEST = date(1990, 1, 1)
YEARS_AHEAD = 100
TOO_OLD = _("This is too long ago. Look at the year again.")
MOST_MONEY = Decimal("9999999999.99")


@dataclass(frozen=True)
class Wrong:
    """What does not fit: the field it is about, and why."""

    field: str
    code: str
    text: Promise


def wrong_with(
    kind: str,
    *,
    today: date,
    obtained_on: date | None,
    ends_on: date | None,
    asked: Decimal | None,
    ordered: Decimal | None,
    paid: Decimal | None,
    currency: str,
) -> Wrong | None:
    """Return the first thing that does not fit, or None.

    Money may be asked for before anything is obtained; everything else has its day. What was paid
    is part of what was ordered or agreed.
    """
    money = BENEFITS[kind].money
    amounts = [amount for amount in (asked, ordered, paid) if amount is not None]
    if not money and amounts:
        return Wrong("asked", "no_money", _("This kind has no amount."))
    if money and not amounts:
        return Wrong("asked", "amount_missing", _("Write what was asked for, ordered or paid."))
    if any(amount < 0 or amount > MOST_MONEY for amount in amounts):
        return Wrong("asked", "amount_range", _("An amount is from 0 to 9,999,999,999.99."))
    if amounts and currency not in CURRENCIES:
        return Wrong("currency", "currency_missing", _("Choose the currency of the amounts."))
    if paid is not None and (ordered is None or paid > ordered):
        return Wrong("paid", "paid_more", _("More was paid than was ordered. Look at both again."))
    got = not money or ordered is not None
    if got and obtained_on is None:
        return Wrong("obtained_on", "day_missing", _("Write the day it was given or ordered."))
    if not got and obtained_on is not None:
        return Wrong(
            "obtained_on", "nothing_ordered", _("Nothing was ordered yet, so there is no day.")
        )
    if obtained_on and obtained_on > today:
        return Wrong("obtained_on", "future_day", _("This day is still to come."))
    if obtained_on and obtained_on < EARLIEST:
        return Wrong("obtained_on", "day_too_old", TOO_OLD)
    if ends_on and ends_on.year > today.year + YEARS_AHEAD:
        return Wrong("ends_on", "day_too_far", _("This is too far ahead. Look at the year again."))
    if ends_on and (obtained_on is None or ends_on <= obtained_on):
        return Wrong("ends_on", "ends_before", _("It ends after the day it was given."))
    return None
