"""A filing of the world that a court knows by a number."""

from cases.models import Case
from clinic.access.actor import Actor
from filings import actions as filing_actions
from filings.models import Filing


def court_filing(attorney: Actor, case: Case) -> Filing:
    """Add an appeal to the Board, which files under the A-number."""
    filing = filing_actions.add_filing(attorney, case=case, form="EOIR-26")
    filing_actions.record_identifier(attorney, filing=filing, kind="a_number", number="A087654321")
    return Filing.objects.select_related("case", "key").get(pk=filing.pk)
