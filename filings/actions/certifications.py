"""Ask an agency for a certification: the survivor's choice, the request, each chase, the answer."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.files.actions import store_upload
from clinic.pages.dates import short_date
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from filings.actions.computing import computed_or_blocked, keep_deadline
from filings.actions.ending import end_deadline
from filings.actions.locking import form_of, locked_filing, refuse_day, step
from filings.models import (
    Agency,
    AgencyRequest,
    Chase,
    Deadline,
    Filing,
    SurvivorChoice,
)
from filings.queries.certifications import standing_choice
from filings.queries.packs import rule_here
from filings.rules.certifications import (
    ANSWERS,
    CERTIFICATION_RULE,
    CHANNELS,
    CHASE_RULES,
    WITHDRAWN,
    YES,
    next_chase,
)
from filings.rules.lifecycle import DECLINED, ISSUED, REQUESTED


@action("choice.recorded")
def record_choice(
    actor: Actor,
    *,
    filing: Filing,
    answer: str,
    language: str,
    asked_on: date,
    note: str = "",
    choice_id: UUID | None = None,
) -> SurvivorChoice:
    """Record what the survivor said when asked whether an agency may be asked.

    A yes taken back ends every chase at once; whoever looks at the filing is told first.

    :param answer: a code of `rules.certifications.ANSWERS`
    :param language: the language it was explained in
    """
    require(actor, "certification.choose", filing)
    filing = locked_filing(filing)
    _refuse_other_lifecycle(filing)
    if choice_id and SurvivorChoice.objects.filter(pk=choice_id).exists():
        raise Blocked(_("This choice was recorded already."), code="sent_twice", target=filing)
    if answer not in ANSWERS:
        raise Blocked(_("Choose one of the list."), code="unknown_choice", target=filing)
    if answer == WITHDRAWN and standing_choice(filing) != YES:
        raise Blocked(_("There is no yes that could be taken back."), code="no_yes", target=filing)
    if not language.strip():
        raise Blocked(
            _("Say in which language it was explained."), code="language_missing", target=filing
        )
    if asked_on > today():
        raise Blocked(_("The day is in the future."), code="future_day", target=filing)
    choice = SurvivorChoice(
        id=choice_id or new_id(), case=filing.case, filing=filing, key=filing.key,
        said={"answer": answer, "language": language.strip(), "note": note.strip()},
        asked_on=asked_on, recorded_by=actor.membership,
    )  # fmt: skip
    choice.save(force_insert=True)
    if answer != YES:
        _end_chases(actor, filing, reason=_("The survivor does not want the agency asked."))
    record(actor, "choice.recorded", choice)
    return choice


@action("request.sent")
def send_request(
    actor: Actor,
    *,
    filing: Filing,
    agency: Agency,
    channel: str,
    on: date,
    request_id: UUID | None = None,
    version: int | None = None,
) -> AgencyRequest:
    """Record that an agency was asked. Refused without a yes of the survivor that still stands."""
    require(actor, "certification.request", filing)
    filing = locked_filing(filing, version)
    _refuse_other_lifecycle(filing)
    if request_id and AgencyRequest.objects.filter(pk=request_id).exists():
        raise Blocked(_("This request was recorded already."), code="sent_twice", target=filing)
    _refuse_without_yes(filing)
    if channel not in CHANNELS:
        raise Blocked(_("Choose one of the list."), code="unknown_choice", target=filing)
    if not agency.active:
        raise Blocked(
            _("This agency is not in use any more."), code="agency_inactive", target=filing
        )
    step(actor, filing=filing, to=REQUESTED, on=on, door="choice")
    _save(filing)
    request = AgencyRequest(
        id=request_id or new_id(), case=filing.case, filing=filing, key=filing.key, agency=agency,
        channel=channel, requested_on=on, requested_by=actor.membership,
    )  # fmt: skip
    request.save(force_insert=True)
    _end_chases(actor, filing, reason=_("The agency was asked anew."))
    _keep_chase(actor, filing, {"requested": on.isoformat()}, chases=0)
    record(actor, "request.sent", request, detail={"channel": channel})
    return request


@action("request.chased")
def chase_request(
    actor: Actor,
    *,
    request: AgencyRequest,
    channel: str,
    on: date,
    climbed: bool = False,
    note: str = "",
) -> Chase:
    """Record that the agency was asked again, and compute when to ask the next time."""
    require(actor, "certification.chase", request)
    filing = locked_filing(request.filing)
    request = _waiting(request)
    _refuse_without_yes(filing)
    if channel not in CHANNELS:
        raise Blocked(_("Choose one of the list."), code="unknown_choice", target=request)
    _refuse_day_of(request, on)
    chase = Chase(
        case=filing.case, request=request, key=request.key, on=on, channel=channel,
        climbed=climbed, note=note.strip() or None, recorded_by=actor.membership,
    )  # fmt: skip
    chase.save(force_insert=True)
    _end_chases(actor, filing, reason=_("The agency was asked again on %s.") % short_date(on))
    count = Chase.objects.filter(request=request).count()
    _keep_chase(actor, filing, {"chased": on.isoformat()}, chases=count)
    record(actor, "request.chased", chase, detail={"channel": channel, "climbed": climbed})
    return chase


@action("request.answered")
def record_answer(
    actor: Actor,
    *,
    request: AgencyRequest,
    answer: str,
    answered_on: date,
    received_on: date,
    upload: Any = None,
) -> AgencyRequest:
    """Record what the agency answered, with its document; chases end and what follows is computed.

    :param answer: issued or declined
    :param answered_on: the day on which it was signed, or said: I-918B counts from it
    :param received_on: the day on which it came here
    """
    require(actor, "certification.request", request)
    filing = locked_filing(request.filing)
    request = _waiting(request)
    if answer not in (ISSUED, DECLINED):
        raise Blocked(_("Choose one of the list."), code="unknown_choice", target=request)
    if answered_on > received_on or answered_on.year < 1990:
        raise Blocked(
            _("It cannot come before it was signed."), code="impossible_facts", target=request
        )
    _refuse_day_of(request, received_on)
    refuse_day(filing, received_on)
    step(actor, filing=filing, to=answer, on=received_on, door="answer")
    _save(filing)
    request.answer, request.answered_on, request.received_on = answer, answered_on, received_on
    request.answered_by = actor.membership
    if upload is not None:
        request.document = store_upload(actor, upload=upload, key=filing.key)
    request.save()
    _end_chases(actor, filing, reason=_("The agency answered."))
    if answer == ISSUED:
        _keep_what_follows(actor, filing, answered_on)
    record(actor, "request.answered", request, detail={"answer": answer})
    return request


@action("request.file_downloaded")
def download_answer(actor: Actor, *, request: AgencyRequest) -> AgencyRequest:
    """Let the document of an answer out. The caller streams it after this was recorded."""
    require(actor, "notice.download", request)
    if request.document is None:
        raise Blocked(_("No document is stored."), code="no_document", target=request)
    record(actor, "request.file_downloaded", request)
    return request


def end_certification(actor: Actor, filing: Filing, *, received: date) -> None:
    """End the six months of an I-918B once the I-918 was received in time; call it in an action."""
    if filing.form != "I-918":
        return
    rows = Deadline.objects.filter(
        case=filing.case, rule=CERTIFICATION_RULE, status=Deadline.OPEN, outer__gte=received
    )
    reason = _("The I-918 was receipted on %s, within the six months.") % short_date(received)
    for deadline in rows.select_related("key"):
        end_deadline(actor, deadline, reason=reason)


def _keep_what_follows(actor: Actor, filing: Filing, signed: date) -> None:
    for start in form_of(filing).starts:
        if start.on != ISSUED:
            continue
        facts = {rule_here(start.rule).trigger: signed.isoformat()}
        computed = computed_or_blocked(filing, start.rule, facts)
        keep_deadline(
            actor, case=filing.case, key=filing.key, computed=computed, facts=facts, filing=filing
        )


def _keep_chase(actor: Actor, filing: Filing, facts: Mapping[str, str], *, chases: int) -> None:
    computed = computed_or_blocked(filing, next_chase(chases), facts)
    keep_deadline(
        actor, case=filing.case, key=filing.key, computed=computed, facts=facts, filing=filing
    )


def _end_chases(actor: Actor, filing: Filing, *, reason: str) -> None:
    rows = Deadline.objects.filter(filing=filing, rule__in=CHASE_RULES, status=Deadline.OPEN)
    for deadline in rows.select_related("key"):
        end_deadline(actor, deadline, reason=reason)


def _waiting(request: AgencyRequest) -> AgencyRequest:
    rows = AgencyRequest.objects.select_for_update(of=("self",)).select_related("key", "agency")
    request = rows.get(pk=request.pk)
    if request.received_on is not None:
        raise Blocked(
            _("The agency has answered this request."), code="answered_already", target=request
        )
    if AgencyRequest.objects.filter(filing=request.filing_id, pk__gt=request.pk).exists():
        raise Blocked(
            _("A newer request took the place of this one."), code="asked_anew", target=request
        )
    return request


def _refuse_without_yes(filing: Filing) -> None:
    said = standing_choice(filing)
    if said == YES:
        return
    if said == WITHDRAWN:
        message = _("The survivor took the yes back. Nobody may be asked.")
    elif said:
        message = _("The survivor did not say yes. Nobody may be asked.")
    else:
        message = _("Ask the survivor first, and record the answer. Nobody may be asked before.")
    raise Blocked(message, code="no_yes", target=filing)


def _refuse_other_lifecycle(filing: Filing) -> None:
    if form_of(filing).lifecycle != "A":
        raise Blocked(
            _("A %(form)s is not asked of an agency.") % {"form": filing.form},
            code="not_asked_of_agencies",
            target=filing,
        )


def _refuse_day_of(request: AgencyRequest, on: date) -> None:
    if on > today():
        raise Blocked(_("The day is in the future."), code="future_day", target=request)
    if on < request.requested_on:
        raise Blocked(
            _("The request was sent on %s; this cannot be earlier.")
            % short_date(request.requested_on),
            code="day_before_last_step",
            target=request,
        )


def _save(filing: Filing) -> None:
    filing.version += 1
    filing.save(update_fields=["status", "version"])
