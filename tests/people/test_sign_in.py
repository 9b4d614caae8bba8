"""Both factors, in this session, before anything else."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from clinic.audit.models import AuditEntry
from clinic.people.models import User
from clinic.tenancy.current import bound_to
from tests.builders import PASSWORD, make_clinic, make_member
from tests.people.signing import code_of, password, set_up_app

pytestmark = pytest.mark.django_db(transaction=True)
EMAIL = "administrator.of.harbor@example.org"
ACTIVATE = "/accounts/2fa/totp/activate/"


@pytest.fixture
def person() -> User:
    user = make_member(make_clinic(), "administrator").user
    assert user is not None
    return user


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    response = client.get("/harbor/office/members/")
    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=/harbor/office/members/"


def test_a_password_alone_leads_nowhere_but_to_the_set_up(client: Client, person: User) -> None:
    password(client, EMAIL)
    for path in ("/", "/mine/", "/harbor/office/members/", "/accounts/sessions/", "/accounts/2fa/"):
        assert client.get(path)["Location"] == ACTIVATE
    assert client.get(ACTIVATE).status_code == 200


def test_setting_up_the_app_opens_the_clinic(client: Client, person: User) -> None:
    password(client, EMAIL)
    set_up_app(client)
    assert client.get("/")["Location"] == "/harbor/office/members/"
    assert client.get("/accounts/2fa/recovery-codes/").status_code == 200


def test_the_next_sign_in_asks_for_a_code(client: Client, person: User) -> None:
    password(client, EMAIL)
    secret = set_up_app(client)
    other = Client()
    assert password(other, EMAIL)["Location"] == "/accounts/2fa/authenticate/"
    assert other.get("/")["Location"] == "/accounts/login/?next=/"
    other.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert other.get("/")["Location"] == "/harbor/office/members/"


def test_a_recovery_code_works_once(client: Client, person: User) -> None:
    password(client, EMAIL)
    set_up_app(client)
    row = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    code = row.wrap().get_unused_codes()[0]
    for expected in (302, 200):
        other = Client()
        password(other, EMAIL)
        answer = other.post("/accounts/2fa/authenticate/", {"code": code})
        assert answer.status_code == expected


def test_a_session_that_only_knew_the_password_ends_when_the_app_is_set_up(
    client: Client, person: User
) -> None:
    other = Client()
    password(other, EMAIL)
    password(client, EMAIL)
    set_up_app(client)
    assert other.get("/")["Location"].startswith("/accounts/login/")


def test_a_factor_proved_elsewhere_does_not_carry_over(client: Client, person: User) -> None:
    password(client, EMAIL)
    secret = set_up_app(client)
    other = Client()
    other.force_login(person)
    there = "/accounts/2fa/reauthenticate/?next=/mine/"
    assert other.get("/mine/")["Location"] == there
    assert other.get(ACTIVATE)["Location"].startswith("/accounts/2fa/reauthenticate/")
    other.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert other.get("/mine/")["Location"] == there
    other.post(there, {"code": code_of(secret)})
    assert other.get("/mine/").status_code == 200


def test_a_proved_factor_does_not_pass_to_the_next_person(client: Client, person: User) -> None:
    password(client, EMAIL)
    set_up_app(client)
    session = client.session
    session["alcove_second_factor"] = "somebody else"
    session.save()
    assert client.get("/").status_code == 302
    assert client.get("/")["Location"].startswith("/accounts/2fa/reauthenticate/")


def test_removing_the_app_closes_every_session(client: Client, person: User) -> None:
    password(client, EMAIL)
    secret = set_up_app(client)
    other = Client()
    password(other, EMAIL)
    other.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert other.get("/mine/").status_code == 200
    client.post("/accounts/2fa/totp/deactivate/")
    assert client.get("/")["Location"] == ACTIVATE
    assert other.get("/")["Location"].startswith("/accounts/login/")


def test_the_secret_and_the_codes_are_not_in_clear_in_the_database(
    client: Client, person: User
) -> None:
    password(client, EMAIL)
    secret = set_up_app(client)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert "secret" in stored
    assert secret not in stored
    row = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    assert all(code not in stored for code in row.wrap().get_unused_codes())


def test_the_qr_code_is_ours_and_only_while_setting_up(client: Client, person: User) -> None:
    password(client, EMAIL)
    assert client.get("/second-step/code.svg").status_code == 404
    page = client.get(ACTIVATE)
    picture = client.get("/second-step/code.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture["Cache-Control"] == "no-store"
    assert picture.content.startswith(b"<?xml")
    assert b"data:" not in page.content


def test_asking_twice_costs_no_query_for_the_factor(
    client: Client, person: User, django_assert_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    password(client, EMAIL)
    set_up_app(client)
    with CaptureQueriesContext(connection) as asked:
        client.get("/mine/")
    assert not [query for query in asked if "mfa_authenticator" in query["sql"]]


def verbs(user: User) -> list[tuple[str, str]]:
    from clinic.people.seats import seats_of

    with bound_to(seats_of(user.pk)[0].clinic.pk):
        return list(AuditEntry.objects.order_by("pk").values_list("verb", "outcome"))


def test_signing_in_and_out_and_failing_is_recorded(client: Client, person: User) -> None:
    password(client, EMAIL, "not-the-password-at-all")
    password(client, EMAIL)
    secret = set_up_app(client)
    client.post("/accounts/logout/")
    password(client, EMAIL)
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert verbs(person) == [
        ("member.signed_in", "refused"),
        ("member.signed_in", "done"),
        ("member.factor_added", "done"),
        ("member.signed_out", "done"),
        ("member.signed_in", "refused"),
        ("member.signed_in", "done"),
    ]


def test_a_new_password_ends_the_other_sessions(client: Client, person: User) -> None:
    password(client, EMAIL)
    secret = set_up_app(client)
    other = Client()
    password(other, EMAIL)
    other.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    new = "orchard-violin-window-seven"
    client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )
    assert client.get("/mine/").status_code == 200
    assert other.get("/mine/").status_code == 302
    assert ("member.password_changed", "done") in verbs(person)


@pytest.mark.parametrize("path", ["/accounts/signup/", "/accounts/email/"])
def test_pages_of_the_library_that_nobody_needs_do_not_exist(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_nobody_learns_whether_an_address_has_an_account(client: Client, person: User) -> None:
    from django.core import mail

    for email in (EMAIL, "nobody@example.org"):
        answer = client.post("/accounts/password/reset/", {"email": email})
        assert answer["Location"] == "/accounts/password/reset/done/"
    assert [message.to for message in mail.outbox] == [[EMAIL]]
