"""Which relatives may be included with a principal, and whose age ends that. Pure: days are given.

Ages are fixed on the day the principal files (domain.md sections 1 and 2). What nobody has said yet
(a birth date, a marriage, a danger) makes an answer unsure, never a yes: an attorney asks.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from filings.rules.calendar import add_months
from filings.rules.texts import Said, gettext_noop

_FILE = Path(__file__).parent / "packs" / "shared" / "family.toml"

YES, NO, UNSURE = "yes", "no", "unsure"
ANSWERS = (YES, NO, UNSURE)
SPOUSE, CHILD, PARENT, SIBLING = "spouse", "child", "parent", "sibling"
RELATIONS: Mapping[str, str] = MappingProxyType(
    {
        SPOUSE: gettext_noop("Spouse"),
        CHILD: gettext_noop("Child"),
        PARENT: gettext_noop("Parent"),
        SIBLING: gettext_noop("Brother or sister"),
        "derivative_child": gettext_noop("Child of an included relative"),
    }
)
PLACES: Mapping[str, str] = MappingProxyType(
    {
        "in_country": gettext_noop("In the country"),
        "abroad": gettext_noop("Abroad"),
        UNSURE: gettext_noop("Not known yet"),
    }
)
# Conditions of a class: when one is not met or not known, this says it.
NOT_MET: Mapping[str, str] = MappingProxyType(
    {
        "principal_age": gettext_noop("The principal is {limit} or older on that day."),
        "relative_age": gettext_noop("The relative is {limit} or older on that day."),
        "married": gettext_noop("The relative is married."),
        "danger": gettext_noop("No present danger of retaliation is recorded."),
    }
)
NOT_KNOWN: Mapping[str, str] = MappingProxyType(
    {
        "principal_age": gettext_noop("The client's birth date is missing or not sure enough."),
        "relative_age": gettext_noop("The relative's birth date is missing."),
        "married": gettext_noop("Nobody has said whether the relative is married."),
        "danger": gettext_noop("Nobody has said whether the relative is in danger of retaliation."),
    }
)
ON_THE_EDGE = gettext_noop(
    "The age of {limit} falls between the day it was sent and the day of the receipt notice. "
    "Compare the date on which the agency received it."
)


@dataclass(frozen=True)
class FamilyClass:
    """One way in which a relation qualifies; every condition that it names must be met."""

    relation: str
    text: str
    principal_under: int | None = None
    relative_under: int | None = None
    unmarried: bool = False
    danger: bool = False
    relative_rule: str = ""


@dataclass(frozen=True)
class Scheme:
    """A form for relatives, the form it hangs on, and its classes."""

    form: str
    principal: str
    matter: str
    principal_rule: str
    source: str
    verify_with_counsel: bool
    classes: tuple[FamilyClass, ...]

    def of_relation(self, relation: str) -> tuple[FamilyClass, ...]:
        return tuple(each for each in self.classes if each.relation == relation)


@dataclass(frozen=True)
class Relative:
    """What is known of a relative. `married` and `danger` are yes, no or unsure."""

    relation: str
    birth_date: date | None
    married: str
    danger: str


@dataclass(frozen=True)
class Verdict:
    """`answer` with the class that gives it, and what is missing or stands against it."""

    answer: str
    text: str
    reasons: tuple[Said, ...]
    # Rules that watch an age this answer rests on.
    relative_rule: str = ""
    watches_principal: bool = False


@cache
def schemes() -> Mapping[str, Scheme]:
    """Return the forms for relatives, by code."""
    read = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    found = {}
    for row in read["scheme"]:
        classes = tuple(FamilyClass(**each) for each in row.pop("class"))
        found[row["form"]] = Scheme(classes=classes, **row)
    return MappingProxyType(found)


def scheme_of_principal(form: str) -> Scheme | None:
    """Return the scheme that a principal's form opens, if it opens one."""
    return next((each for each in schemes().values() if each.principal == form), None)


def verdict(
    scheme: Scheme, relative: Relative, *, principal_birth: date | None, days: Iterable[date]
) -> Verdict:
    """Say whether a relative may be included when the principal files on one of `days`.

    :param days: the day that counts; two when it is known only to lie between them
    """
    span = (min(days := tuple(days)), max(days))
    found = [
        _of_class(scheme, each, relative, principal_birth=principal_birth, span=span)
        for each in scheme.of_relation(relative.relation)
    ]
    if not found:
        text = gettext_noop("This form does not take this relation.")
        return Verdict(NO, text, ())
    order = (YES, UNSURE, NO)
    return min(found, key=lambda each: (order.index(each.answer), _leans_on_age(each)))


def years_old(birth: date, day: date) -> int:
    """Return the age on a day; a birthday of 29 February is kept on the 28th, the earlier day."""
    age = day.year - birth.year
    return age if add_months(birth, 12 * age)[0] <= day else age - 1


def _of_class(
    scheme: Scheme,
    each: FamilyClass,
    relative: Relative,
    *,
    principal_birth: date | None,
    span: tuple[date, date],
) -> Verdict:
    met: list[tuple[str, str, Said | None]] = []
    if each.principal_under is not None:
        met.append(_age("principal_age", principal_birth, each.principal_under, span))
    if each.relative_under is not None:
        met.append(_age("relative_age", relative.birth_date, each.relative_under, span))
    if each.unmarried:
        married = {YES: NO, NO: YES}.get(relative.married, UNSURE)
        met.append(_said("married", married))
    if each.danger:
        met.append(_said("danger", relative.danger))
    answers = [answer for _code, answer, _said in met]
    answer = NO if NO in answers else UNSURE if UNSURE in answers else YES
    reasons = tuple(said for _code, got, said in met if said is not None and got == answer)
    return Verdict(
        answer,
        each.text,
        reasons,
        relative_rule=each.relative_rule,
        watches_principal=each.principal_under is not None,
    )


def _age(
    code: str, birth: date | None, limit: int, span: tuple[date, date]
) -> tuple[str, str, Said | None]:
    if birth is None:
        return code, UNSURE, Said(f"unknown_{code}", NOT_KNOWN[code])
    under = [years_old(birth, day) < limit for day in span]
    if all(under):
        return code, YES, None
    if any(under):
        return code, UNSURE, Said(f"edge_{code}", ON_THE_EDGE, (("limit", limit),))
    return code, NO, Said(f"not_{code}", NOT_MET[code], (("limit", limit),))


def _said(code: str, answer: str) -> tuple[str, str, Said | None]:
    if answer == YES:
        return code, YES, None
    table, kind = (NOT_MET, "not") if answer == NO else (NOT_KNOWN, "unknown")
    return code, answer, Said(f"{kind}_{code}", table[code])


def _leans_on_age(found: Verdict) -> int:
    """Of two ways that are open, the one that no birthday ends is the better one."""
    return bool(found.relative_rule) + found.watches_principal
