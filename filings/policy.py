"""Who may see filings, notices and deadlines: whoever reaches the case reaches them."""

from typing import Any

from django.db.models import QuerySet

from cases.policy import in_reach, visible_cases
from clinic.access.actor import Actor
from clinic.access.policy import policy_of
from filings.models import (
    Agency,
    AgencyRequest,
    Appearance,
    Deadline,
    DeadlineProposal,
    FamilyMember,
    Filing,
    FilingMove,
    JurisdictionPack,
    Leave,
    Notice,
    Reading,
    Reminder,
    ReminderWishes,
    Snooze,
)

REMINDERS = "reminders"
READER = "reader"
# Gives back, after a leave, what was lent for it.
COVERS = "covers"


def visible_filings(actor: Actor) -> QuerySet[Filing]:
    if not actor.has("filing.view"):
        return Filing.objects.none()
    return Filing.objects.filter(in_reach(actor))


def visible_notices(actor: Actor) -> QuerySet[Notice]:
    if not actor.has("filing.view"):
        return Notice.objects.none()
    return Notice.objects.filter(in_reach(actor))


def visible_moves(actor: Actor) -> QuerySet[FilingMove]:
    if not actor.has("filing.view"):
        return FilingMove.objects.none()
    return FilingMove.objects.filter(in_reach(actor))


def visible_deadlines(actor: Actor) -> QuerySet[Deadline]:
    """Return the deadlines of the cases the actor reaches; the reminders see the whole clinic's."""
    if actor.kind == REMINDERS and actor.has("deadline.view"):
        return Deadline.objects.all()
    if not actor.has("deadline.view"):
        return Deadline.objects.none()
    return Deadline.objects.filter(in_reach(actor))


def visible_family(actor: Actor) -> QuerySet[FamilyMember]:
    if not actor.has("family.view"):
        return FamilyMember.objects.none()
    return FamilyMember.objects.filter(in_reach(actor))


def visible_reminders(actor: Actor) -> QuerySet[Reminder]:
    """Return the actor's own inbox: what it is about must still be theirs to see."""
    if not actor.has("deadline.view"):
        return Reminder.objects.none()
    return Reminder.objects.filter(
        in_reach(actor, "deadline__case"),
        recipient=actor.membership,
        channel=Reminder.INBOX,
    )


def visible_requests(actor: Actor) -> QuerySet[AgencyRequest]:
    """Return what was asked of agencies in the cases the actor reaches."""
    if not actor.has("filing.view"):
        return AgencyRequest.objects.none()
    return AgencyRequest.objects.filter(in_reach(actor))


def visible_appearances(actor: Actor) -> QuerySet[Appearance]:
    if not actor.has("filing.view"):
        return Appearance.objects.none()
    return Appearance.objects.filter(in_reach(actor))


def visible_agencies(actor: Actor) -> QuerySet[Agency]:
    """Return the directory: it names nobody whom the clinic serves."""
    return Agency.objects.all() if actor.has("agency.view") else Agency.objects.none()


@policy_of(Agency)
def agency_policy(actor: Actor, capability: str, agency: Agency) -> bool:
    return visible_agencies(actor).filter(pk=agency.pk).exists()


def visible_proposals(actor: Actor) -> QuerySet[DeadlineProposal]:
    """Return what is proposed about the deadlines the actor sees."""
    if not actor.has("deadline.view"):
        return DeadlineProposal.objects.none()
    return DeadlineProposal.objects.filter(in_reach(actor))


@policy_of(DeadlineProposal)
def proposal_policy(actor: Actor, capability: str, proposal: DeadlineProposal) -> bool:
    return visible_proposals(actor).filter(pk=proposal.pk).exists()


def visible_snoozes(actor: Actor) -> QuerySet[Snooze]:
    """Return what anybody put aside, of the deadlines the actor sees: it is no secret who did."""
    return Snooze.objects.filter(ended_at=None, deadline__in=visible_deadlines(actor).values("pk"))


def visible_leaves(actor: Actor) -> QuerySet[Leave]:
    """Return one's own leaves; who decides what a cover is given sees everybody's."""
    if actor.has("leave.decide"):
        return Leave.objects.all()
    return Leave.objects.filter(membership=actor.membership)


@policy_of(AgencyRequest, Appearance, FamilyMember, Filing, FilingMove, Notice)
def row_policy(actor: Actor, capability: str, row: Any) -> bool:
    return visible_cases(actor).filter(pk=row.case_id).exists()


def visible_readings(actor: Actor) -> QuerySet[Reading]:
    """Return the letters of the cases the actor reaches; the reader sees the clinic's."""
    if actor.kind == READER and actor.has("notice.read"):
        return Reading.objects.all()
    if not actor.has("filing.view"):
        return Reading.objects.none()
    return Reading.objects.filter(in_reach(actor))


@policy_of(Reading)
def reading_policy(actor: Actor, capability: str, reading: Reading) -> bool:
    return visible_readings(actor).filter(pk=reading.pk).exists()


@policy_of(Deadline)
def deadline_policy(actor: Actor, capability: str, deadline: Deadline) -> bool:
    return visible_deadlines(actor).filter(pk=deadline.pk).exists()


@policy_of(Reminder)
def reminder_policy(actor: Actor, capability: str, reminder: Reminder) -> bool:
    return visible_reminders(actor).filter(pk=reminder.pk).exists()


@policy_of(ReminderWishes)
def wishes_policy(actor: Actor, capability: str, wishes: ReminderWishes) -> bool:
    """Nobody says for somebody else how they are asked: that would silence them."""
    return wishes.membership_id == actor.membership_id


@policy_of(Snooze)
def snooze_policy(actor: Actor, capability: str, snooze: Snooze) -> bool:
    """One's own; and whoever supervises may wake anybody's, for that silences nobody."""
    own = snooze.by_id == actor.membership_id or actor.has("leave.decide")
    return own and visible_snoozes(actor).filter(pk=snooze.pk).exists()


@policy_of(Leave)
def leave_policy(actor: Actor, capability: str, leave: Leave) -> bool:
    if capability == "reminder.own":
        return leave.membership_id == actor.membership_id
    return visible_leaves(actor).filter(pk=leave.pk).exists()


def visible_packs(actor: Actor) -> QuerySet[JurisdictionPack]:
    if not actor.has("pack.manage"):
        return JurisdictionPack.objects.none()
    return JurisdictionPack.objects.all()


@policy_of(JurisdictionPack)
def pack_policy(actor: Actor, capability: str, pack: JurisdictionPack) -> bool:
    return visible_packs(actor).filter(pk=pack.pk).exists()
