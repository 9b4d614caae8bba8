"""Put one's own reminder aside for some days, with a reason; wake it."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.pages.dates import short_date
from clinic.tenancy.current import today
from filings.actions.asking_anew import ask_anew
from filings.actions.locking import locked_deadline
from filings.models import Deadline, Reminder, Snooze
from filings.queries.away import latest_snooze, standing_rung


@action("deadline.snoozed")
def snooze_deadline(
    actor: Actor, *, deadline: Deadline, until: date, reason: str, version: int | None = None
) -> Snooze:
    """Put aside what one was asked oneself; others are asked as before, and no rung is lost.

    A scan at the same moment decides by the rung that stands then, so it makes no difference which
    of the two is first.
    """
    require(actor, "deadline.snooze", deadline)
    deadline = locked_deadline(deadline, version)
    last = latest_snooze(deadline)
    if last is None:
        raise Blocked(
            _("This reminder cannot wait: the next one comes too soon, or it is the last day."),
            code="cannot_wait",
            target=deadline,
        )
    if not today() < until <= last:
        raise Blocked(
            _("Choose a day after today and no later than %(day)s.") % {"day": short_date(last)},
            code="day_out_of_range",
            target=deadline,
        )
    if not reason.strip():
        raise Blocked(_("Say why it can wait."), code="no_reason", target=deadline)
    assert actor.membership is not None  # no service holds deadline.snooze
    assert deadline.remind_by is not None
    mine = Snooze.objects.filter(deadline=deadline, by=actor.membership, ended_at=None)
    mine.update(ended_at=timezone.now())
    snooze = Snooze(
        case_id=deadline.case_id, deadline=deadline, key=deadline.key, by=actor.membership,
        rung=standing_rung(deadline), counted_to=deadline.remind_by, until=until,
        reason=reason.strip(),
    )  # fmt: skip
    snooze.save(force_insert=True)
    _inbox(snooze).update(current=False)
    record(actor, "deadline.snoozed", deadline, detail={"until": until.isoformat()})
    return snooze


@action("snooze.ended")
def end_snooze(actor: Actor, *, snooze: Snooze) -> Snooze:
    """Wake a reminder before its day; it stands in the inbox again as new."""
    require(actor, "deadline.snooze", snooze)
    locked = Snooze.objects.select_for_update(of=("self",)).get(pk=snooze.pk)
    if locked.ended_at is not None:
        raise Blocked(_("It is awake already."), code="ended_already", target=snooze)
    locked.ended_at = timezone.now()
    locked.save(update_fields=["ended_at"])
    newer = Reminder.objects.filter(
        deadline=locked.deadline_id, recipient=locked.by_id, channel=Reminder.INBOX, current=True
    )
    if not newer.exists():
        _inbox(locked).update(current=True, unread=True)
        deadline = Deadline.objects.get(pk=locked.deadline_id)
        if deadline.status == Deadline.OPEN:
            ask_anew(deadline, seat=locked.by_id)
    record(actor, "snooze.ended", locked)
    return locked


def _inbox(snooze: Snooze) -> QuerySet[Reminder]:
    """Only the rung that was put aside: a nearer one that comes just now stays."""
    return Reminder.objects.filter(
        deadline=snooze.deadline_id, recipient=snooze.by_id, channel=Reminder.INBOX,
        rung=snooze.rung, counted_to=snooze.counted_to,
    )  # fmt: skip
