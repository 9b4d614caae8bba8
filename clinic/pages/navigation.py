"""The main navigation as a table: one row per screen a person can land on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clinic.access.roles import known


class Navigator(Protocol):
    """The part of an actor that navigation asks."""

    def has(self, capability: str) -> bool: ...


@dataclass(frozen=True)
class Entry:
    label: Promise
    route: str
    icon: str
    capability: str
    # Screens in these namespaces light the entry up; "office:audit" beats "office".
    home_of: tuple[str, ...]

    def __post_init__(self) -> None:
        known(self.capability)


@dataclass(frozen=True)
class Link:
    label: Promise
    url: str
    icon: str
    current: bool


ENTRIES = (
    Entry(_("Today"), "desk:today", "calendar-check", "case.view",
        ("desk", "filings:inbox", "filings:snoozed", "filings:leave", "filings:wishes",
         "agenda:week", "agenda:silences", "agenda:set_silence_days", "cases:orphans")),
    Entry(_("Cases"), "cases:list", "folder2-open", "case.view",
        ("cases", "agenda", "documents", "engagement", "filings", "packets", "referrals",
         "records:demands",
         "records:demand", "records:log_demand", "records:change_demand",
         "records:assign_counsel", "records:end_demand", "records:sort_item",
         "records:make_demand_log")),
    Entry(_("Calendar"), "desk:calendar", "calendar-week", "deadline.view",
        ("desk:calendar", "filings:deadlines", "agenda:feed")),
    Entry(_("Intake"), "clients:intakes", "person-plus", "intake.view", ("clients",)),
    Entry(_("Partners"), "referrals:partners", "share", "partner.view",
        ("referrals:partners", "referrals:add_partner", "referrals:edit_partner", "interpreters",
         "referrals:add_contact", "referrals:change_contact", "referrals:end_contact")),
    Entry(_("People"), "staffing:people", "person-badge", "profile.view", ("staffing",)),
    Entry(_("Board"), "staffing:board", "list-check", "board.take",
        ("staffing:board", "staffing:opportunity", "staffing:own", "staffing:profile",
         "staffing:training", "staffing:add_training")),
    Entry(_("Interpreters"), "interpreters:bookings", "translate", "booking.reach_all",
        ("interpreters", "staffing:own", "staffing:profile", "staffing:training",
         "staffing:add_training")),
    Entry(_("Reports"), "reports:caseload", "bar-chart", "report.caseload", ("reports",)),
    Entry(_("Admin"), "office:members", "gear", "member.view",
        ("office", "webhooks", "exchange", "clients:affiliates", "clients:add_affiliate",
         "clients:change_affiliate", "clients:end_affiliate")),
    Entry(_("Keeping"), "records:retention", "archive", "client.shred", ("records",)),
    Entry(_("Copies"), "exchange:exports", "download", "export.decide",
        ("exchange:exports", "exchange:export")),
    Entry(_("Audit"), "office:audit", "shield-check", "audit.view", ("office:audit",)),
)  # fmt: skip

# So many words stand side by side on the narrowest phone, each wide enough for a thumb.
IN_A_ROW = 5


def links_for(actor: Navigator, *, slug: str, here: str) -> Iterator[Link]:
    """Yield what `actor` may open in the clinic `slug`; `here` is the route now shown.

    A route that is not there is left out, so that a page never fails over its own navigation.
    """
    held = [entry for entry in ENTRIES if actor.has(entry.capability)]
    home = _home_of(here, held)
    for entry in held:
        try:
            url = reverse(entry.route, args=[slug])
        except NoReverseMatch:
            continue
        yield Link(entry.label, url, entry.icon, current=entry is home)


def behind_more(links: Sequence[Link]) -> Sequence[Link]:
    """Return the links that do not fit on a phone beside the others and a way to the rest."""
    return () if len(links) <= IN_A_ROW else links[IN_A_ROW - 1 :]


def _home_of(here: str, held: Sequence[Entry]) -> Entry | None:
    matches = [
        (len(prefix), entry)
        for entry in held
        for prefix in entry.home_of
        if here == prefix or here.startswith((prefix + ":", prefix + "_"))
    ]
    return max(matches, key=lambda match: match[0])[1] if matches else None
