"""What the filings of a case wait for, as next steps on its page."""

from cases.hooks import NextStep
from cases.models import Case
from clinic.access.actor import Actor
from clinic.tenancy.current import clinic_url
from filings.models import Deadline
from filings.policy import visible_filings
from filings.queries.deadlines import dates_said, day_of, title_of
from filings.queries.dependents import dependent_steps
from filings.queries.no_deadlines import steps_without_deadline
from filings.queries.standing import listed


def next_steps(actor: Actor, case: Case) -> list[NextStep]:
    """Return open deadlines, filings without one, and proposals, in at most four statements."""
    rows = listed(actor).filter(case=case, status=Deadline.OPEN).order_by("remind_by", "id")
    rows = rows.select_related(None).select_related("filing", "notice")  # the case is at hand
    deadlines = list(rows) if actor.has("deadline.view") else []
    steps = [_step(row) for row in deadlines]
    if not actor.has("deadline.view") and not actor.has("filing.add"):
        return steps
    filings = list(visible_filings(actor).filter(case=case).order_by("-id"))
    dated = {row.filing_id for row in deadlines if row.filing_id}
    steps += steps_without_deadline(actor, case, filings, dated)
    return steps + (dependent_steps(filings) if actor.has("filing.add") else [])


def _step(row: Deadline) -> NextStep:
    return NextStep(
        title_of(row),
        clinic_url("filings:deadline", row.pk),
        day_of(row),
        dates_said(row),
        agency=row.outer is None,
    )
