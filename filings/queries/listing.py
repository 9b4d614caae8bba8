"""The list of the clinic's deadlines: what it is narrowed to, and a page of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

from django.db.models import Q

from clinic.access.actor import Actor
from clinic.pages.paging import Page, page_of
from clinic.tenancy.current import today
from filings.models import Deadline
from filings.queries import standing
from filings.queries.deadlines import DeadlineRow, deadline_row
from filings.queries.team import attorneys_on

# In place of a seat: cases that nobody works on as attorney.
NOBODY = "none"
ANSWERED_BEFORE = 30


class Whose(Protocol):
    """`person`: a seat that works on the case, or NOBODY."""

    @property
    def mine(self) -> bool: ...
    @property
    def person(self) -> UUID | str | None: ...


@dataclass(frozen=True)
class DeadlineFilter:
    """What a list of deadlines is narrowed to. None of it says who anybody is."""

    status: str = Deadline.OPEN  # or "any"
    due: int | None = None  # the day that counts comes within so many days, or has passed
    overdue: bool | None = None  # the last day has passed, or has not
    opening: bool = False
    contested: bool = False
    jurisdictional: bool = False
    unacknowledged: bool = False
    on: date | None = None  # one of its days is this one
    rule: str = ""
    form: str = ""
    person: UUID | str | None = None  # a seat that works on the case, or NOBODY
    case: UUID | None = None
    mine: bool = False


def deadline_page(
    actor: Actor, wanted: DeadlineFilter, *, after: str | None = None
) -> Page[Deadline]:
    """Return a page of deadlines, soonest first; why each is on its day stays sealed."""
    rows = standing.listed(actor).filter(_narrowed(actor, wanted))
    return page_of(rows, order=("remind_by", "id"), after=after)


@dataclass(frozen=True)
class ListedDeadline:
    """One line of the list, with who works on its case as attorney."""

    row: DeadlineRow
    attorneys: list[str]

    @property
    def unanswered(self) -> bool:
        """Nobody has answered, and it is near enough that somebody should."""
        counts_to = self.row.deadline.remind_by
        if not self.row.is_open or self.row.deadline.acknowledged_at or counts_to is None:
            return False
        return (counts_to - today()).days <= ANSWERED_BEFORE


@dataclass(frozen=True)
class DeadlineList:
    rows: list[ListedDeadline]
    page: Page[Deadline]


def deadline_list(
    actor: Actor, wanted: DeadlineFilter, *, after: str | None = None
) -> DeadlineList:
    """Return a page of deadlines with whom to ask about each, in two statements."""
    page = deadline_page(actor, wanted, after=after)
    names = attorneys_on({row.case_id for row in page.rows})
    rows = [ListedDeadline(deadline_row(row), names.get(row.case_id, [])) for row in page.rows]
    return DeadlineList(rows, page)


def _narrowed(actor: Actor, wanted: DeadlineFilter) -> Q:
    now = today()
    found = Q() if wanted.status == "any" else Q(status=wanted.status)
    if wanted.due is not None:
        found &= Q(remind_by__lte=now + timedelta(days=wanted.due))
    if wanted.overdue is not None:
        late = standing.overdue_on(now)
        found &= late if wanted.overdue else ~late
    if wanted.opening:
        soon = now + timedelta(days=standing.OPENS_SOON)
        found &= standing.opening_by(soon, today=now)
    if wanted.contested:
        found &= standing.CONTESTED
    if wanted.jurisdictional:
        found &= Q(jurisdictional=True)
    if wanted.unacknowledged:
        found &= standing.UNACKNOWLEDGED
    if wanted.on is not None:
        found &= standing.on_day(wanted.on)
    if wanted.rule:
        found &= Q(rule=wanted.rule)
    if wanted.form:
        found &= Q(filing__form=wanted.form)
    if wanted.case is not None:
        found &= Q(case_id=wanted.case)
    return found & of_whom(actor, wanted)


def of_whom(actor: Actor, wanted: Whose) -> Q:
    """Narrow to the cases that somebody works on."""
    found = Q()
    if wanted.mine:
        found &= Q(standing.mine(actor))
    if wanted.person == NOBODY:
        found &= standing.nobodys()
    elif isinstance(wanted.person, UUID):
        found &= Q(standing.carried_by(wanted.person))
    return found
