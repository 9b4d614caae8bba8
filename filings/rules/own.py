"""A clinic's own packs: how they are read, what they may not do, and the law with them added.

A pack can only add. Its rules begin with `own.` and its filings with `OWN-`, so none can stand in
for one that Alcove ships. A version of a rule that was in force is never edited: a later pack may
close it and bring a new one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Any

from filings.rules.catalogue import Book, rule, shipped
from filings.rules.forms import FORMS, Form, by_code, read_filings
from filings.rules.pack import PackError, Problem, by_id, parsed, rules_of
from filings.rules.shape import Rule

RULE_PREFIX, CODE_PREFIX = "own.", "OWN-"
LONGEST_PACK = 200_000
MOST_ROWS = 300


@dataclass(frozen=True)
class OwnPack:
    """What one version of a clinic's pack holds."""

    rules: tuple[Rule, ...]
    forms: tuple[Form, ...]

    @property
    def versions(self) -> dict[tuple[str, str], Rule]:
        return {(each.id, each.version): each for each in self.rules}


@dataclass(frozen=True)
class Change:
    """What taking a pack would do. `kind`: added, closed or removed."""

    kind: str
    code: str
    name: str


@dataclass(frozen=True)
class Law:
    """Rules and filings of a clinic. `offered`: what is in use; the book still knows what was
    withdrawn, since deadlines rest on it. `unread`: packs that this version of Alcove refuses.
    """

    book: Book
    offered: frozenset[str]
    forms: Mapping[str, Form]
    forms_offered: frozenset[str]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kept:
    """A version of a pack as it was kept; `active`: the newest, and not withdrawn."""

    name: str
    number: int
    text: str
    active: bool


def shipped_law() -> Law:
    return Law(shipped(), frozenset(shipped()), FORMS, frozenset(FORMS))


def read_own(text: str) -> OwnPack:
    """Read what a clinic wrote. :raises PackError: with everything that is wrong, by line"""
    if len(text) > LONGEST_PACK:
        raise PackError(f"a pack has {LONGEST_PACK} characters at most")
    pack = parsed(text)
    rows: dict[str, Any] = {
        name: pack.pop(name) for name in ("filing", "identifier", "version") if name in pack
    }
    rules: list[Rule] = []
    if "rule" in pack or "filing" not in rows:
        rules = rules_of(dict(pack), text)
    forms = _forms(rows, pack, text, rules) if "filing" in rows else []
    if not 0 < len(rules) + len(forms) <= MOST_ROWS:
        raise PackError(f"a pack holds 1 to {MOST_ROWS} rules and filings")
    wrong = [
        Problem(_line(text, "id", each.id), each.id, f"the id must begin with {RULE_PREFIX}")
        for each in rules
        if not each.id.startswith(RULE_PREFIX)
    ] + [
        Problem(
            _line(text, "code", each.code), each.code, f"the code must begin with {CODE_PREFIX}"
        )
        for each in forms
        if not each.code.startswith(CODE_PREFIX)
    ]
    if wrong:
        raise PackError(*wrong)
    by_id(rules)
    return OwnPack(tuple(rules), tuple(forms))


def changes_of(
    before: OwnPack | None, after: OwnPack, *, ever: Mapping[tuple[str, str], Rule]
) -> list[Change]:
    """Say what taking `after` would do in place of `before`, which is None where nothing is in use.

    :param ever: every version of a rule that was ever taken: none of them may be edited
    :raises PackError: one is
    """
    had = before.versions if before else {}
    now = after.versions
    edited = [
        Problem(0, f"{old.id} {old.version}", "a version that was taken is never edited; give it "
                "effective_to and write a new version with effective_from")
        for key, old in ever.items()
        if key in now and not _same_or_closed(old, now[key])
    ]  # fmt: skip
    if edited:
        raise PackError(*edited)
    said = [_change("added", each) for key, each in now.items() if key not in had]
    said += [_change("closed", now[key]) for key in had if key in now and had[key] != now[key]]
    said += [_change("removed", each) for key, each in had.items() if key not in now]
    old_forms = {each.code: each for each in before.forms} if before else {}
    new_forms = {each.code: each for each in after.forms}
    for code, form in new_forms.items():
        if code not in old_forms:
            said.append(Change("added", code, form.name))
        elif replace(old_forms[code], pack_version="") != replace(form, pack_version=""):
            said.append(Change("changed", code, form.name))
    gone = [form for code, form in old_forms.items() if code not in new_forms]
    return said + [Change("removed", form.code, form.name) for form in gone]


def law_of(kept: Iterable[Kept]) -> Law:
    """Add what a clinic keeps to what Alcove ships.

    A pack that can no longer be read is left out and named: one pack must not close the house.
    """
    book = dict(shipped())
    forms = dict(FORMS)
    offered, forms_offered = set(book), set(forms)
    unread: list[str] = []
    # What is in use first, then older versions from new to old: they only fill what is missing.
    for each in sorted(kept, key=lambda one: (not one.active, one.name, -one.number)):
        try:
            pack = read_own(each.text)
            own_book = by_id(pack.rules)
            tried = {**forms, **{form.code: form for form in pack.forms if form.code not in forms}}
            rule_named = partial(rule, book={**own_book, **book})
            checked = by_code(tried.values(), rule_named=rule_named)
        except PackError:
            if each.active:
                unread.append(each.name)
            continue
        for rule_id, versions in own_book.items():
            book.setdefault(rule_id, versions)
        forms = dict(checked)
        if each.active:
            offered |= set(own_book)
            forms_offered |= {form.code for form in pack.forms}
    return Law(
        MappingProxyType(book), frozenset(offered), MappingProxyType(forms),
        frozenset(forms_offered), tuple(unread),
    )  # fmt: skip


def refuse_clashes(pack: OwnPack, others: Law) -> None:
    """Refuse what another pack of the clinic has already. :raises PackError:"""
    taken = {each.id for each in pack.rules} & others.offered
    taken |= {each.code for each in pack.forms} & others.forms_offered
    if taken:
        raise PackError(
            *(Problem(0, name, "another pack of yours has it already") for name in sorted(taken))
        )
    forms = {code: others.forms[code] for code in others.forms_offered}
    book = {**others.book, **by_id(pack.rules)}
    by_code([*forms.values(), *pack.forms], rule_named=partial(rule, book=book))


def _same_or_closed(old: Rule, new: Rule) -> bool:
    closed = old.effective_to is None and new.effective_to is not None
    return new == (replace(old, effective_to=new.effective_to) if closed else old)


def _change(kind: str, each: Rule) -> Change:
    return Change(kind, f"{each.id} {each.version}", each.name)


def _forms(
    rows: Mapping[str, Any], pack: Mapping[str, Any], text: str, rules: list[Rule]
) -> list[Form]:
    try:
        if unknown := set(pack) - {"jurisdiction", "rule", "fact"}:
            raise PackError(f"unknown keys: {', '.join(sorted(unknown))}")
        return read_filings({**rows, "jurisdiction": pack.get("jurisdiction")})
    except PackError as refused:
        said = refused.problems[0]
        code = said.text.partition(":")[0]
        raise PackError(replace(said, line=_line(text, "code", code))) from refused


def _line(text: str, key: str, value: str) -> int:
    found = re.search(rf'^[ \t]*{key}[ \t]*=[ \t]*["\']{re.escape(value)}["\']', text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 0
