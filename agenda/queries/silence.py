"""Who is silent: what the scan finds, and what waits for a coordinator."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from agenda import hooks
from agenda.models import Silence, SilenceDays, StatusAsk
from agenda.policy import visible_silences
from agenda.queries.status import asked_for_help, without_answer
from agenda.rules import silence as rules
from cases.models import Assignment
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.access.roles import ROLE_NAMES
from clinic.audit.models import DONE, AuditEntry
from clinic.tenancy.current import begin_of, day_of, today


@dataclass(frozen=True)
class SilenceLine:
    silence: Silence
    who: str
    role: Any
    days: int
    reason: Any
    answer: Any


def silence_days() -> int:
    found = SilenceDays.objects.values_list("days", flat=True).first()
    return found if found is not None else rules.DAYS


def _heard() -> Any:
    """Return the last thing the person of an assignment did on its case, a look too.

    What the record holds is every sign there is: notes, hours, tasks, filings, documents, looks.
    What was done from the client's pages, a call, a screening, names no case: it counts for each.
    """
    acts = AuditEntry.objects.filter(actor_id=OuterRef("membership_id"), outcome=DONE)
    signs = [
        Subquery(rows.order_by("-id").values("at")[:1], output_field=DateTimeField())
        for rows in (
            acts.filter(case_id=OuterRef("case_id")),
            acts.filter(case_id=None, client_id=OuterRef("case__client_id")),
        )
    ]
    return Greatest(*(Coalesce(sign, "assigned_at") for sign in signs), "assigned_at")


def _standing() -> Any:
    rows = Assignment.objects.filter(
        ended_at=None, membership__ended_at=None, membership__is_system=False,
        case__closed_on=None, case__erased_at=None,
    )  # fmt: skip
    return rows.annotate(heard_at=_heard())


def _away() -> set[UUID]:
    return {pk for ask in hooks.away_now for pk in ask()}


def newly_silent() -> Iterator[tuple[Assignment, datetime, str]]:
    """Yield assignments that belong in the queue and are not there, the last sign, and why.

    Whoever is away is left alone, and whoever a coordinator spoke with until the day they said; an
    answer of the person that came after that counts anew. Days are counted, not hours: the minute
    in which somebody is noted must not tell that of a note which few may read.
    """
    now = timezone.now()
    before = begin_of(today() - timedelta(days=silence_days() - 1))
    asked, unanswered, away = asked_for_help(), without_answer(now), _away()
    open_now = Silence.objects.filter(assignment=OuterRef("pk"), ended_at=None)
    spoken = Silence.objects.filter(assignment=OuterRef("pk"), answer=rules.WELL)
    looked = Subquery(spoken.order_by("-answered_at").values("answered_at")[:1])
    again = Subquery(spoken.order_by("-answered_at").values("look_again_on")[:1])
    rows = _standing().filter(~Exists(open_now)).annotate(looked=looked, again=again)
    for row in rows.select_related("case").order_by("id"):
        said = asked.get(row.membership_id)
        if said is not None and _is_about(said, row):
            yield row, row.heard_at, said.answer
        elif row.membership_id in away or (row.again is not None and row.again > today()):
            continue
        elif row.membership_id in unanswered:
            yield row, row.heard_at, rules.NO_ANSWER
        elif row.heard_at < before:
            yield row, row.heard_at, rules.NO_SIGN


def _is_about(said: StatusAsk, row: Any) -> bool:
    """Tell whether an answer came while the person had this case, and after it was looked into."""
    assert said.answered_at is not None
    return bool(said.answered_at > max(row.assigned_at, row.looked or row.assigned_at))


def heard_again() -> list[Silence]:
    """Return what is in the queue and need not be: a sign came, or the assignment is over.

    Whoever asked for somebody stays until a coordinator has answered; a link without an answer is
    made up for by an answer.
    """
    now = timezone.now()
    standing = _standing().filter(pk=OuterRef("assignment"))
    still = standing.filter(heard_at__lte=OuterRef("heard_at"))
    stays = Q(Exists(still), reason=rules.NO_SIGN)
    stays |= Q(Exists(standing), reason__in=(rules.HELP, rules.HAND_OVER))
    late = Q(assignment__membership__in=without_answer(now))
    stays |= Q(Exists(standing), reason=rules.NO_ANSWER) & late
    rows = Silence.objects.filter(~stays, ended_at=None)
    return list(rows.select_related("assignment__case").order_by("id"))


def silences(actor: Actor) -> QuerySet[Silence]:
    """Return the queue of the actor's cases, the longest silent first."""
    return _with_people(visible_silences(actor).filter(ended_at=None)).order_by("heard_at", "id")


def _with_people(rows: QuerySet[Silence]) -> QuerySet[Silence]:
    return rows.select_related("assignment__case__client__key", "assignment__membership__user")


def silence_of(actor: Actor, pk: Any) -> Silence:
    found = _with_people(visible_silences(actor)).filter(pk=pk).first()
    if found is None:
        raise NotVisible("silence")
    return found


def silence_line(row: Silence) -> SilenceLine:
    return SilenceLine(
        row,
        row.assignment.membership.user.name,
        ROLE_NAMES[row.assignment.role],
        (today() - day_of(row.heard_at)).days,
        rules.REASONS[row.reason],
        rules.ANSWERS.get(row.answer, ""),
    )
