"""What happened in a case, as its timeline tells it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Value
from django.utils.translation import gettext as _

from cases import hooks
from cases.models import Case, EarlierNote, Note
from cases.policy import earlier_wordings, in_reach, readable_notes, visible_notes, within
from cases.rules import CLOSED, MATTERS, OUTCOMES, PRIVILEGES, STAGES, Privilege
from cases.rules.matters import type_of
from clinic.access.actor import Actor
from clinic.access.policy import can
from clinic.access.refusals import NotVisible
from clinic.access.roles import ROLE_NAMES
from clinic.audit.models import DONE, AuditEntry
from clinic.pages.paging import Page, overlook, page_of
from clinic.people.models import Membership
from clinic.tenancy.current import clinic_url

TIMELINE_SIZE = 30


@dataclass(frozen=True)
class Event:
    """A note, an act or an upper room's entry, on a timeline. `url`: where it stands whole."""

    id: UUID
    title: str
    when: datetime
    who: str
    text: str = ""
    privilege: Privilege | None = None
    url: str = ""


@dataclass(frozen=True)
class NoteShown:
    """A note in words, with its earlier wordings."""

    privilege: Privilege
    earlier: list[tuple[EarlierNote, Privilege]]
    may_correct: bool


@dataclass(frozen=True)
class Timeline:
    """`next` is the token of older events, `previous` (always the first page) of newer ones."""

    events: list[Event]
    next: str | None
    previous: str | None


def timeline(actor: Actor, case: Case, *, after: str | None = None) -> Timeline:
    """Return notes the actor may read and acts that everybody on the case may know, newest first.

    With them what upper rooms tell this actor. All kinds are keyed by time-ordered ids; one token
    pages through them. One statement says which stand on the page, whatever their kind, and one
    more reads each kind that does: nothing is opened that is not shown.
    """
    start, held = _uuid(after), within(actor, case)
    found = _standing(held, case, start)
    kinds: dict[int, list[UUID]] = {}
    for at, place in found[:TIMELINE_SIZE]:
        kinds.setdefault(place, []).append(at)
    shown = [event for place, ids in kinds.items() for event in _events(held, case, place, ids)]
    shown.sort(key=lambda event: event.id, reverse=True)
    return Timeline(
        shown,
        next=str(shown[-1].id) if len(found) > TIMELINE_SIZE else None,
        previous="" if start else None,
    )


# The kinds of this room; those of upper rooms follow, in the order they were registered.
_NOTES, _ACTS = range(2)


def _standing(held: Actor, case: Case, start: UUID | None) -> list[tuple[UUID, int]]:
    """Return (id, kind) of what stands on a page and of the one behind it, the latest first."""
    acts = AuditEntry.objects.filter(case_id=case.pk, outcome=DONE, verb__in=_told_to(held))
    kinds: list[Any] = [rows.annotate(entry=F("pk")) for rows in (visible_notes(held, case), acts)]
    kinds += [kind.rows(held, case) for kind in hooks.entries]
    parts = []
    for place, rows in enumerate(kinds):
        told = (rows.filter(entry__lt=start) if start else rows).order_by("-entry")
        told = told.annotate(place=Value(place)).values_list("entry", "place")
        parts.append(told[: TIMELINE_SIZE + 1])
    return sorted(parts[0].union(*parts[1:], all=True), reverse=True)[: TIMELINE_SIZE + 1]


def _events(held: Actor, case: Case, place: int, ids: list[UUID]) -> Sequence[Event]:
    if place == _NOTES:
        notes = visible_notes(held, case).select_related("written_by__user", "key")
        return [_note(note) for note in notes.filter(pk__in=ids)]
    if place == _ACTS:
        acts = list(AuditEntry.objects.filter(pk__in=ids))
        names = names_in(acts)
        return [act_told(act, names) for act in acts]
    told: Sequence[Event] = hooks.entries[place - len((_NOTES, _ACTS))].told(held, ids)
    return told


def _told_to(actor: Actor) -> list[str]:
    """Return the verbs of acts that the actor may know of: a token may open fewer rooms."""
    needs = hooks.event_needs
    return [verb for verb in hooks.events if verb not in needs or actor.has(needs[verb])]


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        overlook()
        return None


def _note(note: Note) -> Event:
    privilege = PRIVILEGES[note.privilege]
    told = [note.body or ""] + ([_("Corrected since.")] if note.version > 1 else [])
    return Event(
        note.pk, _("Note"), note.written_at, note.written_by.user.name, "\n\n".join(told),
        privilege, clinic_url("cases:note", note.pk),
    )  # fmt: skip


def act_told(entry: AuditEntry, names: dict[str, str]) -> Event:
    label = hooks.events.get(entry.verb) or hooks.reads[entry.verb]
    who = names.get(str(entry.actor_id), _("Alcove"))
    return Event(entry.pk, str(label), entry.at, who, _told(entry, names))


def _told(entry: AuditEntry, names: dict[str, str]) -> str:
    """Put the codes of an act into words."""
    detail = entry.detail
    if entry.verb in {"case.assigned", "assignment.ended"}:
        return f"{names.get(detail['member'], '')} · {ROLE_NAMES[detail['role']]}"
    if entry.verb in {"access.given", "access.ended", "glass.reviewed"}:
        return names.get(detail["member"], "")
    if entry.verb == "case.moved":
        was, became = STAGES[detail["was"]].label, STAGES[detail["became"]].label
        return _("From “%(was)s” to “%(became)s”") % {"was": was, "became": became}
    if entry.verb.startswith("matter."):
        return _told_of_matter(detail)
    if entry.verb == "case.closed":
        return str(OUTCOMES[detail["outcome"]])
    tell = hooks.tellers.get(entry.verb)
    return tell(detail) if tell else ""


def _told_of_matter(detail: Mapping[str, Any]) -> str:
    kind = type_of(detail["matter"])
    told = [str(MATTERS[kind.code])]
    if "became" in detail:
        told.append(kind.stage(detail["became"]).label)
    item = kind.item(detail.get("item", ""))
    return " · ".join([*told, item.text] if item else told)


def names_in(entries: Iterable[AuditEntry]) -> dict[str, str]:
    wanted = set()
    for entry in entries:
        wanted |= {str(entry.actor_id), str(entry.detail.get("member"))} - {"None"}
    seats = Membership.objects.filter(pk__in=wanted).select_related("user") if wanted else ()
    return {str(seat.pk): seat.user.name for seat in seats}


def notes_page(actor: Actor, case: Case, *, after: str | None) -> Page[Note]:
    """Return the notes the actor may read, newest first, in one statement."""
    notes = visible_notes(actor, case).select_related("written_by__user", "key")
    return page_of(notes, order=["-id"], after=after)


def note_of(actor: Actor, pk: Any) -> Note:
    """Return a note with its case. :raises NotVisible: not there for this actor"""
    rows = Note.objects.filter(readable_notes(actor), in_reach(actor))
    rows = rows.select_related("key", "case__client__key", "case__key", "written_by__user")
    note = rows.filter(pk=pk).first()
    if note is None:
        raise NotVisible("note")
    return note


def note_shown(actor: Actor, note: Note) -> NoteShown:
    """Return a note with what it said before, the latest first, as far as the actor may read it."""
    before = earlier_wordings(actor, note).select_related("key").order_by("-version")
    return NoteShown(
        PRIVILEGES[note.privilege],
        [(row, PRIVILEGES[row.privilege]) for row in before],
        may_correct=note.case.stage != CLOSED and can(actor, "note.correct", note),
    )


def earlier_page(actor: Actor, note: Note, *, after: str | None) -> Page[EarlierNote]:
    rows = earlier_wordings(actor, note).select_related("key")
    return page_of(rows, order=["-id"], after=after)


def note_exists(actor: Actor, case: Case, pk: UUID) -> bool:
    return visible_notes(actor, case).filter(pk=pk).exists()
