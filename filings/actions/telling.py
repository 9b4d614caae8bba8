"""Write a line into a deadline's history; call it inside the action that does what it tells."""

from dataclasses import dataclass
from datetime import date

from clinic.access.actor import Actor
from filings.models import Deadline, DeadlineEvent


@dataclass(frozen=True)
class Dates:
    """The two days of a deadline that people plan by, as they stand at one moment."""

    outer: date | None
    target: date | None

    @classmethod
    def of(cls, deadline: Deadline) -> "Dates":
        return cls(deadline.outer, deadline.target)


def line(
    actor: Actor,
    deadline: Deadline,
    code: str,
    *,
    reason: str = "",
    was: Dates | None = None,
    to: Dates | None = None,
) -> DeadlineEvent:
    """Return a line that is not saved yet.

    :param was: the dates before; left out, they are what they are now
    :param to: the dates after; left out, they are what they are now
    """
    now = Dates.of(deadline)
    before, after = was or now, to or now
    return DeadlineEvent(
        case_id=deadline.case_id,
        deadline=deadline,
        key=deadline.key,
        code=code,
        by=actor.membership,
        reason=reason.strip(),
        outer_was=before.outer,
        outer_is=after.outer,
        target_was=before.target,
        target_is=after.target,
    )


def tell(
    actor: Actor,
    deadline: Deadline,
    code: str,
    *,
    reason: str = "",
    was: Dates | None = None,
    to: Dates | None = None,
) -> DeadlineEvent:
    """Keep a line: nothing about a deadline happens without one."""
    told = line(actor, deadline, code, reason=reason, was=was, to=to)
    told.save(force_insert=True)
    return told
