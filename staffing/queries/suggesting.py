"""Who fits a case: everybody of the clinic, judged by the rules in a constant number of statements.

Names of the matter are compared here and never returned: a reader learns that a name resembles one,
not whose it is or what that person is to the client.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from cases import hooks
from cases.models import Case
from cases.queries import open_kinds, stands_as, team_of, unassigned
from cases.rules import CASE_ROLES
from cases.rules.standing import ATTORNEYS, CO_COUNSEL, REPRESENTATIVE, stand_in
from clients.models import Client
from clients.queries.firm_checks import firm_is_clear
from clients.queries.walls import is_kept_out, standing_walls
from clients.rules.conflict import (
    ConflictState,
    blocks_assignment,
)
from clinic.access.actor import Actor
from clinic.people.models import Membership
from clinic.tenancy.current import clinic_url, today
from clinic.vault.keys import preload
from interpreters.queries import need_of
from staffing.queries.meeting import OPPOSED, met_by, opposites_of, standing_marks
from staffing.queries.people import Facts, facts_of, terms_now
from staffing.rules import ranking
from staffing.rules.accreditation import BEYOND
from staffing.rules.ranking import BLOCKERS, FIRM, LOOK, NOTE, REASONS, Verdict, Work

# So many clients who wait are asked what they speak; the longest waiting first.
MOST_WAITING = 60
_LEVELS = (FIRM, LOOK, NOTE)


def suggestions(actor: Actor, case: Case) -> list[hooks.Suggestion]:
    """Return everybody who could work on a case, whoever may be assigned and fits best first."""
    taken = {(one.membership_id, role) for one in team_of(case) for role in stand_in(one.role)}
    seats = list(
        Membership.objects.filter(ended_at=None, is_system=False, user__is_active=True)
        .filter(roles__overlap=list(CASE_ROLES))
        .select_related("user")
        .order_by("user__name")
    )
    facts, terms, on = facts_of(seats), terms_now(), today()
    walled = set(standing_walls(case.client).values_list("membership__user_id", flat=True))
    others, waiting = opposites_of(case.client), _waiting(actor, case)
    near = _near_team(case)
    said, found = standing_marks([case.client_id]), []
    whole = work_of(case, CASE_ROLES[0])
    for role in CASE_ROLES:
        work = replace(whole, role=role)
        able = [one for one in facts if role in one.seat.roles]
        speaking = {one.seat.pk: ranking.speaks(one.person, work) for one in able}
        for one in able:
            if (one.seat.pk, role) in taken:
                continue
            spoken = speaking[one.seat.pk]
            verdict = ranking.judge(
                one.person, work, terms, on=on,
                met=met_by(one, others, case.client_id, said),
                walled=one.seat.user_id in walled,
                on_team=one.seat.pk in near,
                speakers=sum(1 for level in speaking.values() if level and level >= spoken),
                keeps=_keeps(one, able, waiting),
                firm=_firm(one, case.client, role),
            )  # fmt: skip
            found.append((role, verdict, _suggestion(actor, case, one, role, verdict)))
    found.sort(key=lambda row: (bool(row[1].firm), bool(row[1].look), -row[1].score))
    return [one for _role, _verdict, one in found]


def judge_one(actor: Actor, case: Case, seat: Membership, role: str) -> Verdict:
    """Return the same of one person, at the moment of assigning."""
    (one,) = facts_of([seat])
    return ranking.judge(
        one.person, work_of(case, role), terms_now(), on=today(),
        met=_met_in(case, one),
        walled=is_kept_out(seat.user_id, case.client_id),
        firm=_firm(one, case.client, role),
    )  # fmt: skip


def beyond_in_person(actor: Actor, case: Case, seat: Membership) -> bool:
    """Tell whether somebody is a representative whose accreditation does not open all of a case."""
    if REPRESENTATIVE not in seat.roles or set(ATTORNEYS) & set(seat.roles):
        return False
    verdict = judge_one(actor, case, seat, REPRESENTATIVE)
    return bool(BEYOND & set(verdict.firm))


def stands_against(case: Case, seat: Membership) -> bool:
    """Tell whether a name of a person or of the firm resembles one on the other side of a case."""
    (one,) = facts_of([seat])
    return _met_in(case, one) == OPPOSED


def _met_in(case: Case, one: Facts) -> str:
    client = case.client_id
    return met_by(one, opposites_of(case.client), client, standing_marks([client]))


def work_of(
    case: Case,
    role: str,
    due: Mapping[UUID, hooks.DueDay] | None = None,
    kinds: Mapping[UUID, tuple[str, ...]] | None = None,
) -> Work:
    """Return what is known of a case that somebody could take in a role.

    :param due: what is due of each case, where it is read already
    :param kinds: the open matters of each, likewise; nobody who answers for these is on them then
    """
    need = need_of(case.client)
    first, *others = (open_kinds_of([case]) if kinds is None else kinds)[case.pk]
    found = next_days([case.pk]) if due is None else due
    day = found.get(case.pk)
    return Work(
        case.pk, first, role,
        language=need.language or "", dialect=need.dialect or "",
        # A day that binds an agency asks nothing of ours.
        next_deadline=day.day if day and not day.agency else None,
        clear=not blocks_assignment(ConflictState(case.client.conflict_state)),
        others=tuple(others),
        attended=kinds is None and is_attended(case),
    )  # fmt: skip


def is_attended(case: Case) -> bool:
    """Tell whether an attorney of the clinic works on a case."""
    return any(stands_as(one, ATTORNEYS) for one in team_of(case))


def open_kinds_of(cases: Sequence[Case]) -> dict[UUID, tuple[str, ...]]:
    return open_kinds({case.pk: case.matter for case in cases})


def _firm(one: Facts, client: Client, role: str) -> str:
    """Return what stands against the firm of whoever comes from another one."""
    if role != CO_COUNSEL:
        return ""
    if not one.firm:
        return "firm_missing"
    return "" if firm_is_clear(client, one.firm) else "firm_not_clear"


def next_days(ids: Sequence[UUID]) -> dict[UUID, hooks.DueDay]:
    found: dict[UUID, hooks.DueDay] = {}
    for ask in hooks.next_deadlines:
        found.update(ask(ids))
    return found


def _waiting(actor: Actor, case: Case) -> list[Work]:
    """Return what other clients who wait for an attorney speak."""
    rows = list(
        unassigned(actor).exclude(pk=case.pk).exclude(client_id=case.client_id)[:MOST_WAITING]
    )
    preload({row.client.key_id for row in rows})
    nothing: dict[UUID, hooks.DueDay] = {}
    kinds = open_kinds_of(rows)
    works = [work_of(row, "attorney", nothing, kinds) for row in rows]
    return [work for work in works if work.language]


def _keeps(one: Facts, able: Sequence[Facts], waiting: Sequence[Work]) -> bool:
    """Tell whether nobody but this person speaks the language of somebody who waits."""
    for work in waiting:
        if not ranking.speaks(one.person, work):
            continue
        if sum(1 for other in able if ranking.speaks(other.person, work)) == 1:
            return True
    return False


def _near_team(case: Case) -> set[UUID]:
    """Return who works on another open case of the same client."""
    beside = Case.objects.filter(client=case.client, closed_on=None).exclude(pk=case.pk)
    rows = beside.filter(assignments__ended_at=None)
    return {pk for pk in rows.values_list("assignments__membership_id", flat=True) if pk}


def _suggestion(
    actor: Actor, case: Case, one: Facts, role: str, verdict: Verdict
) -> hooks.Suggestion:
    said = one.profile if actor.has("profile.view") else None
    codes = sorted(verdict.against, key=lambda code: _LEVELS.index(BLOCKERS[code].level))
    return hooks.Suggestion(
        membership=one.seat,
        role=role,
        load=one.person.load,
        capacity=one.person.capacity,
        reasons=tuple((code, REASONS[code]) for code in verdict.reasons),
        against=tuple(_against(actor, case, one, code) for code in codes),
        score=verdict.score,
        place=(said.place or "") if said else "",
        wishes=(said.wishes or "") if said else "",
        url=clinic_url("staffing:profile", said.pk) if said else "",
    )


def _against(actor: Actor, case: Case, one: Facts, code: str) -> hooks.Against:
    url, label = "", ""
    other = one.seat.user_id != actor.user_id
    if code in ranking.BY_NAME and actor.has("namesake.say") and other:
        url, label = clinic_url("staffing:namesakes", case.pk), _("It is somebody else")
    return hooks.Against(code, BLOCKERS[code].text, BLOCKERS[code].level, url, label)
