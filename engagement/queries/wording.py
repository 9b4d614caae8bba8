"""Which words a letter is made from: the clinic's own for this matter, its own, or what ships."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cases.models import Assignment, Benefit, Case, Matter
from cases.rules import MATTERS, OUTCOMES
from cases.rules.outcomes import BENEFITS
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.access.roles import ROLE_NAMES
from clinic.pages.dates import short_date
from clinic.tenancy.current import current_clinic, today
from documents.queries import originals_in
from documents.rules.originals import LEFT
from engagement import hooks, rules
from engagement.models import Letter, Wording
from engagement.rules.wording import shipped_for


@dataclass(frozen=True)
class Words:
    """What a letter of a kind begins with. `wording`: the clinic's own row, if it has one."""

    kind: str
    matter: str
    sections: Sequence[dict[str, str]]
    wording: Wording | None
    source: str
    version: int
    about: str

    @property
    def kind_name(self) -> Promise:
        return rules.KINDS[self.kind]

    @property
    def matter_name(self) -> Any:
        return MATTERS[self.matter] if self.matter else _("Every matter")

    @property
    def is_own(self) -> bool:
        return self.wording is not None


def words_for(kind: str, matters: Iterable[str] = ()) -> Words:
    """Return the words for a letter about these matters; several have only what all share."""
    kinds = list(matters)
    matter = kinds[0] if len(kinds) == 1 else ""
    return wording_of(kind, matter) if matter and _latest(kind, matter) else wording_of(kind, "")


def wording_of(kind: str, matter: str) -> Words:
    """Return the words of one place. :raises NotVisible: there is no such place"""
    if kind not in rules.KINDS or (matter and matter not in MATTERS):
        raise NotVisible("wording")
    own = _latest(kind, matter)
    if own is not None:
        about = _("Your clinic's own words, version %(number)s") % {"number": own.number}
        return Words(kind, matter, own.sections or [], own, "", own.number, about)
    if matter:
        return _with_matter(wording_of(kind, ""), matter)
    ships = shipped_for(current_clinic().jurisdiction, kind)
    about = _("As shipped, version %(number)s") % {"number": ships.version}
    rows = [dict(row) for row in ships.sections]
    return Words(kind, "", rows, None, ships.code, ships.version, about)


def _with_matter(words: Words, matter: str) -> Words:
    return Words(words.kind, matter, words.sections, None, words.source, words.version, words.about)


def _latest(kind: str, matter: str) -> Wording | None:
    rows = Wording.objects.filter(kind=kind, matter=matter).order_by("-number")
    found: Wording | None = rows.first()
    return found if found is not None and found.sections else None


def last_number(kind: str, matter: str) -> int:
    rows = Wording.objects.filter(kind=kind, matter=matter).order_by("-number")
    return int(rows.values_list("number", flat=True).first() or 0)


def wording_lines() -> list[Words]:
    """Return every kind for all matters, and each matter with words of its own."""
    own = Wording.objects.exclude(matter="").values_list("kind", "matter").distinct()
    places = [(kind, "") for kind in rules.KINDS]
    places += sorted(own, key=lambda place: (list(rules.KINDS).index(place[0]), place[1]))
    lines = [wording_of(kind, matter) for kind, matter in places]
    return [line for line in lines if line.is_own or not line.matter]


def wording_versions(kind: str, matter: str) -> list[Wording]:
    rows = Wording.objects.filter(kind=kind, matter=matter).select_related("written_by__user")
    return list(rows.order_by("-number"))


def made_from(letter: Letter) -> str:
    """Return which words a letter was made from, for its digest and its page."""
    if letter.wording_id:
        return f"own:{letter.wording_id}"
    return f"{letter.source}:{letter.source_version}"


def values_for(actor: Actor, case: Case, kind: str, matters: Sequence[str]) -> dict[str, str]:
    """Return what the placeholders of a letter become, by its kind."""
    values = {"clinic": current_clinic().name}
    if kind == rules.CLOSING:
        return values | {
            "ended": _ended(case), "dates": _dates(actor, case), "kept": _kept(),
            "originals": _originals(case),
        }  # fmt: skip
    named = "\n".join(f"– {MATTERS[code]}" for code in matters)
    return values | {"matters": named, "team": _team(case)}


def _team(case: Case) -> str:
    rows = Assignment.objects.filter(case=case, ended_at=None).select_related("membership__user")
    lines = [f"– {row.membership.user.name}, {ROLE_NAMES[row.role]}" for row in rows.order_by("id")]
    return "\n".join(lines) or _("– We will tell you who it is.")


def _ended(case: Case) -> str:
    lines = []
    for matter in Matter.objects.filter(case=case).order_by("id"):
        how = OUTCOMES[matter.outcome] if matter.outcome else _("[say how it ended]")
        day = f", {short_date(matter.ended_on)}" if matter.ended_on else ""
        lines.append(f"– {MATTERS[matter.kind]}: {how}{day}")
    return "\n".join(lines) or f"– {MATTERS[case.matter]}: {_('[say how it ended]')}"


def _dates(actor: Actor, case: Case) -> str:
    found: list[tuple[date, str]] = [
        (row.ends_on, _("%(what)s runs out") % {"what": BENEFITS[row.kind].label})
        for row in Benefit.objects.filter(case=case, removed_at=None, ends_on__gte=today())
        if row.ends_on
    ]
    for ask in hooks.remaining_dates:
        found += ask(actor, case)
    lines = [f"– {short_date(day)}: {what}" for day, what in sorted(found)]
    return "\n".join(lines) or _("We know of no date that remains. There may be others.")


def _kept() -> str:
    months = next((found for ask in hooks.kept_months if (found := ask())), None)
    if months is None:
        return _("We keep your file for as long as the rules ask.")
    if months % 12:
        return _("We keep your file safely for %(months)s months.") % {"months": months}
    return _("We keep your file safely for %(years)s years.") % {"years": months // 12}


def _originals(case: Case) -> str:
    lines = []
    for row in originals_in(case):
        day = short_date(row.left_on) if row.left_on else ""
        if not row.left:
            lines.append(
                _("– %(what)s: we still have it and give it back to you") % {"what": row.what}
            )
        else:
            how = LEFT[row.left]
            lines.append(f"– {row.what}: {how}, {day}")
    if not lines:
        return _("We have no original papers of yours. Keep yours where they are safe.")
    return "\n".join([_("These papers of yours were with us:"), *lines])
