"""The catalogue of filings as data (domain.md section 1): what a clinic may add to a case.

A pack is a TOML file in `packs/filings/`. Reading is strict, as for rules: an unknown key, an
example that its own format refuses, a proposal of a filing that is not there, or a rule that nobody
knows stop the load. Prerequisites are reminders for an attorney, not legal advice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from cases.rules import MATTERS
from filings.rules.catalogue import PACKS, PackError, Rule, UnknownRule, rule
from filings.rules.form_parts import Edition, Ends, Fee, Proposal, Starts
from filings.rules.identifiers import Identifier, identifier_problem
from filings.rules.lifecycle import LIFECYCLES
from filings.rules.pack import parsed

FILING_PACKS = PACKS / "filings"
SHIPPED = ("us_uscis", "us_agencies", "us_records", "us_courts", "uk", "europe")
CODE = re.compile(r"[A-Z][A-Z0-9-]{0,19}")
JURISDICTION = re.compile(r"[a-z]{2,12}(-[a-z0-9]{1,12})?")
# The marks of domain.md: K is general knowledge, a number with s was read in secondary sources.
TO_VERIFY = re.compile(r"K|\ds")
LONGEST_WORDS = 2000


@dataclass(frozen=True)
class Form:
    """One filing.

    `matters`: the kinds of matters it belongs to; a letter for one of them lets it go out.
    `on_denial`: the rule that computes the last day to challenge a denial, if there is one.
    `most_rfe_days`: the most an RFE about this form may give, where it is less than the rule's.
    `begins`: the steps a draft may take, where the lifecycle leaves several; empty: all of them.
    `proposes`, `starts` and `ends`: what its steps open, and which deadlines they set going or
    answer.
    """

    code: str
    name: str
    body: str
    lifecycle: str
    prerequisites: str
    source: str
    mark: str
    verify_with_counsel: bool
    jurisdiction: str = "us"
    pack_version: str = ""
    unlocks: str = ""
    matters: tuple[str, ...] = ()
    supplements: tuple[str, ...] = ()
    on_denial: str = ""
    most_rfe_days: int | None = None
    begins: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    editions: tuple[Edition, ...] = ()
    fees: tuple[Fee, ...] = ()
    fee_waiver: str = ""
    proposes: tuple[Proposal, ...] = field(default=())
    starts: tuple[Starts, ...] = field(default=())
    ends: tuple[Ends, ...] = field(default=())

    def editions_on(self, day: date) -> tuple[Edition, ...]:
        """Return the editions that are accepted on a day; empty: none is known."""
        return tuple(each for each in self.editions if each.valid_on(day))

    def edition_named(self, name: str) -> Edition | None:
        return next((each for each in self.editions if each.edition == name), None)

    def fee_on(self, day: date) -> Fee | None:
        """Return the fee on a day; None: this catalogue does not know it."""
        return next((each for each in self.fees if each.due_on(day)), None)

    def takes(self, kind: str) -> bool:
        return any(each.kind == kind for each in self.identifiers)

    def starts_on(self, status: str) -> tuple[Starts, ...]:
        return tuple(each for each in self.starts if each.on == status)

    def ends_on(self, status: str) -> frozenset[str]:
        """Return the rules whose open deadlines a step answers."""
        return frozenset(name for each in self.ends if status in each.on for name in each.rules)

    def proposes_on(self, status: str) -> tuple[Proposal, ...]:
        return tuple(each for each in self.proposes if status in each.on)


def read_filings(pack: str | dict[str, Any]) -> list[Form]:
    """Read one pack (TOML text, or what was read from it) into filings; raises PackError."""
    pack = parsed(pack) if isinstance(pack, str) else pack
    try:
        jurisdiction, version = pack.pop("jurisdiction"), pack.pop("version")
        rows, described = list(pack.pop("filing")), dict(pack.pop("identifier", {}))
        shared = dict(pack.pop("shared", {}))
        rows = [{**shared[row["like"]], **row} if "like" in row else row for row in rows]
    except (KeyError, TypeError, ValueError) as broken:
        raise PackError(f"not a pack of filings: {broken}") from broken
    if pack:
        raise PackError(f"unknown keys: {', '.join(pack)}")
    if not isinstance(jurisdiction, str) or not JURISDICTION.fullmatch(jurisdiction):
        raise PackError("jurisdiction is a short word in small letters, such as us or us-ca")
    if not isinstance(version, str) or not 0 < len(version) <= 20:
        raise PackError("version is a short text, such as 2026-10")
    known = {code: _read_identifier(code, row) for code, row in described.items()}
    return [
        _read_form({k: v for k, v in row.items() if k != "like"}, jurisdiction, version, known)
        for row in rows
    ]


def audit_code(code: str) -> str:
    """Write a code as the audit takes it: capitals without a digit could be somebody's name."""
    return code if re.search("[0-9]", code) else code.lower()


def by_code(
    found: Iterable[Form], *, rule_named: Callable[[str], Rule] = rule
) -> Mapping[str, Form]:
    """Put filings of all packs together; refuse two of one code, and what leads nowhere.

    :param rule_named: gives a rule by its id or raises UnknownRule; a clinic knows its own too
    """
    forms: dict[str, Form] = {}
    for form in found:
        if form.code in forms:
            raise PackError(f"{form.code}: there are two of this code")
        forms[form.code] = form
    for form in forms.values():
        for code in (*form.supplements, *(each.form for each in form.proposes)):
            if code not in forms:
                raise PackError(f"{form.code}: there is no filing {code}")
        for starts in form.starts:
            _check_rule(form, starts, rule_named)
        for ended in sorted({name for each in form.ends for name in each.rules}):
            # What cannot be given back is settled by people, never by the way.
            if _check_rule(form, Starts("", ended, ""), rule_named).jurisdictional:
                raise PackError(f"{form.code}: no step ends {ended}: a missed day is final")
        if form.on_denial:
            _check_rule(form, Starts("denied", form.on_denial, "decision_date"), rule_named)
    return MappingProxyType(forms)


def shipped() -> list[Form]:
    """Read the packs that come with Alcove, in the order in which the pages show them."""
    found: list[Form] = []
    for name in SHIPPED:
        found += read_filings((FILING_PACKS / f"{name}.toml").read_text(encoding="utf-8"))
    return found


def _check_rule(form: Form, starts: Starts, rule_named: Callable[[str], Rule]) -> Rule:
    try:
        named = rule_named(starts.rule)
    except UnknownRule as unknown:
        raise PackError(f"{form.code}: {unknown}") from unknown
    if starts.day and starts.day not in named.facts:
        raise PackError(f"{form.code}: {starts.rule} takes no fact {starts.day}")
    return named


def _read_identifier(code: str, row: Any) -> Identifier:
    try:
        read = Identifier(code=code, **{**row, "prefixes": tuple(row.get("prefixes", ()))})
        problem = identifier_problem(read)
    except (TypeError, AttributeError) as broken:
        raise PackError(f"identifier {code}: {broken}") from broken
    if problem:
        raise PackError(f"identifier {code}: {problem}")
    return read


def _read_form(
    row: dict[str, Any], jurisdiction: str, version: str, known: Mapping[str, Identifier]
) -> Form:
    name = str(row.get("code", "?"))
    try:
        read = Form(
            jurisdiction=jurisdiction,
            pack_version=version,
            matters=_words(row.pop("matters", ())),
            supplements=_words(row.pop("supplements", ())),
            begins=_words(row.pop("begins", ())),
            identifiers=tuple(known[code] for code in row.pop("identifiers", ())),
            editions=tuple(Edition(**each) for each in row.pop("editions", ())),
            fees=tuple(_read_fee(each) for each in row.pop("fees", ())),
            proposes=tuple(
                Proposal(**{**each, "on": _words(each["on"])}) for each in row.pop("proposes", ())
            ),
            starts=tuple(Starts(**each) for each in row.pop("starts", ())),
            ends=tuple(
                Ends(on=_words(each["on"]), rules=_words(each["rules"]))
                for each in row.pop("ends", ())
            ),
            **row,
        )
        problems = list(_problems(read))
    except (KeyError, TypeError, AttributeError, InvalidOperation) as broken:
        raise PackError(f"{name}: {broken}") from broken
    if problems:
        raise PackError(f"{name}: {problems[0]}")
    return read


def _words(given: Any) -> tuple[str, ...]:
    if isinstance(given, str) or not all(isinstance(each, str) for each in given):
        raise TypeError("a list of words is needed")
    return tuple(given)


def _read_fee(row: Mapping[str, Any]) -> Fee:
    if not isinstance(row["amount"], str):  # 0.1 would not be a tenth
        raise TypeError("an amount is written in quotes")
    return Fee(**{**row, "amount": Decimal(row["amount"])})


def _problems(read: Form) -> Iterable[str]:
    needed: tuple[Any, ...] = (
        read.code,
        read.name,
        read.body,
        read.prerequisites,
        read.source,
        read.mark,
    )
    optional: tuple[Any, ...] = (read.unlocks, read.on_denial, read.fee_waiver)
    if not all(isinstance(each, str) and len(each) <= LONGEST_WORDS for each in needed + optional):
        yield "code, name, body, prerequisites, unlocks, source and mark are texts"
        return
    if not all(each.strip() for each in needed):
        yield "code, name, body, prerequisites, source and mark are required"
    if not CODE.fullmatch(read.code):
        yield "a code is capital letters, digits and hyphens, 20 at most"
    if read.verify_with_counsel not in (True, False):
        yield "verify_with_counsel is true or false"
    if TO_VERIFY.search(read.mark) and not read.verify_with_counsel:
        yield "what was not read in the source itself keeps verify_with_counsel"
    if read.lifecycle not in LIFECYCLES:
        yield f"there is no lifecycle {read.lifecycle}"
        return
    if read.most_rfe_days is not None and not 1 <= read.most_rfe_days <= 999:
        yield "most_rfe_days is a number of days"
    statuses = LIFECYCLES[read.lifecycle]
    first = next(iter(statuses))
    for kind in read.matters:
        if kind not in MATTERS or read.matters.count(kind) > 1:
            yield f"there is no kind of matter {kind}, or it is named twice"
    for step in read.begins:
        if step not in statuses[first].moves:
            yield f"a draft cannot become {step}"
    told = [status for each in read.proposes for status in each.on]
    told += [status for each in read.ends for status in each.on]
    for status in (*told, *(each.on for each in read.starts)):
        if status not in statuses:
            yield f"lifecycle {read.lifecycle} has no status {status}"
    yield from _problems_of_dates(read)


def _problems_of_dates(read: Form) -> Iterable[str]:
    for edition in read.editions:
        if edition.valid_to is not None and edition.valid_to < edition.valid_from:
            yield f"edition {edition.edition} ends before it begins"
    if len({each.edition for each in read.editions}) != len(read.editions):
        yield "two editions carry the same name"
    for fee in read.fees:
        if not fee.amount.is_finite() or fee.amount < 0:
            yield "a fee is an amount, 0 or more"
        if not re.fullmatch("[A-Z]{3}", fee.currency):
            yield "a currency is three capital letters"
    ordered = sorted(read.fees, key=lambda each: each.since or date.min)
    for earlier, later in pairwise(ordered):
        if earlier.until is None or later.since is None or later.since <= earlier.until:
            yield "two fees are due on the same day"


# What comes with Alcove; a clinic's own is added to it in `queries.packs`.
FORMS: Mapping[str, Form] = by_code(shipped())
