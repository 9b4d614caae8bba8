"""Tell somebody whose intake was declined that the clinic does not act for them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clients.actions.rows import lock_intake, refuse_if_changed, seat_of
from clients.models import Intake
from clients.queries import contact_verdict, verdict_text
from clients.rules.intake import IntakeStatus
from clients.rules.nonengagement import CHANNEL_OF, MOST_DATES, WAYS, all_dates, all_letters
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked, NotVisible
from clinic.audit.recording import record


@action("nonengagement.written")
def write_nonengagement(
    actor: Actor,
    *,
    intake: Intake,
    way: str,
    name: str = "",
    dates: Iterable[tuple[date, str]] = (),
    version: int | None = None,
) -> Intake:
    """Keep what the letter says; a date that was told in the intake stands in it whatever is given.

    :param name: whom the letter addresses, or nobody: paper can be found
    :raises Blocked: the intake was not declined, or the way is not known to be safe
    """
    require(actor, "intake.work", intake)
    intake = lock_intake(intake)
    refuse_if_changed(intake, intake.version if version is None else version)
    if way not in WAYS:
        raise ValueError("Not a way for a letter.")
    if intake.status != IntakeStatus.DECLINED.value:
        raise Blocked(
            _("This letter is for declined intakes only. Decline the intake first."),
            code="not_declined",
            target=intake,
        )
    if way in CHANNEL_OF:
        verdict = contact_verdict(intake.client, CHANNEL_OF[way])
        if not verdict.allowed:
            raise Blocked(
                _("This way is not safe: %(why)s Hand it over, or keep it here.")
                % {"why": verdict_text(verdict)},
                code="unsafe_channel",
                target=intake,
            )
    found = all_dates((intake.answers or {}).get("dated_letter_day"), dates)[: MOST_DATES + 1]
    letter = {
        "name": name,
        "way": way,
        "dates": [[day.isoformat(), what] for day, what in found],
        "language": get_language() or "en",
        "written_at": timezone.now().isoformat(),
        "written_by": str(seat_of(actor).pk),
    }
    # What was told to somebody once is never written over.
    intake.letter = {"letters": [*all_letters(intake.letter), letter]}
    intake.version += 1
    intake.save()
    record(actor, "nonengagement.written", intake, detail={"count": len(found)})
    return intake


@action("nonengagement.read")
def read_nonengagement(actor: Actor, *, intake: Intake, number: int) -> dict[str, Any]:
    """Return what a letter said, whom it addresses and its dates; the look is recorded.

    :param number: 1 for the first that was written
    :raises NotVisible: there is no such letter
    """
    require(actor, "intake.work", intake)
    letters = all_letters(intake.letter)
    if not 1 <= number <= len(letters):
        raise NotVisible
    record(actor, "nonengagement.read", intake, detail={"letter": number})
    return letters[number - 1]
