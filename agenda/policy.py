"""Who may see and do what in this room. Walls and grants are those of cases and clients."""

from django.db.models import Q, QuerySet

from agenda.models import Appointment, Contact, Feed, HourEntry, Silence, Task, Timer
from agenda.rules.tasks import OPEN
from cases.policy import in_reach, no_longer_stands, visible_cases
from cases.rules import PRIVILEGES, readable
from clients.policy import outside_walls, visible_clients
from clinic.access.actor import Actor
from clinic.access.policy import policy_of


def visible_contacts(actor: Actor) -> QuerySet[Contact]:
    """Return contacts in cases and of clients the actor reaches, whose privilege they may read.

    What is left out leaves no trace: no list, count, page or timeline is numbered by it.
    """
    if not actor.has("contact.view"):
        return Contact.objects.none()
    return Contact.objects.filter(reached(actor), privilege__in=readable(actor.capabilities))


def reached(actor: Actor) -> Q:
    """Return what lies in a case the actor reaches, or in none, of a client the actor reaches."""
    if actor.case_id is not None:
        return in_reach(actor)
    return in_reach(actor) | Q(case=None, client__in=visible_clients(actor).values("pk"))


@policy_of(Contact)
def contact_policy(actor: Actor, capability: str, contact: Contact) -> bool:
    """Read by whom its privilege lets; corrected by who wrote it, or who reaches every case."""
    if not actor.has(PRIVILEGES[contact.privilege].capability):
        return False
    if not visible_contacts(actor).filter(pk=contact.pk).exists():
        return False
    if capability == "contact.view":
        return True
    return contact.recorded_by_id == actor.membership_id or actor.has("case.reach_all")


def visible_tasks(actor: Actor) -> QuerySet[Task]:
    if not actor.has("task.view"):
        return Task.objects.none()
    return Task.objects.filter(in_reach(actor))


def open_without_anybody() -> Q:
    """Return open tasks nobody does: given to nobody, or to somebody who reaches the case no more.

    Taken off the case, gone from the clinic, or behind a wall.
    """
    return Q(state=OPEN) & (Q(assignee=None) | no_longer_stands("case", "assignee"))


@policy_of(Task)
def task_policy(actor: Actor, capability: str, task: Task) -> bool:
    return visible_cases(actor).filter(pk=task.case_id).exists()


def visible_appointments(actor: Actor) -> QuerySet[Appointment]:
    if not actor.has("appointment.view"):
        return Appointment.objects.none()
    return Appointment.objects.filter(in_reach(actor))


@policy_of(Appointment)
def appointment_policy(actor: Actor, capability: str, appointment: Appointment) -> bool:
    return visible_cases(actor).filter(pk=appointment.case_id).exists()


@policy_of(Feed)
def feed_policy(actor: Actor, capability: str, feed: Feed) -> bool:
    """Whose calendar it is, and nobody else."""
    return actor.membership_id is not None and feed.membership_id == actor.membership_id


def visible_hours(actor: Actor) -> QuerySet[HourEntry]:
    """Return the hours in cases the actor reaches; lists and every sum over people start here."""
    if not actor.has("hours.view"):
        return HourEntry.objects.none()
    return HourEntry.objects.filter(in_reach(actor))


def own_hours(actor: Actor) -> QuerySet[HourEntry]:
    """Return the actor's own hours, also in cases no longer reached, but for those behind a wall.

    A program that is held to some cases is told of those alone.
    """
    if not actor.has("hours.view") or actor.membership_id is None:
        return HourEntry.objects.none()
    rows = HourEntry.objects.filter(person=actor.membership_id)
    if actor.case_ids is not None:
        return rows.filter(in_reach(actor))
    return outside_walls(actor, rows, "case__client_id")


@policy_of(HourEntry)
def hours_policy(actor: Actor, capability: str, entry: HourEntry) -> bool:
    """Read by whom the case is open to; changed by whose hours they are, and nobody else."""
    if capability == "hours.log" and entry.person_id != actor.membership_id:
        return False
    return visible_hours(actor).filter(pk=entry.pk).exists()


def own_timers(actor: Actor) -> QuerySet[Timer]:
    if not actor.has("hours.log") or actor.membership_id is None:
        return Timer.objects.none()
    rows = Timer.objects.filter(person=actor.membership_id)
    return rows.filter(in_reach(actor))


@policy_of(Timer)
def timer_policy(actor: Actor, capability: str, timer: Timer) -> bool:
    return own_timers(actor).filter(pk=timer.pk).exists()


def visible_silences(actor: Actor) -> QuerySet[Silence]:
    """Return who was found silent on cases the actor reaches, for those who give cases."""
    if not actor.has("case.assign"):
        return Silence.objects.none()
    return Silence.objects.filter(in_reach(actor, "assignment__case"))


@policy_of(Silence)
def silence_policy(actor: Actor, capability: str, silence: Silence) -> bool:
    return visible_silences(actor).filter(pk=silence.pk).exists()
