"""Say that no date runs for a filing."""

from django.utils import timezone
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
    """Say with a reason that no date runs now; it ends with the filing's next step, notice or
    deadline."""
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


@action("filing.no_deadline_taken_back")
def take_back_no_deadline(
    actor: Actor, *, filing: Filing, version: int | None = None
) -> NoDeadline:
    """Take back what anybody said: the question comes again. It silences nothing, so one may."""
    require(actor, "deadline.settle", filing)
    filing = locked_filing(filing, version)
    said = said_none(filing)
    if said is None:
        raise Blocked(
            _("Nobody has said that no date runs, or something has come since."),
            code="not_said", target=filing,
        )  # fmt: skip
    said.taken_back_at, said.taken_back_by = timezone.now(), actor.membership
    said.save(update_fields=["taken_back_at", "taken_back_by"])
    record(actor, "filing.no_deadline_taken_back", filing)
    return said
