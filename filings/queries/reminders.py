"""Which reminders are due in the bound clinic, and to whom they go."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from cases.models import Assignment
from clinic.access.actor import Actor
from clinic.people.models import Membership
from filings.models import Deadline, Reminder
from filings.policy import visible_deadlines
from filings.rules.reminding import Rung, longest_rung, rung_of

ESCALATED = frozenset({"supervisor"})
# When nobody is assigned, whoever assigns must know.
UNASSIGNED = frozenset({"coordinator", "supervisor"})
# A clinic without them still hears of it; an administrator sees no case, but can act.
NEXT_BEST, LAST_RESORT = frozenset({"coordinator"}), frozenset({"administrator"})


def due_reminders(actor: Actor, day: date) -> list[Reminder]:
    """Return the reminders that stand on `day` and are not there yet, unsaved.

    Four statements a clinic whatever its size. People whose seat has ended are left out, and
    whoever came in their place gets the rung that stands.
    """
    standing = _standing(actor, day)
    if not standing:
        return []
    attorneys = _attorneys({deadline.case_id for deadline, _rung in standing})
    seats = _overseers()
    there = _there({deadline.pk for deadline, _rung in standing})
    found = []
    for deadline, rung in standing:
        for seat_id, escalated in _audience(rung, attorneys[deadline.case_id], seats):
            if (deadline.pk, rung.days, seat_id) not in there:
                found.append(
                    Reminder(
                        deadline=deadline, rung=rung.days, recipient_id=seat_id, escalated=escalated
                    )
                )
    return found


def _standing(actor: Actor, day: date) -> list[tuple[Deadline, Rung]]:
    rows = visible_deadlines(actor).filter(
        status=Deadline.OPEN, remind_by__lte=day + timedelta(days=longest_rung())
    )
    standing = []
    for row in rows.order_by("remind_by", "id"):
        assert row.remind_by is not None
        rung = rung_of(
            row.ladder,
            counted_to=row.remind_by,
            today=day,
            daily_after=row.outer is not None,
            acknowledged=row.acknowledged_at is not None,
        )
        if rung is not None:
            standing.append((row, rung))
    return standing


def _attorneys(case_ids: Iterable[UUID]) -> defaultdict[UUID, list[UUID]]:
    rows = Assignment.objects.filter(
        case_id__in=case_ids,
        role="attorney",
        ended_at=None,
        membership__ended_at=None,
        membership__roles__contains=["attorney"],
    ).order_by("id")
    found: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for case_id, seat_id in rows.values_list("case_id", "membership_id"):
        found[case_id].append(seat_id)
    return found


def _overseers() -> list[tuple[UUID, frozenset[str]]]:
    wanted = [*(UNASSIGNED | LAST_RESORT)]
    people = Membership.objects.filter(ended_at=None, is_system=False)
    rows = people.filter(roles__overlap=wanted).order_by("id")
    return [(seat_id, frozenset(roles)) for seat_id, roles in rows.values_list("pk", "roles")]


def _there(deadline_ids: Iterable[UUID]) -> set[tuple[UUID, int, UUID]]:
    rows = Reminder.objects.filter(deadline_id__in=deadline_ids, channel="mail")
    return set(rows.values_list("deadline_id", "rung", "recipient_id"))


def _audience(
    rung: Rung, attorneys: Sequence[UUID], seats: Sequence[tuple[UUID, frozenset[str]]]
) -> list[tuple[UUID, bool]]:
    """Return (seat, escalated) of everybody who must be asked on this rung, each once."""
    others: list[UUID] = []
    if rung.escalated or not attorneys:
        for wanted in (ESCALATED if attorneys else UNASSIGNED), NEXT_BEST, LAST_RESORT:
            others = [seat for seat, roles in seats if roles & wanted and seat not in attorneys]
            if others:
                break
    return [(seat, False) for seat in attorneys] + [(seat, True) for seat in others]
