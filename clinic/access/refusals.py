"""Saying no: what is raised, and how the entry about it outlives the rollback."""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import connection, models, transaction
from django.http import Http404
from django.utils.html import format_html

from clinic.audit.recording import Who, record_refusal
from clinic.tenancy.current import bound_to


@dataclass
class RefusalNote:
    """What to write about a refusal once nothing can roll it back any more."""

    clinic_id: UUID
    who: Who
    verb: str
    target_type: str
    target_id: UUID | None
    case_id: UUID | None
    code: str
    written: bool = False


# The notes of the running request; None outside one.
waiting: ContextVar[list[RefusalNote] | None] = ContextVar("alcove_refusals", default=None)


class Refused(PermissionDenied):
    """Policy says no. Nothing has changed; one refusal entry will say so."""

    status = 403

    def __init__(
        self, message: str = "", *, code: str = "role", target: models.Model | None = None
    ) -> None:
        super().__init__(str(message))
        self.message = message
        self.code = code
        self.target = target
        self.note: RefusalNote | None = None


class Blocked(Refused):
    """A rule of the domain says no: the message tells the person what to do instead.

    :param url: the page where that is done, and `label`, what leads there
    """

    status = 409

    def __init__(
        self,
        message: Any,
        *,
        code: str,
        target: models.Model | None = None,
        url: str = "",
        label: str = "",
    ) -> None:
        super().__init__(message, code=code, target=target)
        self.url, self.label = url, label

    @property
    def words(self) -> str:
        """The message for a page, with the link to where it is put right behind it."""
        text = str(self.message)
        if not self.url:
            return text
        return format_html('{} <a href="{}">{}</a>', text, self.url, self.label)


class NotVisible(Http404):
    """The object does not exist for this actor."""


def note_for(actor: Any, verb: str, refusal: Refused) -> None:
    """Attach the note of a refused act to the exception; the innermost act names it."""
    target = refusal.target
    if refusal.note is None:
        refusal.note = RefusalNote(
            clinic_id=actor.clinic.pk,
            who=Who(actor.membership_id, actor.kind, actor.token_id),
            verb=verb,
            target_type=target._meta.label_lower if target is not None else "",
            target_id=target.pk if target is not None else None,
            case_id=getattr(target, "case_id", None),
            code=refusal.code,
        )


def settle(refusal: Refused) -> None:
    """Write the note where no rollback takes it back: now, after the request, or after commit."""
    note = refusal.note
    if note is None or note.written:
        return
    queue = waiting.get()
    if queue is not None:
        if note not in queue:
            queue.append(note)
    elif in_transaction():
        # A caller that goes on after the refusal commits, and the entry with it.
        transaction.on_commit(lambda: write(note))
    else:
        write(note)


def in_transaction() -> bool:
    # The wrapper that undoes a test is not a transaction of the product.
    return any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks)


def write(note: RefusalNote) -> None:
    if note.written:
        return
    with bound_to(note.clinic_id):
        record_refusal(
            note.who,
            note.verb,
            target_type=note.target_type,
            target_id=note.target_id,
            case_id=note.case_id,
            detail={"why": note.code},
        )
    note.written = True
