"""How long what is kept, and when it may go. Pure; today is an argument.

Periods are a clinic's own policy. The defaults are those of most state bars for closed files and
the federal grants' three years; none of it is legal advice, and counsel must verify each.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from filings.rules.calendar import add_months

ADULT = 18


@dataclass(frozen=True)
class Kind:
    """One kind of record: how long by default, the least a clinic can choose, and why."""

    label: object
    months: int
    least: int
    most: int
    source: object
    verify_with_counsel: bool = True


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "declined": Kind(
            _("People the clinic could not take"), 12, 1, 120,
            _("Clinic policy; a prospective client's confidences stay protected (ABA 1.18)."),
        ),
        "closed": Kind(
            _("Clients all of whose cases are closed"), 84, 36, 360,
            _(
                "State bar rules on closed files, often 5 to 7 years; records of federal grants "
                "3 years (2 CFR 200.334)."
            ),
        ),
        "stub": Kind(
            _("Names kept only for conflict checks"), 240, 12, 1200,
            _("Duties to former clients do not end with the file (ABA 1.9)."),
        ),
    }
)  # fmt: skip


def months_after(day: date, months: int) -> date:
    """Return the same day of a later month, or its last one."""
    return add_months(day, months)[0]


def keep_until(ended_on: date, months: int, born: date | None = None) -> date:
    """Return the first day on which a record may go.

    :param born: a minor's file is kept as long again from the day of coming of age
    """
    end = months_after(ended_on, months)
    if born is None:
        return end
    of_age = months_after(born, 12 * ADULT)
    return max(end, months_after(of_age, months)) if of_age > ended_on else end


# Why a client's wish to be erased may be refused or wait, wholly or in part.
EXEMPTIONS: Mapping[str, object] = MappingProxyType(
    {
        "legal_claims": _("Needed to establish, exercise or defend legal claims"),
        "legal_duty": _("A law or court order requires that it is kept"),
        "professional_duty": _("The bar's rules require that the file is kept"),
        "privilege": _("Privileged material of another person"),
        "conflict_stub": _("Names needed for conflict checks are kept, and nothing else"),
        "hold": _("A legal hold stands"),
    }
)
ERASURE_STATES: Mapping[str, object] = MappingProxyType(
    {
        "open": _("Waits for a decision"),
        "granted": _("Granted: to be erased"),
        "partly": _("Granted in part"),
        "refused": _("Refused"),
        "done": _("Erased"),
    }
)
# UK GDPR art. 12(3): an answer within one month of the request.
ANSWER_MONTHS = 1


def answer_by(asked_on: date) -> date:
    """Return the last day to answer; at a month's end the last day of the next one."""
    return months_after(asked_on, ANSWER_MONTHS)


def may_decide(state: str, exemptions: frozenset[str]) -> bool:
    """Tell whether a decision is complete: what is refused has its reason, what is granted none."""
    if state in {"refused", "partly"}:
        return bool(exemptions) and exemptions <= EXEMPTIONS.keys()
    return state == "granted" and not exemptions


# What is shredded for which reason; a code of a certificate.
REASONS: Mapping[str, object] = MappingProxyType(
    {
        "retention": _("Its time of keeping was over"),
        "erasure": _("The client asked for it"),
        "mistake": _("Recorded by mistake"),
    }
)
