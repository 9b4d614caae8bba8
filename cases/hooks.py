"""What upper rooms register at start-up, in `AppConfig.ready`: a case never looks up at them.

    from cases import hooks
    hooks.close_blockers.append(open_deadlines_of)

Each function is called once per page, whatever the number of rows.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clinic.access.actor import Actor
from clinic.access.roles import ROLE_NAMES


@dataclass(frozen=True)
class Blocker:
    """Why something cannot be done yet, and the page where it can be put right."""

    text: str
    url: str = ""
    label: str = ""


@dataclass(frozen=True)
class NextStep:
    """A step that waits on a case: what, where, and until when.

    `agency`: the day binds an agency; it is asked for, and nothing of ours is overdue.
    """

    title: str
    url: str
    day: date | None = None
    note: str = ""
    agency: bool = False


@dataclass(frozen=True)
class StepRows:
    """Next steps whose rows are read in one statement with those of the other rooms.

    `rows`: (actor, case) -> rows annotated with `step_text` and `step_day`; nothing: not asked.
    `step`: (id, text, day) -> the step; nothing, where the row says that there is none.
    """

    rows: Callable[[Actor, Any], Any]
    step: Callable[[UUID, str, date | None], NextStep | None]


@dataclass(frozen=True)
class EntryRows:
    """A kind of what upper rooms put on a case's timeline.

    `rows`: (actor, case) -> what the actor may read, annotated with `entry`, the time-ordered id
    it stands under. What is left out leaves no gap, since pages are cut by ids.
    `told`: (actor, ids) -> those of it, as `cases.queries.timeline.Event`, in any order.
    """

    rows: Callable[[Actor, Any], Any]
    told: Callable[[Actor, Sequence[UUID]], Sequence[Any]]


@dataclass(frozen=True)
class DueDay:
    """The next open date of a case, ours or an agency's."""

    day: date
    agency: bool = False


@dataclass(frozen=True)
class Against:
    """Something that stands against giving somebody a case.

    `level`: "firm" is never overridden, "look" only by a supervisor with a reason, "note" is said.
    `url`, `label`: the page where it is put right, for who may.
    """

    code: str
    text: Promise
    level: str
    url: str = ""
    label: Promise | str = ""


@dataclass(frozen=True)
class Suggestion:
    """Somebody for a case: every reason, and everything against it; no opposing fact, no name.

    `place`, `wishes`: where they work, and what they want whoever gives them cases to know, for who
    may read their profile, which is at `url`.
    """

    membership: Any
    role: str
    load: int
    capacity: int | None
    reasons: Sequence[tuple[str, Promise]]
    against: Sequence[Against]
    score: int
    place: str = ""
    wishes: str = ""
    url: str = ""

    @property
    def may(self) -> bool:
        return not self.firm and not self.look

    @property
    def firm(self) -> bool:
        return any(one.level == "firm" for one in self.against)

    @property
    def look(self) -> bool:
        return any(one.level == "look" for one in self.against)

    @property
    def role_name(self) -> Promise:
        return ROLE_NAMES[self.role]


@dataclass(frozen=True)
class Hanging:
    """Something on a case that hangs on one person, in words the reader may read.

    `fate`: one of `cases.rules.handing.FATES`; `key` is how a form speaks of it; `moment` says a
    day with its hour where the day alone is not enough.
    """

    kind: str
    pk: UUID
    text: str
    fate: str
    url: str = ""
    day: date | None = None
    note: str = ""
    moment: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.pk}"


@dataclass(frozen=True)
class Hangs:
    """A kind of what hangs on people.

    `of`: (actor, case, member) -> all of it, in words that tell the actor no more than they may
    read. `settle`: (actor, handover, takers) -> in the transaction of the handover, with the case
    locked: what moves goes to `takers[pk]`, the rest to the successor, or ends.
    `left`: (cases) -> what hangs on somebody who does not stand in the case any more, over the
    given cases and not filtered by reader, as `cases.policy.count_left` gives it.
    """

    code: str
    of: Callable[[Actor, Any, Any], Sequence[Hanging]]
    settle: Callable[[Actor, Any, Mapping[UUID, Any]], None] | None = None
    left: Callable[[Any], Sequence[Any]] | None = None


# hanging: every room's kinds of what hangs on a person, in the order of the page.
hanging: list[Hangs] = []

# assign_gates: (actor, case, member, role, reason) -> nothing, or what to do with the assignment,
# or the access for a time, once it is there. Each refuses (Blocked) whoever may not take the case,
# in the transaction that gives it, whichever page or program asked for it.
assign_gates: list[Callable[[Actor, Any, Any, str, str], Callable[[Any], None] | None]] = []

# opposed: (case, member) -> whether a name of this person resembles one on the other side. Nobody
# takes such a case, not even in an emergency.
opposed: list[Callable[[Any, Any], bool]] = []

# beyond: (actor, case, member) -> whether this person may not do all of the case by themselves,
# which whoever looks at an emergency is told.
beyond: list[Callable[[Actor, Any, Any], bool]] = []

# short_of: (actor) -> assignments on open cases in reach whose holder may not do all of the case,
# with no attorney of the clinic beside them.
short_of: list[Callable[[Actor], Any]] = []

# short_without: (case) -> the names of those of them who would be short of it without an attorney.
short_without: list[Callable[[Any], list[str]]] = []

# move_gates: (matter, stage) -> nothing; each refuses (Blocked) to move a matter on that may not go
# on yet, in the transaction of the move, however it was asked for.
move_gates: list[Callable[[Any, str], None]] = []

# suggesters: (actor, case) -> who could take it, best first.
suggesters: list[Callable[[Actor, Any], list[Suggestion]]] = []

# close_blockers: (case) -> what keeps it open. Not filtered by reader: it blocks for everybody.
close_blockers: list[Callable[[Any], Iterable[Blocker]]] = []

# kept_clients: () -> queryset of the ids of clients of whom nothing may be destroyed now, because a
# hold stands on them or a demand is open; see `cases.queries.kept`.
kept_clients: list[Callable[[], Any]] = []

# after_closing: (actor, case) -> what upper rooms do with a case that is being closed, in the
# transaction of its closing, with the case locked.
after_closing: list[Callable[[Actor, Any], None]] = []

# after_leaving: (membership, case ids or None for all) -> nothing; what upper rooms end when
# somebody has no role on a case any more, in the transaction that takes it.
after_leaving: list[Callable[[Any, Sequence[UUID] | None], None]] = []

# next_steps: (actor, case) -> what the actor sees under "Next steps", soonest first.
next_steps: list[Callable[[Actor, Any], Iterable[NextStep]]] = []

# step_rows: next steps that need no more than a row's id, one text and one day.
step_rows: list["StepRows"] = []

# next_deadlines: (case ids) -> the next open date of each case that has one; one SQL statement.
next_deadlines: list[Callable[[Sequence[UUID]], Mapping[UUID, DueDay]]] = []

# cases_due_by: (day) -> queryset of the ids of cases with an open date on or before that day.
cases_due_by: list[Callable[[date], Any]] = []

# cases_overdue: () -> queryset of the ids of cases with an open date whose last day has passed.
cases_overdue: list[Callable[[], Any]] = []

# entries: what upper rooms put on a case's timeline beside notes and acts.
entries: list["EntryRows"] = []

# task_makers: (actor, case, words, days) -> nothing; puts a usual task of a matter among the tasks
# of its case, due so many days from now.
task_makers: list[Callable[[Actor, Any, str, int], None]] = []

# Audit verbs that a case's timeline tells, with their words. Nothing that only some of the
# people on a case may know may stand here: a note shows itself, its verb does not.
events: dict[str, Promise] = {
    "case.opened": _("Case opened"),
    "case.assigned": _("Assigned"),
    "assignment.ended": _("Assignment ended"),
    "case.handed_over": _("Handed over to somebody else"),
    "handover.read": _("Read what was handed over"),
    "case.moved": _("Stage changed"),
    "case.closed": _("Case closed"),
    "case.reopened": _("Case reopened"),
    "matter.added": _("Matter added"),
    "matter.moved": _("Stage of a matter changed"),
    "matter.asked": _("Stage of a matter asked for"),
    "matter.approved": _("Stage of a matter approved"),
    "matter.declined": _("Stage of a matter declined"),
    "matter.waived": _("A requirement waived"),
    "matter.ended": _("Said how a matter ended"),
    "benefit.added": _("Recorded what the case brought"),
    "benefit.changed": _("What the case brought was changed"),
    "benefit.removed": _("Taken out what was recorded by mistake as brought by the case"),
    "access.given": _("Somebody let in for a time"),
    "access.ended": _("Access for a time ended"),
    "glass.broken": _("Emergency access taken"),
    "glass.reviewed": _("Emergency access looked at"),
}

# What a reader needs beside the case to be told of an act: verb -> capability.
event_needs: dict[str, str] = {}

# tellers: verb -> the detail of such an entry in words, or nothing.
tellers: dict[str, Callable[[Mapping[str, Any]], str]] = {}

# looked: model -> the path to a row with a case, from a row that has none itself. Who opens either
# by its id, by page or by program, looked at that case.
looked: dict[type, str] = {}

# Audit verbs of reading, shown under "Who looked".
reads: dict[str, Promise] = {
    "case.viewed": _("Looked at the case"),
    "identity.revealed": _("Showed the client's name"),
    "contact.revealed": _("Showed how to reach the client"),
    "parties.revealed": _("Showed the names of other people"),
    "answers.revealed": _("Showed intake answers"),
}

# What a reader needs beside the case to be told of such a look: verb -> capability.
read_needs: dict[str, str] = {}

# reads_of: verb -> (actor, case) -> what the actor may read of a kind that has a privilege of its
# own. A look at anything else of that kind is not told to this actor.
reads_of: dict[str, Callable[[Actor, Any], Any]] = {}

# disclosed: kind of a record ("packets.packet") -> (ids) -> what each of them is, in words that
# tell nothing of what it says: the log of a demand is read by the other side.
disclosed: dict[str, Callable[[Collection[UUID]], Mapping[UUID, str]]] = {}
