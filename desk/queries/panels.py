"""What waits besides deadlines: intakes, conflict checks, cases."""

from datetime import date, timedelta

from django.db.models import Count, F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda.models import Appointment, Silence, Task
from agenda.queries import appointment_line, coming, my_tasks, silence_line, silences, stray_tasks
from agenda.rules.appointments import CANCELLED
from agenda.rules.tasks import KINDS
from cases.models import Case, TimedAccess
from cases.queries import my_cases, recent_on_own, to_review, unassigned
from cases.rules import MATTERS, STAGES
from clients.models import Client
from clients.policy import visible_clients, visible_intakes
from clients.queries import fallen_clients, status_label
from clients.rules.conflict import STATE_LABELS, ConflictState
from clinic.access.actor import Actor
from clinic.tenancy.current import clinic_url, today
from desk.queries.parts import Item, Panel, first_of, first_of_each
from desk.rules import GLASS_SHOWN, QUEUE, THIS_WEEK, TOO_LONG_UNASSIGNED


def intakes(actor: Actor) -> Panel:
    found = visible_intakes(actor).filter(status__in=QUEUE).values_list("status")
    counts = dict(found.annotate(number=Count("id")))
    url = clinic_url("clients:intakes")
    items = [
        Item(str(status_label(status)), url, badge=str(counts[status]), tone="info")
        for status in QUEUE
        if status in counts
    ]
    return Panel(
        code="intakes",
        heading=_("Intake queue"),
        empty=_("No intake is waiting. Start one when somebody calls."),
        items=items,
        number=len(items),
        first_url=clinic_url("clients:start"),
        first_label=_("Start an intake"),
    )


def fallen(actor: Actor) -> Panel:
    """Clients whose clearance no longer stands, the longest waiting first."""
    ordered = fallen_clients(actor).order_by(F("fell_at").asc(nulls_last=True), "id")
    items, number = first_of(ordered, _fallen_item)
    heading, empty = _("To check for conflicts again"), _("No clearance has fallen.")
    more = clinic_url("clients:rechecks") if actor.has("conflict.decide") else ""
    return Panel("rechecks", heading, empty, items, number=number, more_url=more)


def _fallen_item(client: Client) -> Item:
    days = (timezone.now() - client.fell_at).days if client.fell_at else 0
    return Item(
        client.code_name,
        clinic_url("clients:conflict", client.pk),
        badge=_days(days) if days else _("Since today") if client.fell_at else "",
        tone="warn",
    )


def undecided(actor: Actor) -> Panel:
    found = visible_clients(actor).filter(conflict_state=ConflictState.POSSIBLE.value)
    items, number = first_of(found.order_by("-id"), _undecided_item)
    heading, empty = _("Conflict checks under review"), _("No conflict check is under review.")
    return Panel("conflict_checks", heading, empty, items, number=number)


def _undecided_item(client: Client) -> Item:
    return Item(
        client.code_name,
        clinic_url("clients:conflict", client.pk),
        badge=_(STATE_LABELS[ConflictState(client.conflict_state)]),
        tone="warn",
    )


def without_attorney(actor: Actor) -> Panel:
    items, number = first_of(unassigned(actor), _unassigned_item)
    heading, empty = _("Without an attorney"), _("Every open case has an attorney.")
    return Panel("unassigned", heading, empty, items, number=number)


def _unassigned_item(case: Case) -> Item:
    days = (today() - case.opened_on).days
    return Item(
        case.number,
        clinic_url("cases:assign", case.pk),
        note=f"{MATTERS[case.matter]} · {case.client.code_name}",
        badge=_days(days),
        tone="warn" if days > TOO_LONG_UNASSIGNED else "quiet",
    )


def glass(actor: Actor) -> Panel:
    """Emergency access: for supervisors what nobody looked at, for attorneys what is theirs."""
    reviews = actor.has("glass.review")
    rows = to_review(actor) if reviews else recent_on_own(actor, GLASS_SHOWN)
    items, number = first_of(rows, _glass_item if reviews else _own_glass_item)
    more = clinic_url("cases:glass") if reviews else ""
    return Panel("glass", _("Emergency access taken"), "", items, number=number, more_url=more)


def _glass_item(access: TimedAccess) -> Item:
    return Item(
        access.membership.user.name,
        clinic_url("cases:review_glass", access.pk),
        note=access.case.number,
        badge=_("Look at it"),
        tone="danger",
    )


def _own_glass_item(access: TimedAccess) -> Item:
    url = clinic_url("cases:access", access.case_id)
    return Item(access.membership.user.name, url, note=access.case.number, tone="danger")


def too_long_unassigned(actor: Actor) -> str:
    since = today() - timedelta(days=TOO_LONG_UNASSIGNED)
    number = unassigned(actor).filter(opened_on__lt=since).count()
    return _("%(count)s for more than %(days)s days") % {
        "count": number, "days": TOO_LONG_UNASSIGNED
    }  # fmt: skip


def tasks(actor: Actor, *, others: bool) -> list[Panel]:
    """The actor's own tasks, and with `others` those that nobody does: they must not be lost."""
    lists = [(my_tasks(actor), _task_item)]
    if others:
        lists.append((stray_tasks(actor), _task_item))
    told = first_of_each(*lists, key=lambda row: (row.due_on or date.max, row.pk))
    heading, empty = _("Your tasks"), _("Nothing is given to you.")
    more = clinic_url("agenda:mine")
    items, number = told[0]
    panels = [Panel("tasks", heading, empty, items, number=number, more_url=more)]
    heading, empty = _("Tasks nobody does"), _("Every open task has somebody who does it.")
    more = clinic_url("agenda:stray")
    for items, number in told[1:]:
        panels.append(Panel("stray_tasks", heading, empty, items, number=number, more_url=more))
    return panels


def own_appointments(actor: Actor) -> Panel:
    """Where the actor goes along this week, and what somebody moved or cancelled, however far."""
    items, number = first_of(coming(actor, within=timedelta(days=THIS_WEEK)), _appointment_item)
    heading, empty = _("Where you go this week"), _("You go along to nothing this week.")
    more = clinic_url("desk:calendar")
    return Panel("appointments", heading, empty, items, number=number, more_url=more)


def _appointment_item(row: Appointment) -> Item:
    line = appointment_line(row)
    badge, tone = (line.accompaniment, line.accompaniment_tone)
    if row.state == CANCELLED:
        badge, tone = line.state, line.tone
    elif row.told:  # type: ignore[attr-defined]
        badge, tone = _("Moved"), "warn"
    elif row.accompaniment != "asked":
        badge = ""
    return Item(
        f"{line.kind} · {line.when}",
        clinic_url("agenda:appointment", row.pk),
        note=f"{row.case.number} · {row.case.client.code_name}",
        badge=badge,
        tone=tone,
    )


def silent(actor: Actor) -> Panel:
    """Those who took a case on and were not heard of, the longest silent first."""
    items, number = first_of(silences(actor), _silent_item)
    more = clinic_url("agenda:silences")
    return Panel("silent", _("Who is silent"), "", items, number=number, more_url=more)


def _silent_item(row: Silence) -> Item:
    line = silence_line(row)
    return Item(
        line.who,
        clinic_url("agenda:answer_silence", row.pk),
        note=f"{row.assignment.case.number} · {row.assignment.case.client.code_name}",
        badge=_days(line.days),
        tone="warn",
    )


def _task_item(task: Task) -> Item:
    return Item(
        task.what or str(KINDS[task.kind]),
        clinic_url("agenda:task", task.pk),
        note=f"{task.case.number} · {task.case.client.code_name}",
        day=task.due_on,
    )


def own_cases(actor: Actor) -> Panel:
    found = my_cases(actor).select_related("client").order_by("-id")
    items, number = first_of(found, _case_item)
    return Panel(
        code="my_cases",
        heading=_("My cases"),
        empty=_("No case is assigned to you. A coordinator or a supervisor assigns cases."),
        items=items,
        number=number,
        more_url=clinic_url("cases:list") + "?mine=on",
    )


def _case_item(case: Case) -> Item:
    stage = STAGES[case.stage]
    return Item(
        case.number,
        clinic_url("cases:case", case.pk),
        note=f"{MATTERS[case.matter]} · {case.client.code_name}",
        badge=stage.label,
        tone=stage.tone,
    )


def _days(number: int) -> str:
    return ngettext("%(days)s day", "%(days)s days", number) % {"days": number}
