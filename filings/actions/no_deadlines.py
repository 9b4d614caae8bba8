"""Say that no date runs for a filing."""

from django.utils.translation import gettext as _

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.tenancy.current import today
from filings.actions.locking import locked_filing
from filings.models import Deadline, Filing, NoDeadline
from filings.queries.no_deadlines import said_none
from filings.rules.lifecycle import ENDED


@action("filing.no_deadline_said")
def say_no_deadline(
    actor: Actor, *, filing: Filing, reason: str, version: int | None = None
) -> NoDeadline:
    """Say with a reason that no date runs now; it ends with the filing's next step or notice."""
    require(actor, "deadline.settle", filing)
    filing = locked_filing(filing, version)
    if not reason.strip():
        raise Blocked(_("Say why no date runs."), code="no_reason", target=filing)
    if filing.status in ENDED:
        raise Blocked(_("This filing has ended."), code="ended", target=filing)
    if Deadline.objects.filter(filing=filing, status=Deadline.OPEN).exists():
        raise Blocked(
            _("A deadline of this filing is open. Settle that one instead."),
            code="deadline_open",
            target=filing,
        )
    if said_none(filing) is not None:
        raise Blocked(
            _("This is said already, and nothing has come since."), code="said_already",
            target=filing,
        )  # fmt: skip
    assert actor.membership is not None  # no service holds deadline.settle
    said = NoDeadline(
        case=filing.case,
        filing=filing,
        key=filing.key,
        at_status=filing.status,
        reason=reason.strip(),
        said_on=today(),
        said_by=actor.membership,
    )
    said.save(force_insert=True)
    record(actor, "filing.no_deadline_said", filing)
    return said
