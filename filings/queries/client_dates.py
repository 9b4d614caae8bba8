"""The dates of a case that its client must know of when the clinic stops watching them."""

from collections.abc import Iterable
from datetime import date

from cases.models import Case
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from filings.queries.deadlines import deadline_rows


def dates_for_client(actor: Actor, case: Case) -> Iterable[tuple[date, str]]:
    """Yield what is still open and to come, by the names of rules and forms."""
    if not actor.has("deadline.view"):
        return
    for row in deadline_rows(actor, case):
        day = row.deadline.outer or row.deadline.target
        if row.is_open and day is not None and day >= today():
            yield day, row.title
