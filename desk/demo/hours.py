"""Hours of the demo's people, a funder and rates. Done once: a later run finds an entry."""

from datetime import timedelta

from agenda.actions import add_funder, log_hours, set_funder, set_rate
from agenda.models import HourEntry
from cases.models import Assignment
from cases.rules import CLOSED
from clinic.access.actor import member_actor
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from desk.demo.cast import in_role
from desk.demo.offices import Office, at_work

# days ago, tenths, kind, what for
WORKED = (
    (1, 15, "direct", "Went through the declaration. (Made up.)"),
    (2, 22, "research", "Read what the agency asks for. (Made up.)"),
    (8, 7, "travel", "To the interview. (Made up.)"),
    (40, 30, "direct", "Prepared the interview. (Made up.)"),
)
MATTERS = 8


def seed_hours(office: Office) -> bool:
    """Return whether anything was made."""
    with at_work(office) as actor:
        if HourEntry.objects.exists():
            return False
        coordinator = actor(in_role(office.slug, "coordinator"))
        funder = add_funder(coordinator, funder_id=new_id(), name="Made-up Foundation")
        begin = today().replace(month=1, day=1)
        for kind, paid_by, cents in (("", None, 3180), ("direct", funder, 7500)):
            set_rate(
                coordinator, rate_id=new_id(), kind=kind, funder=paid_by, cents=cents,
                currency="USD", valid_from=begin,
            )  # fmt: skip
        rows = Assignment.objects.filter(ended_at=None, membership__ended_at=None).exclude(
            case__stage=CLOSED
        )
        rows = rows.select_related("membership__user", "case__client__key", "case__key")
        for number, row in enumerate(rows.order_by("-id")[:MATTERS]):
            if number % 2:
                set_funder(coordinator, case=row.case, funder=funder, since=row.case.opened_on)
            for days, tenths, kind, what in WORKED[: 2 + number % 3]:
                log_hours(
                    member_actor(row.membership_id), case=row.case, entry_id=new_id(),
                    day=today() - timedelta(days=days), tenths=tenths, kind=kind, what=what,
                )  # fmt: skip
        return True
