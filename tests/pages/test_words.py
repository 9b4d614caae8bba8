"""Dates, badges, navigation, icons and charts: what is said, without a database."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.template import TemplateSyntaxError, engines

from clinic.access.roles import ROLES
from clinic.pages.charts import bar_chart
from clinic.pages.dates import asked, due
from clinic.pages.icons import ICONS, POINTING
from clinic.pages.navigation import ENTRIES, behind_more, links_for
from clinic.pages.templatetags import alcove

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("days", "text", "tone"),
    [
        (-3, "3 days overdue", "danger"),
        (-1, "1 day overdue", "danger"),
        (0, "Due today", "danger"),
        (1, "In 1 day", "warn"),
        (7, "In 7 days", "warn"),
        (8, "28 Nov 2026", "quiet"),
    ],
)
def test_due_date_says_how_far_it_is(days: int, text: str, tone: str) -> None:
    badge = due(TODAY + timedelta(days=days), TODAY)

    assert (badge.text, badge.tone) == (text, tone)


@pytest.mark.parametrize(
    ("days", "text", "tone"),
    [
        (-6, "Ask now: 6 days past", "warn"),
        (0, "Ask today", "warn"),
        (7, "In 7 days", "warn"),
        (8, "28 Nov 2026", "quiet"),
    ],
)
def test_what_an_agency_is_asked_for_is_never_overdue(days: int, text: str, tone: str) -> None:
    badge = asked(TODAY + timedelta(days=days), TODAY)

    assert (badge.text, badge.tone) == (text, tone)


def test_legal_date_is_said_as_it_is_and_a_moment_on_the_wall() -> None:
    moment = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)

    assert alcove.local_date(TODAY) == "20 Nov 2026"
    assert alcove.local_time(moment) == "20 Nov 2026, 23:30"
    assert alcove.local_date(None) == ""


def test_unknown_icon_is_an_error() -> None:
    with pytest.raises(TemplateSyntaxError):
        alcove.icon("no-such-icon")


def test_every_icon_is_in_the_package_it_comes_from() -> None:
    folder = Path(__file__).parents[2] / "node_modules" / "bootstrap-icons" / "icons"

    assert POINTING <= ICONS
    assert [name for name in sorted(ICONS) if not (folder / f"{name}.svg").exists()] == []


def test_every_role_lands_somewhere() -> None:
    reachable = {role: [e for e in ENTRIES if e.capability in held] for role, held in ROLES.items()}

    assert all(reachable.values())


class Holder:
    def __init__(self, *capabilities: str) -> None:
        self.capabilities = capabilities

    def has(self, capability: str) -> bool:
        return capability in self.capabilities


def test_navigation_shows_only_what_the_role_opens() -> None:
    links = list(links_for(Holder("audit.view"), slug="harbour", here="office:audit"))

    assert [str(link.label) for link in links] == ["Audit"]
    assert links[0].current


def test_entry_of_the_longest_match_is_lit() -> None:
    links = list(links_for(Holder("audit.view", "member.view"), slug="h", here="office:members"))

    assert [str(link.label) for link in links if link.current] == ["Admin"]


def test_every_entry_leads_to_a_page_that_exists() -> None:
    everything = Holder(*(entry.capability for entry in ENTRIES))

    assert len(list(links_for(everything, slug="harbour", here=""))) == len(ENTRIES)


def test_bar_of_a_phone_holds_five_and_keeps_the_rest_behind_one() -> None:
    everything = list(
        links_for(Holder(*(entry.capability for entry in ENTRIES)), slug="harbour", here="")
    )

    assert list(behind_more(everything)) == everything[4:]
    assert list(behind_more(everything[:5])) == []


def test_hidden_count_has_no_length() -> None:
    chart = bar_chart([("Active", 40), ("Closing", None)], title="t", unit="u", hidden_as="under 5")

    assert [(bar.shown, bar.width) for bar in chart.bars] == [("40", "100.0"), ("under 5", "0")]


def test_chart_of_nothing_divides_by_nothing() -> None:
    assert bar_chart([("Active", 0)], title="t", unit="u").bars[0].width == "0"


def test_contact_buttons_need_a_current_rule() -> None:
    contacts = [{"label": "Call", "url": "tel:1"}]
    banner = engines["django"].get_template("kit/_banner_safe_contact.html")

    shown = {
        state: "Call" in banner.render({"state": state, "headline": "x", "contacts": contacts})
        for state in ("current", "not_asked", "expired", "none_safe", "anything else")
    }

    assert [state for state, seen in shown.items() if seen] == ["current"]
