"""The clinic's own packs as its administrator sees them: what is in use, what a new one does."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from filings.models import JurisdictionPack
from filings.policy import visible_packs
from filings.queries.packs import kept_packs, law_here
from filings.rules import Rule
from filings.rules.own import Change, OwnPack, changes_of, law_of, read_own, refuse_clashes
from filings.rules.pack import PackError


@dataclass(frozen=True)
class CheckedPack:
    """What taking a text would do: the version it becomes, the changes, or what is wrong."""

    number: int
    changes: list[Change]
    problems: list[str]


@dataclass(frozen=True)
class PackRow:
    """A pack with its newest version. `unread`: this Alcove refuses it, so it is not in use."""

    pack: JurisdictionPack
    rules: list[tuple[str, str]]
    forms: list[tuple[str, str]]
    withdrawn_at: datetime | None
    unread: bool


def checked_pack(name: str, text: str) -> CheckedPack:
    """Read a text as the next version of the pack `name`; nothing is written."""
    kept = kept_packs()
    before = [each for each in kept if each.name == name]
    number = max((each.number for each in before), default=0) + 1
    try:
        pack = read_own(text)
        refuse_clashes(pack, law_of(each for each in kept if each.name != name))
        in_use = next((read_own(each.text) for each in before if each.active), None)
        # Of every pack: a rule must not come back as another one under another pack's name.
        ever = {key: rule for each in kept for key, rule in _versions(each.text).items()}
        return CheckedPack(number, changes_of(in_use, pack, ever=ever), [])
    except PackError as refused:
        return CheckedPack(number, [], [str(each) for each in refused.problems])


def _versions(text: str) -> dict[tuple[str, str], Rule]:
    """Return what a kept text holds; nothing where this Alcove refuses it."""
    try:
        return read_own(text).versions
    except PackError:
        return {}


def packs_of(actor: Actor) -> list[PackRow]:
    newest: dict[str, JurisdictionPack] = {}
    for pack in visible_packs(actor).select_related("added_by__user").order_by("name", "number"):
        newest[pack.name] = pack
    unread = law_here().unread
    return [_row(pack, unread=pack.name in unread) for pack in newest.values()]


def pack_of(actor: Actor, pk: UUID) -> JurisdictionPack:
    """:raises NotVisible:"""
    found = visible_packs(actor).select_related("added_by__user").filter(pk=pk).first()
    if found is None:
        raise NotVisible("pack")
    return found


def pack_row(pack: JurisdictionPack) -> PackRow:
    return _row(pack, unread=pack.name in law_here().unread)


def versions_of_pack(actor: Actor, pack: JurisdictionPack) -> QuerySet[JurisdictionPack]:
    found = visible_packs(actor).filter(name=pack.name).select_related("added_by__user")
    return found.order_by("-number")


def newest_number(pack: JurisdictionPack) -> int:
    rows = JurisdictionPack.objects.filter(name=pack.name)
    return rows.order_by("-number").values_list("number", flat=True)[0]


def _row(pack: JurisdictionPack, *, unread: bool) -> PackRow:
    try:
        read = read_own(pack.text)
    except PackError:
        read = OwnPack((), ())
    return PackRow(
        pack,
        [(f"{each.id} · {each.version}", each.name) for each in read.rules],
        [(each.code, each.name) for each in read.forms],
        pack.withdrawn_at,
        unread,
    )
