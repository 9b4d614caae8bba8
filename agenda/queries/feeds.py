"""A person's calendar for other programs: whose link it is, and what it holds."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agenda import hooks
from agenda.hooks import FeedEntry
from agenda.models import Appointment, Feed, Task
from agenda.policy import visible_appointments, visible_tasks
from agenda.queries.appointments import goes_along
from agenda.rules import appointments as rules
from agenda.rules import tasks as task_rules
from cases.models import Assignment
from clinic.access.actor import Actor
from clinic.audit.models import DONE, AuditEntry
from clinic.tenancy.current import bind_link, day_of, today, token_hash
from clinic.tenancy.unscoped import unscoped

BEFORE, AHEAD = timedelta(days=30), timedelta(days=400)
MOST = 2000
# A reading is recorded once in this time, not at every look of a program.
READ_LASTS = timedelta(hours=1)
LONGEST = 200


def own_feed(actor: Actor) -> Feed | None:
    """Return the actor's link that stands."""
    return Feed.objects.filter(membership=actor.membership_id, revoked_at=None).first()


def seats_with_feed() -> frozenset[UUID]:
    """Return whose calendar has an address that stands; whose it is says nothing of a client."""
    return frozenset(Feed.objects.filter(revoked_at=None).values_list("membership_id", flat=True))


def feed_clinic(secret: str) -> UUID | None:
    """Return the clinic of a link that stands, found before any clinic is bound."""
    if len(secret) > LONGEST:
        return None
    digest = token_hash(secret)
    with bind_link(digest), transaction.atomic():
        found = unscoped(Feed).filter(token_hash=digest, revoked_at=None).first()
        return found.clinic_id if found else None


def feed_by_secret(secret: str) -> Feed | None:
    """Return the link with its seat, as long as the person works here."""
    rows = Feed.objects.select_related("membership__user").filter(
        token_hash=token_hash(secret), revoked_at=None, membership__ended_at=None,
        membership__user__is_active=True,
    )  # fmt: skip
    return rows.first()


def should_record_reading(feed: Feed) -> bool:
    recent = AuditEntry.objects.filter(
        verb="feed.read", target_id=feed.pk, outcome=DONE, at__gt=timezone.now() - READ_LASTS
    )
    return not recent.exists()


def feed_entries(actor: Actor) -> list[FeedEntry]:
    """Return what is the actor's own and in reach at this moment, the first days first.

    Own: of the cases the actor is assigned to, their tasks, where they go along. Walls, grants and
    roles are asked each time. Where it is too much the last days are cut, and it says so.
    """
    first, last = today() - BEFORE, today() + AHEAD
    found = [*_appointments(actor), *_tasks(actor)]
    for ask in hooks.feed_entries:
        found += ask(actor, first, last)
    found.sort(key=lambda entry: (_day(entry), entry.key))
    return found if len(found) <= MOST else [_cut(found[MOST - 1]), *found[:MOST]]


def _day(entry: FeedEntry) -> date:
    return day_of(entry.begins) if isinstance(entry.begins, datetime) else entry.begins


def _cut(last: FeedEntry) -> FeedEntry:
    """Say on today's day that there is more than the calendar holds, and after which day."""
    day = date_format(_day(last), "j M Y", use_l10n=False)
    title = _("Not everything is here: look in Alcove for what comes after %(day)s") % {"day": day}
    return FeedEntry("cut", title, today())


def _appointments(actor: Actor) -> Iterable[FeedEntry]:
    """Yield what is planned in the actor's own cases, and where they go along."""
    now = timezone.now()
    works = Assignment.objects.filter(
        case=OuterRef("case"), membership=actor.membership_id, ended_at=None
    )
    rows = visible_appointments(actor).filter(
        Q(Exists(works)) | goes_along(actor.membership_id),
        starts_at__range=(now - BEFORE, now + AHEAD),
    )
    for row in rows.select_related("case").order_by("starts_at", "id")[: MOST + 1]:
        yield _appointment(row)


def _appointment(row: Appointment) -> FeedEntry:
    return FeedEntry(
        key=f"appointment:{row.pk}",
        title=f"{row.case.number} · {rules.KINDS[row.kind]}",
        begins=row.starts_at,
        minutes=row.minutes,
        cancelled=row.state == rules.CANCELLED,
        sequence=row.version - 1,
        changed_at=row.changed_at,
    )


def _tasks(actor: Actor) -> Iterable[FeedEntry]:
    """Yield open tasks that are the actor's, on the day they are due."""
    rows = visible_tasks(actor).filter(
        assignee=actor.membership_id, state=task_rules.OPEN,
        due_on__range=(today() - BEFORE, today() + AHEAD),
    )  # fmt: skip
    for row in rows.select_related("case").order_by("due_on", "id")[: MOST + 1]:
        yield _task(row)


def _task(row: Task) -> FeedEntry:
    assert row.due_on is not None
    title = f"{row.case.number} · {task_rules.KINDS[row.kind]}"
    return FeedEntry(f"task:{row.pk}", title, row.due_on, sequence=row.version - 1)
