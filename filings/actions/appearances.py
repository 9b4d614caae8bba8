"""Enter and end appearances, and say that a client moved."""

from datetime import date

from django.utils.translation import gettext as _

from cases.models import Assignment, Case
from cases.rules import COUNSEL
from cases.rules.standing import REPRESENTATIVE
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.people.models import Membership
from clinic.tenancy.current import today
from filings.actions.computing import computed_or_blocked, keep_deadline
from filings.actions.family_watch import locked_case
from filings.models import Appearance, Deadline
from filings.rules.appearances import AR_11, BODIES, COURTS, ENDINGS, EOIR_33
from staffing.queries.people import appears_before


@action("appearance.entered")
def enter_appearance(
    actor: Actor, *, case: Case, membership: Membership, body: str, on: date
) -> Appearance:
    """Record that an attorney of the case has entered an appearance.

    :param body: a code of `rules.appearances.BODIES`
    """
    require(actor, "appearance.enter", case)
    case = locked_case(case)
    if body not in BODIES:
        raise Blocked(_("Choose one of the list."), code="unknown_choice", target=case)
    if on > today():
        raise Blocked(_("The day is in the future."), code="future_day", target=case)
    appearance = _enter(actor, case, membership, body, on)
    record(actor, "appearance.entered", appearance, detail={"body": body})
    return appearance


@action("appearance.ended")
def end_appearance(
    actor: Actor,
    *,
    appearance: Appearance,
    ending: str,
    on: date,
    successor: Membership | None = None,
) -> Appearance:
    """Record that an appearance was withdrawn, or that another attorney of the case took over.

    :param ending: a code of `rules.appearances.ENDINGS`; a substitution names its successor
    """
    require(actor, "appearance.enter", appearance)
    case = locked_case(appearance.case)
    appearance = Appearance.objects.select_for_update(of=("self",)).get(pk=appearance.pk)
    if appearance.ended_on is not None:
        raise Blocked(_("This appearance has ended."), code="ended_already", target=appearance)
    if ending not in ENDINGS or (ending == "substituted") != (successor is not None):
        raise Blocked(
            _("Say who takes over, or that it was withdrawn."),
            code="unknown_choice",
            target=appearance,
        )
    if not appearance.entered_on <= on <= today():
        raise Blocked(
            _("The day must be between the appearance and today."),
            code="day_before_last_step",
            target=appearance,
        )
    appearance.ended_on, appearance.ending = on, ending
    appearance.save(update_fields=["ended_on", "ending"])
    if successor is not None:
        _enter(actor, case, successor, appearance.body, on)
    detail = {"body": appearance.body, "ending": ending}
    record(actor, "appearance.ended", appearance, detail=detail)
    return appearance


@action("address.moved")
def record_move(actor: Actor, *, case: Case, moved: date, in_court: bool) -> list[Deadline]:
    """Say that the client moved: what is due to USCIS and, in court, to EOIR is computed together.

    The address itself stays with the client's contact.
    """
    require(actor, "filing.add", case)
    case = locked_case(case)
    if moved > today():
        raise Blocked(_("The day is in the future."), code="future_day", target=case)
    facts = {"moved": moved.isoformat()}
    rules = (AR_11, EOIR_33) if in_court else (AR_11,)
    there = Deadline.objects.filter(case=case, rule__in=rules).select_related("key")
    if any((row.facts or {}).get("moved") == facts["moved"] for row in there):
        raise Blocked(_("This move was recorded already."), code="sent_twice", target=case)
    found = [
        keep_deadline(
            actor, case=case, key=case.key, facts=facts,
            computed=computed_or_blocked(case, rule, facts),
        )
        for rule in rules
    ]  # fmt: skip
    record(actor, "address.moved", case, detail={"in_court": in_court})
    return found


def _enter(actor: Actor, case: Case, membership: Membership, body: str, on: date) -> Appearance:
    works = Assignment.objects.filter(
        case=case, membership=membership, role__in=COUNSEL, ended_at=None
    )
    role = works.values_list("role", flat=True).first()
    if role is None:
        raise Blocked(
            _("Only an attorney who works on this case can appear in it."),
            code="not_on_case",
            target=case,
        )
    if role == REPRESENTATIVE and not appears_before(membership, court=body in COURTS, on=on):
        raise Blocked(
            _("The accreditation recorded for this representative does not open that door."),
            code="accreditation_partial",
            target=case,
        )
    if Appearance.objects.filter(
        case=case, membership=membership, body=body, ended_on=None
    ).exists():
        raise Blocked(
            _("This attorney has entered an appearance there already."),
            code="entered_already",
            target=case,
        )
    appearance = Appearance(
        case=case, membership=membership, body=body, entered_on=on, recorded_by=actor.membership
    )
    appearance.save(force_insert=True)
    return appearance
