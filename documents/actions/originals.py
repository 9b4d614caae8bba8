"""Writes: an original comes into the clinic's hands, lies elsewhere, goes back."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from cases.actions.locking import locked_case
from cases.models import Case
from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.tenancy.current import today
from documents.actions.uploads import refuse_closed
from documents.models import Original
from documents.rules.originals import DAYS, LEFT, wrong_day


@action("original.kept")
def keep_original(
    actor: Actor, *, case: Case, original_id: UUID, what: str, place: str, since: date
) -> Original:
    """Write down a paper of the client that the clinic keeps for her."""
    require(actor, "document.add", case)
    case = locked_case(case)
    refuse_closed(case)
    if Original.objects.filter(pk=original_id).exists():
        raise Blocked(_("This was sent already; nothing was done twice."), code="sent_twice")
    original = Original(pk=original_id, key=case.key, case=case, kept_by=seat_of(actor))
    _say(original, what, place, since)
    original.save(force_insert=True)
    record(actor, "original.kept", original, client_id=case.client_id)
    return original


@action("original.changed")
def change_original(
    actor: Actor, *, original: Original, what: str, place: str, since: date, version: int
) -> Original:
    """Correct what it is, or say where it lies now."""
    require(actor, "document.add", original)
    original = _held(original, version)
    _say(original, what, place, since)
    _save(original)
    record(actor, "original.changed", original, client_id=original.case.client_id)
    return original


@action("original.left")
def let_original_go(
    actor: Actor, *, original: Original, left: str, left_on: date, left_to: str, version: int
) -> Original:
    """Say that the clinic has it no more: who has it, or that it never had it.

    :param left: a code of `rules.originals.LEFT`
    """
    require(actor, "document.add", original)
    original = _held(original, version)
    if left not in LEFT:
        raise ValueError("Not a way in which an original goes.")
    if not left_to.strip():
        raise Blocked(
            _("Say who has it now, or what the mistake was."), code="reason_missing",
            target=original,
        )  # fmt: skip
    _refuse_day(original, left_on, original.since)
    original.left, original.left_on, original.left_to = left, left_on, left_to.strip()
    original.left_by = seat_of(actor)
    _save(original)
    record(
        actor, "original.left", original, client_id=original.case.client_id,
        detail={"how": left},
    )  # fmt: skip
    return original


def _say(original: Original, what: str, place: str, since: date) -> None:
    if not what.strip():
        raise Blocked(_("Say which paper it is."), code="paper_missing", target=original.case)
    if wrong := wrong_day(since, today=today()):
        raise Blocked(DAYS[wrong], code=wrong, target=original.case)
    original.what, original.place = what.strip(), place.strip() or None
    original.since = since


def _refuse_day(original: Original, day: date, since: date) -> None:
    if wrong := wrong_day(day, today=today(), since=since):
        raise Blocked(DAYS[wrong], code=wrong, target=original)


def _held(original: Original, version: int) -> Original:
    case = locked_case(original.case)
    rows = Original.objects.select_for_update(of=("self",)).select_related("key")
    original = rows.get(pk=original.pk)
    original.case = case
    if original.version != version:
        raise Blocked(
            _("Somebody changed this meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile",
            target=original,
        )
    if original.left:
        raise Blocked(
            _("The clinic does not have this paper any more."), code="not_held", target=original
        )
    return original


def _save(original: Original) -> None:
    original.version += 1
    original.save()
