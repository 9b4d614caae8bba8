"""What can be filed, by country and by who decides, as a person looks for it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.tenancy.current import today
from filings.queries.packs import forms_here
from filings.rules.forms import Form

COUNTRIES = {
    "us": _("United States"),
    "uk": _("United Kingdom"),
    "europe": _("Council of Europe"),
}


@dataclass(frozen=True)
class Offer:
    """A filing with its words in the reader's language, and what holds today."""

    form: Form
    fee: str
    editions: str


@dataclass(frozen=True)
class OfferGroup:
    title: str
    offers: list[Offer]


def catalogue() -> list[Form]:
    """Return what can be added, with its words in the reader's language."""
    return [_said(form) for form in forms_here().values()]


def offers(sought: str = "") -> list[OfferGroup]:
    """Return what can be added, by country and body; of a search, what has all of its words."""
    groups: dict[str, list[Offer]] = {}
    for form in catalogue():
        if _has(form, sought.casefold().split()):
            groups.setdefault(group_of(form), []).append(_offer(form))
    return [OfferGroup(title, found) for title, found in groups.items()]


def group_of(form: Form) -> str:
    country = COUNTRIES.get(form.jurisdiction, form.jurisdiction.upper())
    return f"{country} · {gettext(form.body)}"


def _offer(form: Form) -> Offer:
    fee = form.fee_on(today())
    said = ""
    if fee is not None:
        said = f"{fee.amount} {fee.currency}" if fee.amount else gettext("No fee")
    return Offer(form, said, ", ".join(each.edition for each in form.editions_on(today())))


def _has(form: Form, words: Iterable[str]) -> bool:
    text = f"{form.code} {form.name} {form.body} {form.prerequisites} {form.unlocks}".casefold()
    return all(word in text for word in words)


def _said(form: Form) -> Form:
    return replace(
        form,
        name=gettext(form.name),
        prerequisites=gettext(form.prerequisites),
        unlocks=gettext(form.unlocks) if form.unlocks else "",
    )
