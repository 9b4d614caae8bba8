"""The relatives of a case's client: who may be included, until when, and what was changed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.pages.dates import short_date
from filings.models import AgeWatch, Deadline, FamilyChange, FamilyMember, Filing
from filings.policy import visible_family, visible_filings
from filings.queries.deadlines import title_of
from filings.queries.family_watch import (
    OpenScheme,
    fits,
    key_of,
    members_of,
    missing,
    open_schemes,
    relative_of,
    stale,
    wanted_watches,
    watches_of,
)
from filings.queries.words import in_words
from filings.rules.family import NO, PLACES, RELATIONS, UNSURE, YES, Verdict
from filings.rules.lifecycle import BEFORE_RECEIPT

TONES = {YES: "good", NO: "quiet", UNSURE: "warn"}
# Forms that may be for a relative; those of `schemes()` always are.
FOR_RELATIVES = ("I-914A", "I-918A", "I-929", "I-765", "I-192", "I-485T", "I-485U", "I-539")


@dataclass(frozen=True)
class Inclusion:
    """Whether a relative may be included with one form, and until when."""

    form: str
    answer: str
    answer_text: str
    tone: str
    text: str
    reasons: list[str]
    source: str
    verify_with_counsel: bool
    rules: list[str]
    last_day: date | None
    deadline: UUID | None
    # "" or why the day planned for filing is too late, or none is planned.
    alert: str
    fixed: bool
    may_file: bool


@dataclass(frozen=True)
class FamilyLine:
    """A relative without the name: "Child 2"."""

    member: FamilyMember
    label: str
    relation: str
    relation_text: str
    married: str
    danger: str
    place: str
    place_text: str
    birth_known: bool
    inclusions: list[Inclusion]
    filings: list[Filing]

    @property
    def pk(self) -> UUID:
        return self.member.pk


@dataclass(frozen=True)
class FamilyPage:
    lines: list[FamilyLine]
    removed: list[tuple[str, FamilyMember]]
    schemes: list[OpenScheme]
    # The client's birth date decides for parents and siblings.
    principal_birth_known: bool
    own_watches: list[tuple[Deadline, str]]
    stale: list[tuple[str, Deadline]]
    outdated: bool
    history: list[tuple[str, FamilyChange, list[str]]]


def member_of(actor: Actor, pk: UUID) -> FamilyMember:
    """:raises NotVisible: not there for this actor, or removed"""
    rows = visible_family(actor).select_related("case__client__key", "case__key", "key", "party")
    found = rows.filter(pk=pk, removed_at=None).first()
    if found is None:
        raise NotVisible("relative")
    return found


def labels_of(members: Sequence[FamilyMember]) -> dict[UUID, str]:
    """Name each by relation, numbered where there are several; removed ones keep their number."""
    relations = {each.pk: str((each.details or {})["relation"]) for each in members}
    totals, seen = Counter(relations.values()), Counter[str]()
    labels = {}
    for pk, relation in relations.items():
        seen[relation] += 1
        label = _(RELATIONS[relation])
        labels[pk] = f"{label} {seen[relation]}" if totals[relation] > 1 else label
    return labels


def label_of(member: FamilyMember) -> str:
    return labels_of(members_of(member.case))[member.pk]


def named_family(case: Case, members: Sequence[FamilyMember]) -> list[tuple[str, str, date | None]]:
    """Return (label, name, birth date) of relatives whose names were just revealed."""
    labels = labels_of(members_of(case))
    return [(labels[each.pk], each.name or "", each.birth_date) for each in members]


def about_relative(filing: Filing) -> dict[str, object]:
    """Return for whom a filing is, by label, and what can still be said about it."""
    member = filing.family_member if filing.family_member_id else None
    return {
        "for_relative": label_of(member) if member else "",
        "names_relative": filing.form in FOR_RELATIVES,
        "plannable": filing.status in BEFORE_RECEIPT,
    }


def family_choices(case: Case) -> list[tuple[UUID, str]]:
    """Return the relatives a filing can be for."""
    members = members_of(case)
    labels = labels_of(members)
    return [(each.pk, labels[each.pk]) for each in members if each.removed_at is None]


def family_page(actor: Actor, case: Case) -> FamilyPage:
    """Return all that the page of a family shows, no name among it. The number of statements is
    the same whatever the family."""
    if not actor.has("family.view"):
        raise NotVisible("family")
    members = members_of(case)
    labels = labels_of(members)
    opened, watches = open_schemes(case), watches_of(case)
    here = [each for each in members if each.removed_at is None]
    wanted = wanted_watches(case, here, opened)
    filings = list(visible_filings(actor).filter(case=case).exclude(family_member=None))
    lines = [
        _line(each, labels[each.pk], case, opened, watches, filings) for each in here
    ]  # fmt: skip
    old = stale(watches, wanted)
    return FamilyPage(
        lines=lines,
        removed=[(labels[each.pk], each) for each in members if each.removed_at is not None],
        schemes=opened,
        principal_birth_known=case.client.birth_date is not None,
        own_watches=[
            (each.deadline, title_of(each.deadline))
            for each in watches
            if each.member_id is None and fits(each, wanted)
        ],
        stale=[
            (labels[each.member_id] if each.member_id else _("Client"), each.deadline)
            for each in old
        ],
        outdated=bool(missing(watches, wanted)),
        history=_history(case, labels),
    )


def family_lines(actor: Actor, case: Case) -> list[FamilyLine]:
    return family_page(actor, case).lines


def _line(
    member: FamilyMember,
    label: str,
    case: Case,
    opened: Sequence[OpenScheme],
    watches: Sequence[AgeWatch],
    filings: Sequence[Filing],
) -> FamilyLine:
    details: Mapping[str, str] = member.details or {}
    theirs = [each for each in filings if each.family_member_id == member.pk]
    return FamilyLine(
        member=member,
        label=label,
        relation=details["relation"],
        relation_text=_(RELATIONS[details["relation"]]),
        married=details["married"],
        danger=details["danger"],
        place=details["place"],
        place_text=_(PLACES[details["place"]]),
        birth_known=member.birth_date is not None,
        inclusions=[_inclusion(member, case, state, watches, theirs) for state in opened],
        filings=theirs,
    )


def _inclusion(
    member: FamilyMember,
    case: Case,
    state: OpenScheme,
    watches: Sequence[AgeWatch],
    filings: Sequence[Filing],
) -> Inclusion:
    found = state.verdict_on(relative_of(member), case.client.birth_date)
    keys = _keys(member, state, found)
    running = [
        each.deadline
        for each in watches
        if key_of(each) in keys and each.deadline.status == Deadline.OPEN and not state.fixed
    ]
    soonest = min(running, key=lambda each: each.outer or date.max, default=None)
    there = any(each.form == state.scheme.form for each in filings)
    return Inclusion(
        form=state.scheme.form,
        answer=found.answer,
        answer_text=_answer_text(state, found),
        tone=TONES[found.answer],
        text=_(found.text),
        reasons=[in_words(each) for each in found.reasons],
        source=state.scheme.source,
        verify_with_counsel=state.scheme.verify_with_counsel,
        rules=sorted(rule for _member, rule in keys),
        last_day=soonest.outer if soonest else None,
        deadline=soonest.pk if soonest else None,
        alert=_alert(state, soonest),
        fixed=state.fixed,
        may_file=found.answer != NO and not there,
    )


def _keys(member: FamilyMember, state: OpenScheme, found: Verdict) -> set[tuple[UUID | None, str]]:
    keys: set[tuple[UUID | None, str]] = set()
    if found.relative_rule:
        keys.add((member.pk, found.relative_rule))
    if found.watches_principal:
        keys.add((None, state.scheme.principal_rule))
    return keys


def _answer_text(state: OpenScheme, found: Verdict) -> str:
    names = {"form": state.scheme.form, "principal": state.scheme.principal}
    if found.answer == UNSURE:
        return _("%(form)s: not sure yet") % names
    if found.answer == NO:
        return _("%(form)s: cannot be included") % names
    if state.fixed:
        return _("%(form)s: can be included") % names
    return _("%(form)s: can be included if %(principal)s were filed today") % names


def _alert(state: OpenScheme, soonest: Deadline | None) -> str:
    """Say when a birthday comes before the filing. Nothing planned is itself worth saying."""
    if soonest is None or soonest.outer is None:
        return ""
    names = {"day": short_date(soonest.outer), "form": state.scheme.principal}
    planned = state.filing.planned_for if state.filing else None
    if planned is None:
        return _("No day is planned for sending %(form)s. It must be received by %(day)s.") % names
    if planned >= soonest.outer:
        names["planned"] = short_date(planned)
        return (
            _("%(form)s is planned for %(planned)s: too late. It must be received by %(day)s.")
            % names
        )
    return ""


def _history(case: Case, labels: Mapping[UUID, str]) -> list[tuple[str, FamilyChange, list[str]]]:
    rows = FamilyChange.objects.filter(member__case=case).select_related("key", "changed_by__user")
    words = {
        "name": _("Name"),
        "birth_date": _("Birth date"),
        "relation": _("Relation"),
        "married": _("Married"),
        "danger": _("Danger of retaliation"),
        "place": _("Where"),
        "removed": _("Removed"),
    }
    return [
        (labels[row.member_id], row, [words[code] for code in (row.was or {}).get("changed", [])])
        for row in rows.order_by("-id")[:50]
    ]
