"""Writes: the letter at the end reaches the client by a safe way, or somebody says why not."""

from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.locking import locked_case, stays_open
from cases.models import Case
from clients.actions.rows import seat_of
from clients.queries import contact_verdict, verdict_text
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.tenancy.current import day_of, today
from documents.actions import keep_made
from engagement import rules
from engagement.actions.letters import SENT_TWICE, locked_letter, save_letter
from engagement.models import Letter
from engagement.queries import pdf_of_letter, words_of


@action("letter.given")
def give_letter(actor: Actor, *, letter: Letter, way: str, given_on: date, version: int) -> Letter:
    """Record that the client has the closing letter; never by a way that is not known as safe."""
    require(actor, "letter.finish", letter)
    letter = locked_letter(letter, version, rules.READY)
    if letter.kind != rules.CLOSING:
        raise Blocked(
            _("An engagement letter is signed, not given."), code="not_given", target=letter
        )
    if way not in rules.GIVEN_WAYS:
        raise ValueError("Not a way for a letter.")
    if given_on > today() or given_on < day_of(letter.added_at):
        raise Blocked(
            _("The letter was given between the day it was begun and today."),
            code="given_day",
            target=letter,
        )
    if way in rules.CHANNEL_OF:
        verdict = contact_verdict(letter.case.client, rules.CHANNEL_OF[way])
        if not verdict.allowed:
            raise Blocked(
                _("This way is not safe: %(why)s Hand it over instead.")
                % {"why": verdict_text(verdict)},
                code="unsafe_channel",
                target=letter,
            )
    letter.state, letter.given_on, letter.given_way = rules.GIVEN, given_on, way
    letter.digest = rules.digest_of(words_of(letter))
    letter.document = keep_made(
        actor, case=letter.case, kind="correspondence", privilege="attorney",
        title=str(rules.KINDS[letter.kind]), content=pdf_of_letter(letter),
    )  # fmt: skip
    save_letter(letter)
    record(actor, "letter.given", letter, client_id=letter.case.client_id, detail={"how": way})
    return letter


@action("closing_letter.waived")
def waive_closing(actor: Actor, *, case: Case, letter_id: UUID, reason: str) -> Letter:
    """Say why the client gets no closing letter; what was drafted is discarded."""
    require(actor, "letter.finish", case)
    case = locked_case(case)
    stays_open(case)
    if Letter.objects.filter(pk=letter_id).exists():
        raise Blocked(_("This was sent already; nothing was done twice."), code=SENT_TWICE)
    if not reason.strip():
        raise Blocked(_("Say why no letter is given."), code="reason_missing", target=case)
    rows = Letter.objects.select_for_update(of=("self",)).select_related("key")
    drafts = rows.filter(case=case, kind=rules.CLOSING, state__in=rules.UNSIGNED)
    for draft in drafts.order_by("id"):
        draft.state, draft.ended_at, draft.ended_by = rules.DISCARDED, timezone.now(), None
        draft.ended_by, draft.ending = seat_of(actor), rules.CLOSED_WITH_CASE
        save_letter(draft)
    letter = Letter(
        pk=letter_id, key=case.key, case=case, kind=rules.CLOSING, state=rules.WAIVED,
        end_reason=reason.strip(), added_by=seat_of(actor), ended_by=seat_of(actor),
        ended_at=timezone.now(),
    )  # fmt: skip
    letter.save(force_insert=True)
    record(actor, "closing_letter.waived", letter, client_id=case.client_id)
    return letter
