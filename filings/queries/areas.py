"""The rules as a person looks for them: by country, then by what they are about."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from filings.queries.packs import rule_here, rules_here
from filings.rules import Rule, UnknownRule

COUNTRIES: Mapping[str, Promise] = MappingProxyType(
    {"us": _("United States"), "uk": _("United Kingdom")}
)
# The second word of a rule's id -> what it is about, in the order of the page.
AREAS: Mapping[str, Promise] = MappingProxyType(
    {
        "uscis": _("USCIS: notices, appeals, address"),
        "t": _("T status"),
        "t_status": _("T status"),
        "u": _("U status"),
        "u_status": _("U status"),
        "asylum": _("Asylum"),
        "ead": _("Work permit"),
        "sij": _("Special immigrant juveniles"),
        "eoir": _("Immigration court and Board of Immigration Appeals"),
        "continued_presence": _("Continued presence and help for minors"),
        "hhs": _("Continued presence and help for minors"),
        "court": _("Immigration court and Board of Immigration Appeals"),
        "civil": _("Civil action and restitution"),
        "restitution": _("Civil action and restitution"),
        "vacatur": _("Clearing a conviction"),
        "certification": _("Requests to agencies"),
        "foia": _("Requests to agencies"),
        "records": _("Requests to agencies"),
        "fee_waiver": _("Fees"),
        "nrm": _("National Referral Mechanism"),
        "jr": _("Courts"),
    }
)


@dataclass(frozen=True)
class NamedRule:
    id: str
    name: str


@dataclass(frozen=True)
class Area:
    """Some rules about one thing in one country."""

    country: str
    name: str
    rules: list[NamedRule]


def areas(sought: str = "") -> list[Area]:
    """Return every rule, once; what has no area of its own stands last in its country.

    :param sought: keep what has all of its words in its name, area, country, id or source
    """
    words = _words(sought)
    order = {code: place for place, code in enumerate(AREAS)}
    found: dict[tuple[str, str], list[NamedRule]] = {}
    known = sorted(
        rules_here(), key=lambda each: (_country_place(each), _place(each, order), each.id)
    )
    for each in known:
        if not _has(each, words):
            continue
        named = NamedRule(each.id, gettext(each.name))
        found.setdefault((country_of(each), area_of(each)), []).append(named)
    return [Area(country, name, named) for (country, name), named in found.items()]


def _has(rule: Rule, words: Iterable[str]) -> bool:
    told = (gettext(rule.name), area_of(rule), country_of(rule), rule.id, rule.source)
    there = _words(" ".join(told))
    return all(
        word in there if len(word) == 1 else any(each.startswith(word) for each in there)
        for word in words
    )


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def rule_named(rule_id: str) -> Rule | None:
    try:
        return rule_here(rule_id)
    except UnknownRule:
        return None


def country_of(rule: Rule) -> str:
    """A pack of a clinic's own may be for a place that has no name here."""
    return str(COUNTRIES.get(rule.jurisdiction, rule.jurisdiction.upper()))


def area_of(rule: Rule) -> str:
    return str(AREAS.get(_area(rule), gettext("Other rules")))


def _area(rule: Rule) -> str:
    return [*rule.id.split("."), ""][1]


def _place(rule: Rule, order: Mapping[str, int]) -> int:
    return order.get(_area(rule), len(order))


def _country_place(rule: Rule) -> tuple[int, str]:
    names = list(COUNTRIES)
    known = rule.jurisdiction in names
    return (names.index(rule.jurisdiction) if known else len(names), rule.jurisdiction)
