"""The relatives of a case's client: record, correct, remove, and look at their names."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case
from clients.actions.parties import name_relative
from clients.actions.rows import lock_for_names
from clients.rules.reasons import REVEAL_REASONS
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from filings.actions.family_watch import keep_watch, locked_case
from filings.models import FamilyChange, FamilyMember, Filing
from filings.queries.family_watch import members_of
from filings.rules.family import ANSWERS, PLACES, RELATIONS
from filings.rules.lifecycle import ENDED

TABLES: Mapping[str, Any] = {
    "relation": RELATIONS,
    "married": ANSWERS,
    "danger": ANSWERS,
    "place": PLACES,
}


@action("family.added")
def add_relative(
    actor: Actor,
    *,
    case: Case,
    name: str,
    relation: str,
    married: str,
    danger: str,
    place: str,
    birth_date: date | None = None,
    member_id: UUID | None = None,
) -> FamilyMember:
    """Record a relative of the client, and watch the age if an answer rests on it.

    The name is compared by conflict checks from now on, so that the client's has to be run again.

    :param relation: a code of `rules.family.RELATIONS`
    :param married: yes, no or unsure; so is `danger`, of retaliation
    :param place: a code of `rules.family.PLACES`
    :param member_id: the id the page was given, so that sending it twice records one
    """
    require(actor, "family.edit", case)
    lock_for_names(case.client)
    case = locked_case(case)
    if member_id and FamilyMember.objects.filter(pk=member_id).exists():
        raise Blocked(_("This relative was recorded already."), code="sent_twice", target=case)
    details = {"relation": relation, "married": married, "danger": danger, "place": place}
    _refuse_unknown(case, details)
    _refuse_future(case, birth_date)
    member = FamilyMember(
        id=member_id or new_id(), case=case, key=case.key, name=name, birth_date=birth_date,
        details=details, party=name_relative(actor, case.client, name), added_by=actor.membership,
    )  # fmt: skip
    member.save(force_insert=True)
    keep_watch(actor, case, why=_("A relative was added; the age was computed anew."))
    record(actor, "family.added", member)
    return member


@action("family.changed")
def change_relative(
    actor: Actor,
    *,
    member: FamilyMember,
    reason: str,
    changes: Mapping[str, Any],
    version: int | None = None,
) -> FamilyMember:
    """Correct what is recorded of a relative. What it was before stays, sealed, with the reason.

    :param changes: name, birth_date, relation, married, danger, place: those that change
    """
    require(actor, "family.edit", member)
    lock_for_names(member.case.client)
    case = locked_case(member.case)
    member = _locked(member, version)
    reason = _said(reason, member)
    details = {**(member.details or {})}
    before = {"name": member.name, "birth_date": member.birth_date, **details}
    changed = sorted(code for code, value in changes.items() if before[code] != value)
    if not changed:
        raise Blocked(_("Nothing was changed."), code="nothing_changed", target=member)
    details |= {code: changes[code] for code in changed if code in TABLES}
    _refuse_unknown(case, details)
    _refuse_future(case, changes.get("birth_date"))
    _keep_history(actor, member, reason=reason, changed=changed)
    if "name" in changed:
        # The name as it was stays among those compared: somebody gave it once.
        member.name = changes["name"]
        member.party = name_relative(actor, case.client, changes["name"])
    if "birth_date" in changed:
        member.birth_date = changes["birth_date"]
    member.details = details
    member.version += 1
    member.save()
    keep_watch(actor, case, why=_("The record of the relative was corrected: %s") % reason)
    record(actor, "family.changed", member, changes=changed)
    return member


@action("family.removed")
def remove_relative(
    actor: Actor, *, member: FamilyMember, reason: str, version: int | None = None
) -> FamilyMember:
    """Take a relative off the list, with a reason. The row and its history stay, sealed."""
    require(actor, "family.edit", member)
    case = locked_case(member.case)
    member = _locked(member, version)
    reason = _said(reason, member)
    if Filing.objects.filter(family_member=member).exclude(status__in=ENDED).exists():
        raise Blocked(
            _("A filing is for this relative. Withdraw it, or say that it is for somebody else."),
            code="filing_for_relative",
            target=member,
        )
    _keep_history(actor, member, reason=reason, changed=["removed"])
    member.removed_at = timezone.now()
    member.version += 1
    member.save(update_fields=["removed_at", "version"])
    keep_watch(actor, case, why=_("The relative was removed: %s") % reason)
    record(actor, "family.removed", member)
    return member


@action("family.revealed")
def reveal_family(actor: Actor, *, case: Case, reason: str) -> list[FamilyMember]:
    """Return the relatives with names and birth dates; the look is recorded with its reason.

    :param reason: a code of `clients.rules.reasons.REVEAL_REASONS`
    """
    require(actor, "client.reveal", case)
    require(actor, "family.view", case)
    if reason not in REVEAL_REASONS:
        raise ValueError("Not a reason for a reveal.")
    record(actor, "family.revealed", case, detail={"reason": reason})
    return [each for each in members_of(case) if each.removed_at is None]


def _locked(member: FamilyMember, version: int | None) -> FamilyMember:
    rows = FamilyMember.objects.select_for_update(of=("self",)).select_related("case", "key")
    member = rows.get(pk=member.pk)
    if member.removed_at is not None:
        raise Blocked(
            _("This relative was removed already."), code="removed_already", target=member
        )
    if version is not None and version != member.version:
        raise Blocked(
            _("Somebody changed this meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile",
            target=member,
        )
    return member


def _said(reason: str, member: FamilyMember) -> str:
    if not reason.strip():
        raise Blocked(_("Say why, in a sentence."), code="no_reason", target=member)
    return reason.strip()


def _keep_history(actor: Actor, member: FamilyMember, *, reason: str, changed: list[str]) -> None:
    born = member.birth_date
    was = {
        "name": member.name,
        "birth_date": born.isoformat() if born else None,
        **(member.details or {}),
        "changed": changed,
    }
    FamilyChange(
        member=member, key=member.key, was=was, reason=reason, changed_by=actor.membership
    ).save(force_insert=True)


def _refuse_unknown(case: Case, details: Mapping[str, str]) -> None:
    if any(details[code] not in table for code, table in TABLES.items()):
        raise Blocked(_("Choose one of the list."), code="unknown_choice", target=case)


def _refuse_future(case: Case, birth_date: date | None) -> None:
    if birth_date is not None and birth_date > today():
        raise Blocked(
            _("The birth date is in the future. Check the year."), code="future_day", target=case
        )
