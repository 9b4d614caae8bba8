"""`manage.py create_clinic`, as the application's own database role."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from clinic.people.models import User
from clinic.people.seats import seats_of
from clinic.tenancy.current import bind
from clinic.vault.models import ClinicKey

pytestmark = pytest.mark.django_db
BOSS = "first.administrator@example.org"


def create(slug: str = "harbor", **options: str) -> None:
    arguments = {"name": "Harbor Legal Aid", "administrator": BOSS, **options}
    call_command("create_clinic", slug, **arguments)


def test_a_clinic_begins_with_keys_and_an_invited_administrator(
    capsys: pytest.CaptureFixture[str],
) -> None:
    create(time_zone="America/Chicago")
    (path,) = re.findall(r"https?://[^/]+(/invitation/\S+)", capsys.readouterr().out)
    Client().post(path, {"name": "Robin First", "password": "orchard-violin-window"})
    (seat,) = seats_of(User.objects.get(email=BOSS).pk)
    assert (seat.clinic.slug, seat.roles) == ("harbor", ["administrator"])
    with bind(seat.clinic):
        assert set(ClinicKey.objects.values_list("purpose", flat=True)) == {"data", "search"}


@pytest.mark.parametrize(
    ("slug", "options", "said"),
    [
        ("Harbor House", {}, "small letters"),
        ("static", {}, "reserved"),
        ("harbor", {"time_zone": "Mars/Base"}, "No such time zone"),
        ("harbor", {"administrator": "nobody"}, "valid email"),
        ("harbor", {"name": ""}, "blank"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(slug: str, options: dict[str, str], said: str) -> None:
    with pytest.raises(CommandError, match=said) as error:
        create(slug, **options)
    assert error.value.returncode == 2
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("said", "country", "zone"),
    [
        ({}, "us", "America/New_York"),
        ({"jurisdiction": "uk"}, "uk", "Europe/London"),
        ({"jurisdiction": "uk", "time_zone": "Europe/Belfast"}, "uk", "Europe/Belfast"),
    ],
)
def test_the_operator_says_where_a_clinic_works(
    capsys: pytest.CaptureFixture[str], said: dict[str, str], country: str, zone: str
) -> None:
    create(**said)
    (path,) = re.findall(r"https?://[^/]+(/invitation/\S+)", capsys.readouterr().out)
    Client().post(path, {"name": "Robin First", "password": "orchard-violin-window"})
    (seat,) = seats_of(User.objects.get(email=BOSS).pk)
    assert (seat.clinic.jurisdiction, seat.clinic.time_zone) == (country, zone)


def test_a_country_that_the_product_does_not_know_is_refused() -> None:
    with pytest.raises(CommandError, match="jurisdiction"):
        call_command(
            "create_clinic", "harbor", "--name=H", f"--administrator={BOSS}", "--jurisdiction=gb"
        )


def test_a_second_clinic_of_that_name_is_refused() -> None:
    create()
    with pytest.raises(CommandError, match="already") as error:
        create()
    assert error.value.returncode == 2
