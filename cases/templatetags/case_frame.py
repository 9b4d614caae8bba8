"""The frame of a case: header and tabs, asked for once per page by any room."""

from dataclasses import dataclass

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases import queries
from clinic.access.roles import ROLE_NAMES, known

register = template.Library()


@dataclass(frozen=True)
class Tab:
    label: Promise
    route: str
    capability: str
    # Screens that light the tab up: whole names, or "filings:" for all of a room.
    home_of: tuple[str, ...]
    of_client: bool = False

    def __post_init__(self) -> None:
        known(self.capability)

    def holds(self, here: str) -> bool:
        return any(
            here == home or (home.endswith(":") and here.startswith(home)) for home in self.home_of
        )


TABS = (
    Tab(_("Overview"), "cases:case", "case.view", ("cases:case", "cases:move", "cases:close",
        "cases:reopen")),
    Tab(_("Matters"), "cases:matters", "case.view", ("cases:matters", "cases:add_matter",
        "cases:waive_item", "cases:move_matter", "cases:decide_matter")),
    Tab(_("Outcome"), "cases:outcome", "case.view", ("cases:outcome", "cases:end_matter",
        "cases:add_benefit", "cases:change_benefit", "cases:remove_benefit")),
    Tab(_("Timeline"), "cases:timeline", "case.view", ("cases:timeline", "cases:add_note",
        "cases:note", "cases:correct_note",
        "agenda:log_contact")),
    Tab(_("Tasks"), "agenda:of_case", "task.view", ("agenda:of_case", "agenda:add_task",
        "agenda:task", "agenda:change_task", "agenda:cancel_task", "agenda:reopen_task",
        "agenda:add_appointment", "agenda:appointment", "agenda:change_appointment",
        "agenda:cancel_appointment")),
    Tab(_("Hours"), "agenda:case_hours", "hours.view", ("agenda:case_hours", "agenda:log_hours",
        "agenda:hours", "agenda:correct_hours", "agenda:take_back_hours", "agenda:stop_timer",
        "agenda:set_funder")),
    Tab(_("Documents"), "documents:of_case", "document.view", ("documents:",)),
    Tab(_("Engagement"), "engagement:of_case", "letter.view", ("engagement:",)),
    Tab(_("Filings"), "filings:of_case", "filing.view", ("filings:",)),
    Tab(_("Referrals"), "referrals:of_case", "referral.view", ("referrals:",)),
    Tab(_("Packets"), "packets:of_case", "packet.view", ("packets:",)),
    Tab(_("People"), "clients:client", "client.view", (), of_client=True),
    Tab(_("Access"), "cases:access", "case.view", ("cases:access", "cases:assign",
        "cases:end_assignment", "cases:give_access", "cases:end_access", "cases:review_glass",
        "cases:hand_over", "cases:handover")),
)  # fmt: skip


@register.simple_tag(takes_context=True)
def case_header(context: Context) -> queries.CaseHeader:
    """Return the header of the `case` in the context; one statement for the whole page."""
    request, case = context["request"], context["case"]
    kept = getattr(request, "case_header", None)
    if kept is None or kept.case is not case:
        kept = request.case_header = queries.case_header(request.actor, case)
    return kept


@register.simple_tag(takes_context=True)
def case_tabs(context: Context) -> list[dict[str, object]]:
    """Return the tabs the actor may open; a room that is not there yet has none."""
    request, case = context["request"], context["case"]
    here = request.resolver_match.view_name if request.resolver_match else ""
    tabs: list[dict[str, object]] = []
    for tab in TABS:
        if not request.actor.has(tab.capability):
            continue
        try:
            pk = case.client_id if tab.of_client else case.pk
            url = reverse(tab.route, args=[request.actor.clinic.slug, pk])
        except NoReverseMatch:
            continue
        tabs.append({"label": tab.label, "url": url, "current": tab.holds(here)})
    return tabs


@register.filter
def role_name(role: str) -> Promise:
    return ROLE_NAMES[role]
