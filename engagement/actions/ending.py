"""Writes: a letter ends, by hand or with its case."""

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case
from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from engagement import rules
from engagement.actions.letters import locked_letter, save_letter
from engagement.models import EmergencyWork, Letter


@action("letter.ended")
def end_letter(actor: Actor, *, letter: Letter, ending: str, reason: str, version: int) -> Letter:
    """Discard what was not signed by both, or end an engagement; a lawyer ends what is signed.

    :param ending: a code of `rules.ENDINGS`
    """
    require(actor, "letter.finish", letter)
    letter = locked_letter(letter, version, *rules.LIVE)
    if letter.state == rules.SIGNED:
        require(actor, "letter.sign", letter)
    if ending not in rules.ENDINGS:
        raise ValueError("Not a way in which a letter ends.")
    if not reason.strip():
        raise Blocked(_("Say why it ends."), code="reason_missing", target=letter)
    _end(actor, letter, ending, reason.strip())
    record(actor, "letter.ended", letter, detail={"state": letter.state, "reason": ending})
    return letter


def end_with_case(actor: Actor, case: Case) -> None:
    """End whatever is still open when its case is closed; part of the act that closes it."""
    rows = Letter.objects.select_for_update(of=("self",)).select_related("key")
    for letter in rows.filter(case=case, state__in=rules.LIVE).order_by("id"):
        _end(actor, letter, rules.CLOSED_WITH_CASE, "")
    running = EmergencyWork.objects.filter(case=case, ended_at=None)
    running.update(ended_at=timezone.now(), ended_by=actor.membership)


def _end(actor: Actor, letter: Letter, ending: str, reason: str) -> None:
    letter.state = rules.ENDED if letter.state == rules.SIGNED else rules.DISCARDED
    letter.ending, letter.end_reason = ending, reason or None
    letter.ended_at, letter.ended_by = timezone.now(), seat_of(actor)
    save_letter(letter)
