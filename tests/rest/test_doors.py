"""Who is let in, by which sign, and what stands at the door when nobody is."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client as Browser

from cases import queries
from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.problems import MEDIA_TYPE
from clinic.audit.models import REFUSED, AuditEntry
from clinic.people.factor import SECOND_FACTOR
from clinic.people.locking import LOCKED
from clinic.tenancy.current import bind
from tests.builders import (
    browsing_as,
    calling_as,
    make_case,
    make_clinic,
    make_member,
    make_token,
    seat_of,
    user_of,
)

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/harbor/"
NOTE = {"privilege": "shared", "body": "The interpreter is booked."}


@pytest.fixture
def coordinator() -> Actor:
    return make_member(make_clinic(), "coordinator")


@pytest.fixture
def case(coordinator: Actor) -> Case:
    with bind(coordinator.clinic):
        return make_case(coordinator)


def is_problem(answer: Any, status: int, code: str) -> bool:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == MEDIA_TYPE
    assert answer.json()["code"] == code
    return True


def refusals(actor: Actor) -> list[tuple[str, str]]:
    with bind(actor.clinic):
        rows = AuditEntry.objects.filter(outcome=REFUSED).values_list("verb", "detail")
        return [(verb, detail["why"]) for verb, detail in rows]


# --- a browser's session --------------------------------------------------------------------------


def writing(browser: Browser, case: Case, **headers: str) -> Any:
    said = {"Idempotency-Key": f"key-{uuid4()}", **headers}
    path = f"{ROOT}cases/{case.pk}/notes"
    return browser.post(path, NOTE, content_type="application/json", headers=said)


def strict_browser(actor: Actor) -> Browser:
    """Return a browser whose requests Django checks for forgery, as it does outside of tests."""
    browser = Browser(enforce_csrf_checks=True, raise_request_exception=False)
    browser.cookies = browsing_as(actor).cookies
    return browser


def test_a_session_reads_without_and_writes_with_the_sign_of_our_pages(
    coordinator: Actor, case: Case
) -> None:
    browser = strict_browser(coordinator)
    assert browser.get(f"{ROOT}cases").status_code == 200
    assert is_problem(writing(browser, case), 403, "not_allowed")
    browser.get("/api/docs/")
    sign = browser.cookies["csrftoken"].value
    assert writing(browser, case, **{"X-CSRFToken": sign}).status_code == 201
    assert is_problem(writing(browser, case, **{"X-CSRFToken": "x" * 64}), 403, "not_allowed")


def test_another_site_cannot_write_with_somebodys_session(coordinator: Actor, case: Case) -> None:
    browser = strict_browser(coordinator)
    browser.get("/api/docs/")
    sign = browser.cookies["csrftoken"].value
    foreign = {"X-CSRFToken": sign, "Origin": "https://elsewhere.example"}
    assert is_problem(writing(browser, case, **foreign), 403, "not_allowed")


def test_a_form_of_another_page_writes_nothing_with_its_sign_either(
    coordinator: Actor, case: Case
) -> None:
    browser = strict_browser(coordinator)
    browser.get("/api/docs/")
    sign = browser.cookies["csrftoken"].value
    path = f"{ROOT}cases/{case.pk}/notes"
    form = {**NOTE, "csrfmiddlewaretoken": sign}
    answer = browser.post(path, form, headers={"Idempotency-Key": "key-of-a-form"})
    assert answer.status_code in {415, 422}
    assert calling_as(coordinator).read(f"cases/{case.pk}/notes")["items"] == []


def test_a_token_needs_no_such_sign(coordinator: Actor, case: Case) -> None:
    browser = Browser(enforce_csrf_checks=True)
    said = {"Authorization": f"Bearer {make_token(coordinator)}"}
    assert writing(browser, case, **said).status_code == 201


def test_a_locked_session_is_told_so(coordinator: Actor) -> None:
    browser = browsing_as(coordinator)
    session = browser.session
    session[LOCKED] = True
    session.save()
    assert is_problem(browser.get(ROOT), 401, "session_locked")


def test_a_password_alone_opens_nothing(coordinator: Actor) -> None:
    browser = Browser()
    browser.force_login(user_of(coordinator))
    assert is_problem(browser.get(ROOT), 401, "session_locked")
    session = browser.session
    session[SECOND_FACTOR] = "somebody else"
    session.save()
    assert is_problem(browser.get(ROOT), 401, "session_locked")


def test_nobody_is_told_to_send_a_token_and_is_led_nowhere(coordinator: Actor) -> None:
    answer = Browser().get(f"{ROOT}cases")
    assert is_problem(answer, 401, "signed_out")
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert "Location" not in answer


# --- a token --------------------------------------------------------------------------------------

NO_TOKENS = {
    "nothing": "",
    "blanks": "   ",
    "a scheme alone": "Bearer",
    "a scheme and a blank": "Bearer ",
    "another scheme": "Basic {secret}",
    "Token": "Token {secret}",
    "no scheme": "{secret}",
    "two": "Bearer {secret} {secret}",
    "a comma": "Bearer {secret}, Bearer {secret}",
    "quotes": 'Bearer "{secret}"',
    "another beginning": "Bearer x{secret}",
    "one character less": "Bearer {shorter}",
    "one character more": "Bearer {secret}A",
    "other letters": "Bearer {upper}",
    "a very long one": "Bearer alcove_" + "A" * 100_000,
    "letters beyond ASCII": "Bearer alcove_ü{secret}",
    "a zero": "Bearer {secret}\0",
}


@pytest.mark.parametrize("name", NO_TOKENS)
def test_what_is_no_live_token_opens_nothing_and_is_not_repeated(
    coordinator: Actor, name: str
) -> None:
    secret = make_token(coordinator)
    spoken = {"secret": secret, "shorter": secret[:-1], "upper": secret.upper()}
    said = NO_TOKENS[name].format(**spoken)
    answer = Browser().get(ROOT, headers={"Authorization": said})
    assert is_problem(answer, 401, "token_refused")
    assert secret[-8:] not in answer.content.decode()


@pytest.mark.parametrize("said", ["bearer {}", "BEARER {}", "Bearer  {}", " Bearer {} "])
def test_the_scheme_may_be_written_as_programs_do(coordinator: Actor, said: str) -> None:
    headers = {"Authorization": said.format(make_token(coordinator))}
    assert Browser().get(ROOT, headers=headers).status_code == 200


def test_a_token_wins_over_a_cookie(coordinator: Actor) -> None:
    browser = browsing_as(coordinator)
    auditor = make_member(coordinator.clinic, "supervisor")
    said = browser.get(ROOT, headers={"Authorization": f"Bearer {make_token(auditor)}"}).json()
    assert said["seat"] == str(seat_of(auditor).pk)
    wrong = browser.get(ROOT, headers={"Authorization": "Bearer alcove_wrong"})
    assert is_problem(wrong, 401, "token_refused")


def test_a_token_opens_its_own_clinic_only(coordinator: Actor) -> None:
    stranger = make_member(make_clinic("meadow"), "coordinator")
    said = {"Authorization": f"Bearer {make_token(stranger)}"}
    assert is_problem(Browser().get(ROOT, headers=said), 404, "not_found")
    nowhere = Browser().get("/api/v1/nowhere/", headers=said)
    assert nowhere.content == Browser().get(ROOT, headers=said).content


def test_a_token_opens_no_page(coordinator: Actor) -> None:
    said = {"Authorization": f"Bearer {make_token(coordinator)}"}
    assert Browser().get("/harbor/cases/", headers=said)["Location"].startswith("/accounts/login/")


# --- methods and addresses ------------------------------------------------------------------------


def test_head_answers_like_get_without_a_body(coordinator: Actor, case: Case) -> None:
    program = calling_as(coordinator)
    asked, headed = (program.ask(how, f"cases/{case.pk}") for how in ("get", "head"))
    assert (headed.status_code, headed.content, headed["ETag"]) == (200, b"", asked["ETag"])


@pytest.mark.parametrize("method", ["options", "trace", "put", "patch", "delete", "propfind"])
def test_a_method_that_an_address_does_not_take_is_refused_with_those_it_takes(
    coordinator: Actor, method: str
) -> None:
    answer = calling_as(coordinator).ask(method, "cases")
    assert is_problem(answer, 405, "method_not_allowed")
    assert answer["Allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize("method", ["options", "trace", "delete"])
def test_nobody_learns_which_methods_there_are(coordinator: Actor, method: str) -> None:
    answer = Browser().generic(method.upper(), f"{ROOT}cases")
    assert is_problem(answer, 401, "signed_out")
    assert "Allow" not in answer


# The same on every worker that collects this file.
SOME_ID = "2a9e00bc-43da-486f-b015-c1cbca63f991"


@pytest.mark.parametrize(
    "path",
    ["nothing", "cases/", "cases/1", "cases/not-an-id", f"cases/{SOME_ID}/nothing", "%00", "../x"],
)
def test_an_address_that_is_none_gives_a_problem(coordinator: Actor, path: str) -> None:
    assert is_problem(calling_as(coordinator).ask("get", path), 404, "not_found")


@pytest.mark.parametrize("path", ["nothing", "v1", "v1/", "v2/harbor/", "v1.yaml", "docs/x"])
def test_beside_the_clinics_there_is_nothing_either(db: None, path: str) -> None:
    assert is_problem(Browser().get(f"/api/{path}"), 404, "not_found")


def test_nothing_of_the_api_may_be_kept_or_framed(coordinator: Actor) -> None:
    for answer in (calling_as(coordinator).ask("get", ""), Browser().get(ROOT)):
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert "Access-Control-Allow-Origin" not in answer


def test_what_only_the_docs_accept_is_refused_with_a_problem(coordinator: Actor) -> None:
    answer = calling_as(coordinator).ask("get", "cases", Accept="text/html")
    assert is_problem(answer, 406, "not_acceptable")


# --- what is written down, and what is not told ---------------------------------------------------


def test_our_own_fault_tells_nothing(
    coordinator: Actor, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: Any, **_options: Any) -> None:
        raise RuntimeError("Nilofar Beispiel")

    monkeypatch.setattr(queries, "case_list", broken)
    answer = calling_as(coordinator).ask("get", "cases")
    assert is_problem(answer, 500, "server_error")
    assert set(answer.json()) == {"type", "code", "status", "title", "detail"}
    assert not any(word in answer.content.decode() for word in ("Nilofar", "Runtime", "case_list"))


def test_a_token_that_may_not_is_refused_and_that_is_recorded(
    coordinator: Actor, case: Case
) -> None:
    program = calling_as(coordinator, "case.view")
    assert is_problem(
        program.change(f"cases/{case.pk}/move", {"to": "preparing"}, etag='"1"'), 403, "not_allowed"
    )
    assert refusals(coordinator) == [("case.move", "token")]


def test_reaching_for_what_is_not_ones_own_is_recorded(coordinator: Actor, case: Case) -> None:
    attorney = make_member(coordinator.clinic, "attorney")
    assert is_problem(calling_as(attorney).ask("get", f"cases/{case.pk}"), 404, "not_found")
    assert refusals(coordinator) == [("page.opened", "not_visible")]


def test_a_rule_that_stands_against_it_is_recorded_once(coordinator: Actor, case: Case) -> None:
    program = calling_as(coordinator)
    answer = program.change(f"cases/{case.pk}/move", {"to": "opened"}, etag='"1"')
    assert is_problem(answer, 409, "unlawful_move")
    assert refusals(coordinator) == [("case.moved", "unlawful_move")]
