"""Access to a case for some hours: given, taken in an emergency, ended, looked at afterwards."""

from datetime import timedelta

from django.core.cache import cache
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import hooks
from cases.actions.granting import close_case_to, open_case_to, running_access
from cases.actions.locking import locked_case
from cases.models import Assignment, Case, TimedAccess
from cases.policy import visible_cases
from cases.queries.timed import alarmed_by
from cases.rules import CASE_ROLES, CLOSED, GLASS_HOURS, GLASS_TRIES, MOST_DAYS, numbers_meant
from clients.actions.rows import lock_client, seat_of
from clients.queries.walls import is_kept_out
from clients.rules.conflict import ConflictState, blocks_assignment
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require, require_person
from clinic.access.refusals import Blocked
from clinic.audit.recording import Detail, record
from clinic.notices.outbox import Waiting, enqueue_all
from clinic.people.models import Membership
from clinic.tenancy.current import today

GLASS = "cases.glass"
TRIES_FOR = 3600  # seconds


@action("access.given")
def give_access(
    actor: Actor, *, case: Case, membership: Membership, hours: int, reason: str, override: str = ""
) -> TimedAccess:
    """Let somebody work on a case for some hours, without a role on it.

    :param hours: from now on, 30 days at most; then it runs out by itself, to the second
    :param override: a supervisor's, why it is right although something stands against the person
    """
    require(actor, "access.give", case)
    reason = _reason(reason, case)
    if not 1 <= hours <= MOST_DAYS * 24:
        text = _("Choose between one hour and %(days)s days.") % {"days": MOST_DAYS}
        raise Blocked(text, code="too_long", target=case)
    client = lock_client(case.client)
    if blocks_assignment(ConflictState(client.conflict_state)):
        raise Blocked(
            _("The conflict check is not clear. Check again and decide first."),
            code="conflict_not_clear",
            target=client,
        )
    case = locked_case(case)
    if case.stage == CLOSED:
        text = _("This case is closed. Reopen it first.")
        raise Blocked(text, code="closed", target=case)
    member = _locked_seat(membership, case)
    said = {"person": member.user.name}
    if is_kept_out(member.user_id, client.pk):
        text = _("%(person)s is kept out of this matter by a wall.") % said
        raise Blocked(text, code="kept_out", target=case)
    if member.is_system or not set(CASE_ROLES) & set(member.roles):
        text = _("%(person)s has no role here in which somebody works on cases.") % said
        raise Blocked(text, code="role_not_held", target=case)
    if Assignment.objects.filter(case=case, membership=member, ended_at=None).exists():
        text = _("%(person)s works on this case already.") % said
        raise Blocked(text, code="assigned_already", target=case)
    if running_access(member).filter(case=case).exists():
        text = _("%(person)s has access for a time already. End it first.") % said
        raise Blocked(text, code="has_access", target=case)
    role = next(role for role in CASE_ROLES if role in member.roles)
    kept = [gate(actor, case, member, role, override) for gate in hooks.assign_gates]
    access = _open(case, member, TimedAccess.GIVEN, reason, hours, by=seat_of(actor))
    for keep in filter(None, kept):
        keep(access)
    detail: Detail = {"member": member.pk, "hours": hours}
    record(actor, "access.given", access, client_id=case.client_id, detail=detail)
    return access


@action("access.ended")
def end_access(actor: Actor, *, access: TimedAccess) -> TimedAccess:
    """End somebody's access before its time."""
    require(actor, "access.give", access)
    lock_client(access.case.client)
    case = locked_case(access.case)
    access = _locked(access)
    if access.ended_at is not None or access.until <= timezone.now():
        raise Blocked(_("This access has ended already."), code="ended_already", target=access)
    _end(actor, access, case)
    detail = {"member": access.membership_id}
    record(actor, "access.ended", access, client_id=case.client_id, detail=detail)
    return access


@action("glass.broken")
def break_glass(actor: Actor, *, number: str, reason: str, hours: int) -> TimedAccess:
    """Take access to a case in an emergency. Supervisors and its attorneys are told at once.

    What there is behind a wall, of the other side, or in no case at all, answers alike.
    """
    require(actor, "glass.break")
    require_person(actor)
    member = seat_of(actor)
    if not 1 <= hours <= GLASS_HOURS:
        text = _("Choose between one hour and %(hours)s hours.") % {"hours": GLASS_HOURS}
        raise Blocked(text, code="too_long")
    reason = _reason(reason, None)
    case = _case_numbered(actor, member, number)
    _refuse_seen(actor, case)
    lock_client(case.client)
    case = locked_case(case)
    member = _locked_seat(member, case)
    # Asked again: a wall, a role on the case or the same request may have come before the locks.
    if case.erased_at is not None or _is_hidden(case, member):
        raise _no_such_case()
    _refuse_seen(actor, case)
    access = _open(case, member, TimedAccess.BROKEN, reason, hours, by=member)
    told = alarmed_by(case, but=member)
    enqueue_all(
        GLASS, [Waiting(f"glass:{access.pk}:{seat.pk}", access.pk, seat.pk) for seat in told]
    )
    record(actor, "glass.broken", access, client_id=case.client_id, detail={"hours": hours})
    return access


@action("glass.reviewed")
def review_glass(actor: Actor, *, access: TimedAccess, proper: bool, review: str) -> TimedAccess:
    """Say what a supervisor found of an emergency access; one that was not right ends at once."""
    require(actor, "glass.review", access)
    require_person(actor, access)
    lock_client(access.case.client)
    case = locked_case(access.case)
    access = _locked(access)
    if access.kind != TimedAccess.BROKEN or access.reviewed_at is not None:
        raise Blocked(_("This was looked at already."), code="reviewed_already", target=access)
    if access.membership.user_id == actor.user_id:
        text = _("Somebody else than who took the access must look at it.")
        raise Blocked(text, code="second_person", target=access)
    access.review = _reason(review, access)
    access.proper, access.reviewed_at, access.reviewed_by = proper, timezone.now(), seat_of(actor)
    access.save(update_fields=["review", "proper", "reviewed_at", "reviewed_by"])
    if not proper and access.ended_at is None and access.until > timezone.now():
        _end(actor, access, case)
    detail: Detail = {"member": access.membership_id, "proper": proper}
    record(actor, "glass.reviewed", access, client_id=case.client_id, detail=detail)
    return access


def _refuse_seen(actor: Actor, case: Case) -> None:
    if visible_cases(actor).filter(pk=case.pk).exists():
        raise Blocked(_("You see this case already."), code="sees_already", target=case)


def _case_numbered(actor: Actor, member: Membership, number: str) -> Case:
    """Find a case by its number. Whoever keeps guessing has to wait."""
    key = f"glass:{actor.clinic.pk}:{member.pk}"
    cache.add(key, 0, timeout=TRIES_FOR)
    if cache.get(key, 0) >= GLASS_TRIES:
        text = _("Too many numbers were tried. Call a supervisor, or try again in an hour.")
        raise Blocked(text, code="too_many_tries")
    numbers = numbers_meant(number, year=today().year)[:1] if "-" in number else ()
    found = Case.objects.filter(number__in=numbers, erased_at=None).select_related("client__key")
    case = found.first()
    if case is None or _is_hidden(case, member):
        cache.incr(key)
        raise _no_such_case()
    return case


def _is_hidden(case: Case, member: Membership) -> bool:
    if is_kept_out(member.user_id, case.client_id):
        return True
    return any(ask(case, member) for ask in hooks.opposed)


def _no_such_case() -> Blocked:
    text = _("There is no case with this number. Write it as 2026-0042.")
    return Blocked(text, code="no_such_case")


def _open(
    case: Case, member: Membership, kind: str, reason: str, hours: int, *, by: Membership
) -> TimedAccess:
    over = TimedAccess.objects.filter(case=case, membership=member, ended_at=None)
    over.filter(until__lte=timezone.now()).update(ended_at=F("until"))
    access = TimedAccess(
        case=case, key=case.key, membership=member, kind=kind, reason=reason, given_by=by,
        until=timezone.now() + timedelta(hours=hours),
    )  # fmt: skip
    access.save(force_insert=True)
    open_case_to(member, case, until=access.until)
    return access


def _end(actor: Actor, access: TimedAccess, case: Case) -> None:
    access.ended_at, access.ended_by = timezone.now(), actor.membership
    access.save(update_fields=["ended_at", "ended_by"])
    close_case_to(access.membership, case)


def _locked(access: TimedAccess) -> TimedAccess:
    rows = TimedAccess.objects.select_for_update(of=("self",))
    return rows.select_related("membership__user", "key").get(pk=access.pk)


def _locked_seat(membership: Membership, case: Case) -> Membership:
    seat = Membership.objects.select_for_update(of=("self",), no_key=True).select_related("user")
    member = seat.filter(pk=membership.pk, ended_at=None).first()
    if member is None:
        raise Blocked(_("This person has left the clinic."), code="seat_ended", target=case)
    return member


def _reason(text: str, target: Case | TimedAccess | None) -> str:
    if text := text.strip():
        return text
    raise Blocked(_("Say why in a sentence."), code="reason_missing", target=target)
