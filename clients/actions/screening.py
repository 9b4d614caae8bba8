"""Screening: begun when it is safe, asked section by section, stopped at any moment, decided on."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions.rows import changed_meanwhile, lock_any, lock_client, seat_of
from clients.models import Client, ReliefDecision, Screening
from clients.queries.screening import (
    asked_set,
    current_set,
    following_section,
    intake_forbids,
    language_of,
    languages_of,
    moment_of,
    relief_lines,
    rights_told_on,
)
from clients.rules.reasons import REVEAL_REASONS
from clients.rules.screening.asking import (
    MOVES,
    ScreeningStatus,
    in_words,
    may_put,
    section_words,
)
from clients.rules.screening.record import begun, with_answer
from clients.rules.screening.relief import Decision
from clients.rules.screening.shape import Said
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit.recording import record
from clinic.tenancy.current import today


@action("screening.started")
def start_screening(
    actor: Actor,
    *,
    client: Client,
    language: str = "en",
    safe: bool = False,
    form_token: UUID | None = None,
) -> Screening:
    """Begin a screening with the newest questions of the clinic's jurisdiction.

    :param safe: whether the person was asked just now and can talk safely and in private
    """
    require(actor, "screening.work", client)
    client = lock_client(client)
    asked = current_set()
    if asked is None:
        raise Blocked(
            _("There are no screening questions for this clinic's jurisdiction yet."),
            code="no_questions",
            target=client,
        )
    if language not in dict(languages_of(asked)):
        raise ValueError("The questions are not written in this language.")
    _refuse_unless_safe(client, safe)
    screening = Screening(
        client=client,
        key=client.key,
        question_set=asked.code,
        set_version=asked.version,
        record=begun(language),
        started_by=seat_of(actor),
    )
    if form_token is not None:
        screening.pk = form_token
    screening.save(force_insert=True)
    record(actor, "screening.started", screening, detail={"version": asked.version})
    return screening


def _refuse_unless_safe(client: Client, safe: bool) -> None:
    if not safe or intake_forbids(client):
        raise Blocked(
            _("Ask first whether talking is safe now and private. Until then nothing is asked."),
            code="not_safe",
            target=client,
        )
    if rights_told_on(client) is None:
        raise Blocked(
            _("Explain rights and confidentiality first. Nothing else is asked before."),
            code="rights_first",
            target=client,
        )


@action("screening.answered")
def answer_screening(
    actor: Actor,
    *,
    screening: Screening,
    section: str,
    answers: Mapping[str, str],
    version: int | None = None,
) -> Screening:
    """Keep the answers of one section; what is left out stays as it was.

    :param answers: by question code, `Said` codes
    :raises Blocked: a question that this contact must not hold, or the person stopped
    """
    require(actor, "screening.work", screening)
    screening = _lock(screening, version)
    _refuse_unless_going(screening)
    _keep(actor, screening, section, answers)
    if following_section(screening) is None:
        _move(screening, ScreeningStatus.DONE)
        screening.ended_at = timezone.now()
    _save(screening)
    detail = {"step": section, "status": screening.status}
    record(actor, "screening.answered", screening, changes=["record"], detail=detail)
    return screening


@action("screening.stopped")
def stop_screening(
    actor: Actor,
    *,
    screening: Screening,
    section: str = "",
    answers: Mapping[str, str] | None = None,
    version: int | None = None,
) -> Screening:
    """Stop because the person wants to; what was answered is kept, nothing more is asked."""
    require(actor, "screening.work", screening)
    screening = _lock(screening, version, joined=True)  # stopping is never refused
    if answers and screening.status == ScreeningStatus.STARTED.value:
        _keep(actor, screening, section, answers)
    _move(screening, ScreeningStatus.STOPPED)
    screening.stopped_at = timezone.now()
    _save(screening)
    record(actor, "screening.stopped", screening, changes=["status"])
    return screening


@action("screening.resumed")
def resume_screening(
    actor: Actor, *, screening: Screening, safe: bool = False, version: int | None = None
) -> Screening:
    """Go on with a screening, at this or a later meeting; safety is asked anew."""
    require(actor, "screening.work", screening)
    screening = _lock(screening, version)
    _refuse_unless_safe(screening.client, safe)
    _move(screening, ScreeningStatus.STARTED)
    screening.stopped_at = screening.ended_at = None
    _save(screening)
    record(actor, "screening.resumed", screening, changes=["status"])
    return screening


@action("screening.revealed")
def reveal_screening(actor: Actor, *, screening: Screening, reason: str) -> Screening:
    """Let the answers, and what they may point to, be read; the look is recorded."""
    require(actor, "screening.view", screening)
    require(actor, "client.reveal", screening.client)
    if reason not in REVEAL_REASONS:
        raise ValueError("Not a reason for a reveal.")
    record(actor, "screening.revealed", screening, detail={"reason": reason})
    return screening


@action("relief.decided")
def decide_relief(
    actor: Actor,
    *,
    screening: Screening,
    decisions: Iterable[tuple[str, str, str]],
    version: int | None = None,
) -> Screening:
    """Record what an attorney decided about help that may be possible.

    :param decisions: (relief, "confirmed" or "rejected", reason); a rejection needs a reason
    """
    require(actor, "relief.decide", screening)
    screening = _lock(screening, version)
    possible = {line.code for line in relief_lines(screening)}
    count = {each.value: 0 for each in Decision}
    for code, decision, reason in decisions:
        chosen = Decision(decision)
        if code not in possible:
            raise Blocked(
                _("The answers do not point to this help (any more). Look again."),
                code="not_possible",
                target=screening,
            )
        if chosen is Decision.REJECTED and not reason.strip():
            raise Blocked(
                _("Say in a sentence why it is not pursued. Whoever reads it later needs that."),
                code="reason_missing",
                target=screening,
            )
        ReliefDecision(
            screening=screening,
            client=screening.client,
            key=screening.key,
            relief=code,
            decision=chosen.value,
            reason=reason.strip() or None,
            decided_by=seat_of(actor),
        ).save(force_insert=True)
        count[chosen.value] += 1
    if not any(count.values()):
        raise Blocked(
            _("Nothing was decided yet. Choose for at least one."),
            code="nothing_decided",
            target=screening,
        )
    _save(screening)
    record(actor, "relief.decided", screening, detail=count)
    return screening


def _lock(screening: Screening, version: int | None, *, joined: bool = False) -> Screening:
    """Lock the client first, as every other act does.

    :param joined: take also a screening of a record that was joined into another one
    """
    (lock_any if joined else lock_client)(screening.client)
    rows = Screening.objects.select_for_update(of=("self",)).select_related("key", "client__key")
    (locked,) = rows.filter(pk=screening.pk)
    if version is not None and locked.version != version:
        raise changed_meanwhile(locked)
    return locked


def _save(screening: Screening) -> None:
    screening.version += 1
    screening.save()


def _move(screening: Screening, new: ScreeningStatus) -> None:
    old = ScreeningStatus(screening.status)
    if new not in MOVES[old]:
        raise Blocked(
            _("This screening has moved on meanwhile. Look at where it stands now."),
            code=f"{old.value}_to_{new.value}",
            target=screening,
        )
    screening.status = new.value


def _refuse_unless_going(screening: Screening) -> None:
    if screening.status != ScreeningStatus.STARTED.value:
        raise Blocked(
            _("This screening has stopped or ended. Nothing more is asked until it is resumed."),
            code="not_going",
            target=screening,
        )
    if intake_forbids(screening.client):
        raise Blocked(
            _("Talking is not known to be safe now, so nothing else is asked."),
            code="not_safe",
            target=screening,
        )


def _keep(actor: Actor, screening: Screening, section: str, answers: Mapping[str, str]) -> None:
    asked, language = asked_set(screening), language_of(screening)
    moment = moment_of(screening.client, asked)
    found = asked.section(section)
    if found is None:
        raise ValueError("There is no such section.")
    prompts = {prompt.code: prompt for prompt in found.prompts}
    title, _lead = section_words(asked, found, language)
    kept = screening.record or {}
    for code, said in answers.items():
        prompt = prompts[code]
        if not may_put(prompt, moment):
            raise Blocked(
                _("This is never asked at the first contact. Leave it for a later meeting."),
                code="not_on_first_contact",
                target=screening,
            )
        kept = with_answer(
            kept,
            in_words(asked, prompt, language),
            Said(said).value,
            section=section,
            title=title,
            on=today(),
            first_contact=moment.first_contact,
            by=str(actor.membership_id),
        )
    screening.record = kept
