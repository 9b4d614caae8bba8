"""What the clinic says about itself."""

import pytest

from clinic.access.actor import Actor
from clinic.office.actions.clinics import settings_mark
from clinic.tenancy.current import bind
from clinic.tenancy.models import Clinic
from tests.builders import browsing_as, make_clinic, make_member

pytestmark = pytest.mark.django_db
SETTINGS = "/harbor/office/settings/"


@pytest.fixture
def administrator() -> Actor:
    return make_member(make_clinic(), "administrator")


def filled(actor: Actor, **changed: str) -> dict[str, str]:
    return {
        "before": settings_mark(actor.clinic),
        "name": "Harbor Legal Aid",
        "time_zone": "America/Chicago",
        "language": "es",
        "neutral_site": "https://www.weather.gov/",
        **changed,
    }


def test_settings_are_saved(administrator: Actor) -> None:
    answer = browsing_as(administrator).post(SETTINGS, filled(administrator))
    assert answer["Location"] == SETTINGS
    with bind(administrator.clinic):
        clinic = Clinic.objects.get()
    assert (clinic.name, clinic.time_zone) == ("Harbor Legal Aid", "America/Chicago")


def test_a_message_waits_on_the_server_and_not_in_the_browser(administrator: Actor) -> None:
    browser = browsing_as(administrator)
    answer = browser.post(SETTINGS, filled(administrator, language="en"))
    assert set(answer.cookies) <= {"sessionid", "csrftoken"}
    assert "Saved." in browser.get(SETTINGS).content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("time_zone", "Mars/Base"), ("language", "xx"), ("neutral_site", "nothing")],
)
def test_what_cannot_be_is_refused_and_the_rest_kept(
    administrator: Actor, field: str, value: str
) -> None:
    answer = browsing_as(administrator).post(SETTINGS, filled(administrator, **{field: value}))
    assert answer.status_code == 200
    assert "There is something to fix" in answer.content.decode()
    with bind(administrator.clinic):
        assert Clinic.objects.get().name == "Harbor Test Clinic"


def test_a_script_is_no_neutral_site(administrator: Actor) -> None:
    form = filled(administrator, neutral_site="javascript:alert(1)")
    assert "something to fix" in browsing_as(administrator).post(SETTINGS, form).content.decode()


def test_two_people_do_not_overwrite_each_other(administrator: Actor) -> None:
    browser = browsing_as(administrator)
    browser.post(SETTINGS, filled(administrator))
    answer = browser.post(SETTINGS, filled(administrator, name="Another name"))
    assert answer.status_code == 409
    assert "Another name" in answer.content.decode()


@pytest.mark.parametrize("role", ["coordinator", "supervisor", "attorney", "advocate", "auditor"])
def test_only_an_administrator_opens_the_settings(administrator: Actor, role: str) -> None:
    member = make_member(administrator.clinic, role)
    assert browsing_as(member).get(SETTINGS).status_code == 403
