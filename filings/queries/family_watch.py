"""Whose age has to be watched in a case: the schemes that are open, and what follows from them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from cases.models import Case
from clinic.tenancy.current import today
from filings.models import AgeWatch, Deadline, FamilyMember, Filing, FilingMove
from filings.rules.family import NO, Relative, Scheme, Verdict, schemes, verdict
from filings.rules.lifecycle import REJECTED, SENT, WITHDRAWN

SIJ_FORM, SIJ_MATTER, SIJ_RULE = "I-360SIJ", "sij", "us.sij.age_out"
RECEIPTED = "receipted"
# Whose age, by which rule: without a member, the client's own.
WatchKey = tuple[UUID | None, str]


@dataclass(frozen=True)
class OpenScheme:
    """A form for relatives in a case; `days` on which the principal's filing counts as filed.

    `fixed`: it was receipted, so no birthday changes anything any more.
    """

    scheme: Scheme
    filing: Filing | None
    days: tuple[date, ...]
    fixed: bool

    def verdict_on(self, relative: Relative, principal_birth: date | None) -> Verdict:
        return verdict(self.scheme, relative, principal_birth=principal_birth, days=self.days)


def watches_age(deadline: Deadline) -> bool:
    """Tell whether the page of the family says whose age this deadline watches."""
    if deadline.filing_id or deadline.notice_id:
        return False
    return AgeWatch.objects.filter(deadline=deadline).exists()


def relative_of(member: FamilyMember) -> Relative:
    details: Mapping[str, Any] = member.details or {}
    return Relative(
        relation=str(details["relation"]),
        birth_date=member.birth_date,
        married=str(details["married"]),
        danger=str(details["danger"]),
    )


def members_of(case: Case) -> list[FamilyMember]:
    """Return all relatives that were ever recorded, in order: the numbers of labels stay theirs."""
    rows = FamilyMember.objects.filter(case=case).select_related("key", "added_by__user")
    return list(rows.order_by("id"))


def open_schemes(case: Case) -> list[OpenScheme]:
    """Return the forms for relatives that this case's matter or filings open. Two statements."""
    forms = [each.principal for each in schemes().values()]
    filings = list(
        Filing.objects.filter(case=case, form__in=forms).exclude(status=WITHDRAWN).order_by("id")
    )
    moves = FilingMove.objects.filter(filing__in=filings, became__in=(SENT, RECEIPTED))
    taken: dict[UUID, dict[str, date]] = {}
    for move in moves.order_by("id"):
        taken.setdefault(move.filing_id, {})[move.became] = move.on
    found = []
    for scheme in schemes().values():
        theirs = [each for each in filings if each.form == scheme.principal]
        if theirs:
            found.append(_of_filing(scheme, theirs[-1], taken.get(theirs[-1].pk, {})))
        elif case.matter == scheme.matter:
            found.append(OpenScheme(scheme, None, (today(),), fixed=False))
    return found


def _of_filing(scheme: Scheme, filing: Filing, taken: Mapping[str, date]) -> OpenScheme:
    received = taken.get(RECEIPTED)
    if received is None:
        return OpenScheme(scheme, filing, (today(),), fixed=False)
    # Received by the agency on some day between: the earliest and the latest it can be.
    return OpenScheme(scheme, filing, (taken.get(SENT, received), received), fixed=True)


def wanted_watches(
    case: Case, members: Iterable[FamilyMember], opened: Sequence[OpenScheme]
) -> dict[WatchKey, date]:
    """Return the birth dates to watch: of whom an answer today rests on an age."""
    principal_birth: date | None = case.client.birth_date
    wanted: dict[WatchKey, date] = {}
    for state in opened:
        if state.fixed:
            continue
        for member in members:
            if member.removed_at is not None:
                continue
            found = state.verdict_on(relative_of(member), principal_birth)
            if found.answer == NO:
                continue
            if found.relative_rule and member.birth_date:
                wanted[member.pk, found.relative_rule] = member.birth_date
            if found.watches_principal and principal_birth:
                wanted[None, state.scheme.principal_rule] = principal_birth
    if principal_birth and _sij_open(case):
        wanted[None, SIJ_RULE] = principal_birth
    return wanted


def _sij_open(case: Case) -> bool:
    filings = Filing.objects.filter(case=case, form=SIJ_FORM).exclude(status=WITHDRAWN)
    before = ("draft", "client_review", "signed", SENT, REJECTED)
    statuses = list(filings.order_by("id").values_list("status", flat=True))
    return statuses[-1] in before if statuses else case.matter == SIJ_MATTER


def watches_of(case: Case) -> list[AgeWatch]:
    rows = AgeWatch.objects.filter(case=case).select_related("deadline__key", "deadline__filing")
    return list(rows.order_by("id"))


def key_of(watch: AgeWatch) -> WatchKey:
    return (watch.member_id, watch.deadline.rule)


def fits(watch: AgeWatch, wanted: Mapping[WatchKey, date]) -> bool:
    """Tell whether a watch still counts from what is known today."""
    birth = wanted.get(key_of(watch))
    return birth is not None and (watch.deadline.facts or {}).get("birth_date") == birth.isoformat()


def stale(watches: Iterable[AgeWatch], wanted: Mapping[WatchKey, date]) -> list[AgeWatch]:
    """Return open watches that count from facts which no longer stand."""
    running = [each for each in watches if each.deadline.status == Deadline.OPEN]
    return [each for each in running if not fits(each, wanted)]


def missing(watches: Iterable[AgeWatch], wanted: Mapping[WatchKey, date]) -> dict[WatchKey, date]:
    """Return what nobody watches yet; what a person settled for these facts stays settled."""
    there = {
        key_of(each)
        for each in watches
        if fits(each, wanted) and not (each.answered and each.deadline.status != Deadline.OPEN)
    }
    return {key: birth for key, birth in wanted.items() if key not in there}


def rules_fixed_by(form: str) -> frozenset[str]:
    """Return the age rules that a principal's filing ends once it is receipted."""
    if form == SIJ_FORM:
        return frozenset({SIJ_RULE})
    found = {
        rule
        for scheme in schemes().values()
        if scheme.principal == form
        for rule in (scheme.principal_rule, *(each.relative_rule for each in scheme.classes))
    }
    return frozenset(found - {""})
