"""What somebody lacks who would take a case of the board, told without asking the case itself."""

from clinic.people.models import Membership
from clinic.tenancy.current import today
from staffing.models import Opportunity
from staffing.policy import taken_as
from staffing.queries.people import facts_of, terms_now
from staffing.rules import board as rules
from staffing.rules import ranking
from staffing.rules.ranking import Work


def lacking_for_interest(opportunity: Opportunity, seat: Membership) -> list[str]:
    """Return codes of what is missing or has run out, of `rules.OF_ONES_OWN`.

    Judged for the role and the matters that the board tells, with nothing else of the case at hand:
    what comes out can tell no more. Names, walls, licences and days wait for the offer.
    """
    told = rules.Summary.of(opportunity.summary)
    role = taken_as(opportunity.role, seat.roles)
    (one,) = facts_of([seat])
    terms, on = terms_now(), today()
    found = {
        code: None
        for matter in told.matters
        for code in ranking.judge(one.person, Work(None, matter, role), terms, on=on).against
        if code in rules.OF_ONES_OWN
    }
    return list(found)
