"""Headers, sizes, fragments and the pages that say no."""

import pytest
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.utils import override_settings
from django_htmx.middleware import HtmxDetails

from clinic.pages import views
from clinic.pages.fragments import render_page
from clinic.pages.middleware import RequestSize, SecurityHeaders

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ask = RequestFactory()


def answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse("answer")


def test_every_answer_carries_the_policy_and_is_never_stored() -> None:
    response = SecurityHeaders(answer)(ask.get("/"))

    assert response["Content-Security-Policy"] == POLICY
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cache-Control"] == "no-store"


def test_static_files_keep_their_own_caching() -> None:
    immutable = HttpResponse(headers={"Cache-Control": "max-age=315360000, immutable"})

    response = SecurityHeaders(lambda request: immutable)(ask.get("/static/x.css"))

    assert "immutable" in response["Cache-Control"]


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000)
def test_paste_over_the_limit_is_refused_with_a_clear_page() -> None:
    form = "application/x-www-form-urlencoded"
    request = ask.post("/", data="note=" + "x" * 2000, content_type=form)

    response = RequestSize(answer)(request)

    assert response.status_code == 413
    assert "too much to send at once" in response.content.decode()
    assert request.read() == b""  # swallowed, so that the browser comes to read the answer


def test_upload_may_be_as_large_as_the_setting_says() -> None:
    request = ask.post("/", {"file": "x" * 2_000_000})

    assert RequestSize(answer)(request).status_code == 200


@override_settings(ALCOVE_UPLOAD_MAX_BYTES=1_000_000)
def test_upload_over_the_limit_is_refused() -> None:
    request = ask.post("/", {"file": "x" * 2_500_000})

    assert RequestSize(answer)(request).status_code == 413


def test_data_that_django_finds_too_big_is_413_not_400() -> None:
    assert views.bad_request(ask.get("/"), RequestDataTooBig()).status_code == 413
    assert views.bad_request(ask.get("/"), ValueError()).status_code == 400


def test_missing_page_says_no_more_than_that() -> None:
    response = views.not_found(ask.get("/"), Http404("case 12 of Harbour"))

    assert response.status_code == 404
    assert "Harbour" not in response.content.decode()


def test_broken_page_needs_nothing_that_could_be_broken() -> None:
    response = views.server_error(ask.get("/"))

    assert response.status_code == 500
    assert "It is not your fault" in response.content.decode()


@pytest.mark.parametrize(
    ("target", "lands"),
    [
        ("/harbour/cases/", "/harbour/cases/"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
    ],
)
def test_theme_leads_back_only_to_ourselves(target: str, lands: str) -> None:
    response = views.theme(ask.post("/theme", {"theme": "dark", "next": target}))

    assert response.status_code == 302
    assert response["Location"] == lands
    assert response.cookies["alcove-theme"].value == "dark"


def test_unknown_theme_is_not_kept() -> None:
    response = views.theme(ask.post("/theme", {"theme": "<script>"}))

    assert "alcove-theme" not in response.cookies


@pytest.mark.parametrize(
    ("headers", "whole"),
    [
        ({}, True),
        ({"HX-Request": "true"}, False),
        ({"HX-Request": "true", "HX-Boosted": "true"}, True),
    ],
)
def test_htmx_gets_the_fragment_and_a_browser_the_page(
    headers: dict[str, str], whole: bool
) -> None:
    request = ask.get("/", headers=headers)
    request.htmx = HtmxDetails(request)  # type: ignore[attr-defined]

    response = render_page(request, "404.html", {"text": "state"}, fragment="kit/_badge.html")

    assert ("<!doctype html>" in response.content.decode()) is whole
    assert "HX-Request" in response["Vary"]
