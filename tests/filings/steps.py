"""Short ways through the lifecycle, all by the product's own actions."""

from datetime import date
from typing import Any

from zeal import zeal_ignore

from cases.models import Case
from clinic.access.actor import Actor
from clinic.audit.models import AuditEntry
from filings.actions import add_filing, move_filing, record_notice, record_receipt
from filings.models import Deadline, Filing

RECEIPT = "IOE0123456789"
RFE: dict[str, Any] = {
    "kind": "rfe",
    "notice_date": date(2026, 3, 6),
    "service": "mail",
    "response": "paper",
    "response_days": 84,
}


def sent(attorney: Actor, case: Case, form: str = "I-914") -> Filing:
    """Add a filing and take it to the post, each step on its day."""
    filing = add_filing(attorney, case=case, form=form)
    steps = [("client_review", 5), ("signed", 12), ("sent", 13)]
    with zeal_ignore():  # several acts in a row, each of which locks the filing, are no N+1
        for to, day in steps:
            move_filing(attorney, filing=filing, to=to, on=date(2026, 1, day))
    return fresh(filing)


def receipted(attorney: Actor, case: Case, form: str = "I-914", *, number: str = RECEIPT) -> Filing:
    filing = sent(attorney, case, form)
    with zeal_ignore():
        record_receipt(attorney, filing=filing, receipt_number=number, on=date(2026, 1, 20))
    return fresh(filing)


def rfe_deadline(attorney: Actor, case: Case, **changes: Any) -> Deadline:
    """Record the RFE of the worked example: mailed Friday 2026-03-06, due Monday 2026-06-01."""
    filing = receipted(attorney, case)
    with zeal_ignore():
        notice = record_notice(attorney, filing=filing, **{**RFE, **changes})
    return Deadline.objects.get(notice=notice)


def fresh(filing: Filing) -> Filing:
    return Filing.objects.select_related("case", "key").get(pk=filing.pk)


def verbs() -> list[str]:
    """Return the audit verbs so far, in order."""
    return list(AuditEntry.objects.order_by("id").values_list("verb", flat=True))
