"""A sender may name any encoding for a body; only one is read."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client as Browser
from django.test import RequestFactory

from clinic.pages.encodings import only_utf8
from tests.attack.conftest import Url
from tests.everywhere.world import World

PARTS = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\na\\ud800b\r\n--x--\r\n'
NO_ENCODINGS = ["rot13", "hex", "undefined", "idna", "raw_unicode_escape", "utf-16", "zlib", "none"]


# Names that Django itself does not survive, before any middleware.
DEADLY = {"rot13", "hex", "undefined", "zlib"}


@pytest.mark.django_db
@pytest.mark.parametrize("named", NO_ENCODINGS)
def test_a_page_asked_for_in_a_strange_encoding_is_no_error_of_ours(named: str) -> None:
    asked = RequestFactory().get("/accounts/login/?next=/").environ | {
        "CONTENT_TYPE": f"text/plain; charset={named}",
    }
    told: list[str] = []
    page = b"".join(only_utf8(WSGIHandler())(asked, lambda status, headers: told.append(status)))
    assert told == ["400 Bad Request"]
    assert "Nothing was changed." in page.decode()


@pytest.mark.django_db
def test_the_web_server_serves_it_that_way() -> None:
    from clinic import wsgi

    assert wsgi.application.__qualname__ == only_utf8(wsgi.handler).__qualname__


def test_a_form_in_a_strange_encoding_is_refused_with_words(
    world: World, here: Url, at_desk: Browser
) -> None:
    for named in set(NO_ENCODINGS) - DEADLY:
        kind = f"multipart/form-data; boundary=x; charset={named}"
        answer = at_desk.generic("POST", here("clients:search"), PARTS, content_type=kind)
        assert answer.status_code == 400, named


@pytest.mark.parametrize("named", ["utf-8", "UTF-8", "utf8"])
def test_our_own_encoding_may_be_named(
    world: World, here: Url, at_desk: Browser, named: str
) -> None:
    kind = f"multipart/form-data; boundary=x; charset={named}"
    assert at_desk.generic("POST", here("clients:search"), PARTS, kind).status_code == 200
