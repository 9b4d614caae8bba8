"""More of the world: deadlines that one person may settle, and that need two."""

from datetime import timedelta

from cases.models import Case
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from filings import actions
from filings.models import Deadline, DeadlineProposal
from filings.rules.changes import Settle


def more_deadlines(attorney: Actor, case: Case) -> tuple[Deadline, DeadlineProposal]:
    """One person alone may settle the first, not the second, about which a proposal waits."""
    soft = actions.add_deadline(
        attorney, case=case, rule="us.ead.renewal",
        facts={"expires": (today() + timedelta(days=300)).isoformat()},
    )  # fmt: skip
    hard = actions.add_deadline(
        attorney, case=case, rule="us.asylum.one_year",
        facts={"last_arrival": (today() - timedelta(days=100)).isoformat()},
    )  # fmt: skip
    proposal = actions.propose_change(
        attorney, deadline=hard, change=Settle("waived"), reason="She does not want asylum."
    )
    return soft, proposal
