"""What a packet holds for whoever took a case over, beside what every packet of it holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.utils.translation import gettext as _

from agenda.queries import (
    appointment_line,
    appointments_of_case,
    contact_line,
    contacts_of_case,
    task_lines,
    tasks_of_case,
)
from cases.models import Case, Handover
from cases.queries import MatterShown, benefits_of, ends_of, handover_notes, matters_of
from cases.rules import packed
from cases.rules.matters import OPEN, STATES
from clinic.access.actor import Actor
from clinic.access.roles import ROLE_NAMES
from clinic.pages.dates import short_date
from clinic.pages.templatetags.alcove import local_time
from documents.queries import documents_of_case, lines_of, originals_held
from engagement.policy import visible_emergencies, visible_letters
from engagement.queries import letter_line, sections_of
from engagement.rules import ENGAGING, SIGNED
from packets.queries.pieces import Piece, paragraphs, piece

ENGAGEMENT = "engagement"
SCOPE = ("scope", "exclusions", "limited")
MOST_CONTACTS = 10


@dataclass(frozen=True)
class Todo:
    what: Piece
    day: date | None
    who: str
    is_own: bool


@dataclass(frozen=True)
class Handed:
    """In the order of the packet; what the reader's roles do not open is empty."""

    leaver: str
    role: str
    last_day: date
    made_at: str
    # Heading, and what the signed letter says of the scope.
    engagement: list[tuple[str, list[Piece]]]
    # Matter, stage, what is missing on it.
    matters: list[tuple[str, str, list[str]]]
    outcomes: list[str]
    contacts: list[tuple[str, list[Piece]]]
    tasks: list[Todo]
    hearings: list[tuple[str, str, Piece, str]]
    documents: list[tuple[str, Piece, str]]
    # What it is, where it lies, since when, who took it in.
    originals: list[tuple[Piece, Piece, str, str]]
    # When it was written, and what: open questions of whoever left.
    left: list[tuple[str, list[Piece]]]


def handed(actor: Actor, case: Case, handover: Handover) -> Handed:
    """Compose it for its reader: every part from the query that the reader's own pages use."""
    matters = matters_of(actor, case)
    documents = documents_of_case(actor, case) if actor.has("document.view") else []
    index = [line for line in lines_of(actor, documents) if line.document.privilege in packed()]
    agreed = [line for line in index if line.document.kind == ENGAGEMENT]
    notes = [note for note in handover_notes(actor, handover) if note.privilege in packed()]
    return Handed(
        leaver=handover.leaver.user.name,
        role=str(ROLE_NAMES[handover.role]),
        last_day=handover.last_day,
        made_at=local_time(handover.made_at),
        engagement=_engagement(
            actor, case, matters, [line.document.title or "" for line in agreed]
        ),
        matters=[_matter(one) for one in matters],
        outcomes=_outcomes(actor, case),
        contacts=_contacts(actor, case),
        tasks=_tasks(actor, case),
        hearings=_hearings(actor, case),
        documents=[
            (str(line.kind), piece(line.document.title or ""), str(line.original)) for line in index
        ],
        originals=[
            (
                piece(row.what or ""),
                piece(row.place or ""),
                short_date(row.since),
                row.kept_by.user.name,
            )
            for row in originals_held(actor, case)
        ],
        left=[(local_time(note.written_at), paragraphs(note.body or "")) for note in notes],
    )


def _engagement(
    actor: Actor, case: Case, matters: Sequence[MatterShown], titles: Sequence[str]
) -> list[tuple[str, list[Piece]]]:
    """Tell what the clinic agreed to, as far as the reader's roles open its letters."""
    letters = visible_letters(actor).filter(case=case, kind__in=ENGAGING, state=SIGNED)
    found = []
    for letter in letters.select_related("key").order_by("id"):
        line = letter_line(letter)
        said = _("%(letter)s, signed %(day)s: %(matters)s") % {
            "letter": line.kind, "day": short_date(line.day), "matters": line.matters,
        }  # fmt: skip
        scope = [part.text for part in sections_of(letter) if part.code in SCOPE]
        found.append((said, [each for text in scope for each in paragraphs(text)]))
    emergency = visible_emergencies(actor).filter(case=case, ended_at=None).first()
    if emergency is not None:
        until = {"day": short_date(emergency.until)}
        found.append((_("Work before the letter is signed, until %(day)s") % until, []))
    found += [(title, []) for title in titles]
    for one in matters:
        for stage in one.stages:
            found += [
                (f"{one.label}: {line.item.text}: {STATES[line.state]}", [])
                for line in stage.lines
                if line.item.code == ENGAGEMENT
            ]
    return found


def _matter(one: MatterShown) -> tuple[str, str, list[str]]:
    here = next((stage for stage in one.stages if stage.here), None)
    lines = [*here.lines, *here.evidence] if here else []
    missing = [str(line.item.text) for line in lines if line.state == OPEN]
    missing += [str(item.text) for item in one.fallen if str(item.text) not in missing]
    if one.asked_stage is not None:
        waits = _("Waits for a second person: %(stage)s") % {"stage": one.asked_stage.label}
        missing.insert(0, waits)
    return str(one.label), str(one.stage.label), missing


def _outcomes(actor: Actor, case: Case) -> list[str]:
    found = [f"{one.label}: {one.outcome}" for one in ends_of(actor, case) if one.outcome]
    for one in benefits_of(actor, case):
        said = str(one.kind.label)
        if one.benefit.obtained_on:
            said += f", {short_date(one.benefit.obtained_on)}"
        if one.benefit.ends_on:
            said += ", " + _("until %(day)s") % {"day": short_date(one.benefit.ends_on)}
        found.append(said)
    return found


def _contacts(actor: Actor, case: Case) -> list[tuple[str, list[Piece]]]:
    if not actor.has("contact.view"):
        return []
    rows = contacts_of_case(actor, case, after=None).rows
    told = islice((row for row in rows if row.privilege in packed()), MOST_CONTACTS)
    lines = [contact_line(row) for row in told]
    return [
        (f"{line.title} · {line.facts} · {line.who}", paragraphs(line.contact.note or ""))
        for line in lines
    ]


def _tasks(actor: Actor, case: Case) -> list[Todo]:
    if not actor.has("task.view"):
        return []
    lines = task_lines(tasks_of_case(actor, case)[0])
    return [
        Todo(
            piece(line.task.what or str(line.kind)), line.task.due_on, line.who,
            line.task.assignee_id is not None and line.task.assignee_id == actor.membership_id,
        )
        for line in lines
    ]  # fmt: skip


def _hearings(actor: Actor, case: Case) -> list[tuple[str, str, Piece, str]]:
    if not actor.has("appointment.view"):
        return []
    lines = [appointment_line(row) for row in appointments_of_case(actor, case)[0]]
    return [
        (
            str(line.kind), f"{line.when} ({line.zone})", piece(line.appointment.place or ""),
            ", ".join(line.who),
        )
        for line in lines
    ]  # fmt: skip
