"""No log can be used to open a link."""

import logging
from datetime import timedelta

import pytest
from django.test import RequestFactory

from clinic.services.masking import MaskLinks, masked, one_line


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/partner/Zk3_s-ecret/", "/partner/…/"),
        ("/firm/Zk3_s-ecret/", "/firm/…/"),
        ("/interpreter/Zk3_s-ecret/", "/interpreter/…/"),
        ("/feed/Zk3_s-ecret/alcove.ics", "/feed/…/alcove.ics"),
        ("/status/Zk3_s-ecret/", "/status/…/"),
        ("/partner/Zk3_s-ecret/answer/", "/partner/…/answer/"),
        ("/invitation/Zk3_s-ecret/", "/invitation/…/"),
        ("/accounts/password/reset/key/1-abc-def/", "/accounts/password/reset/key/…/"),
        ("/harbor/partners/add/", "/harbor/partners/add/"),
    ],
)
def test_the_secret_of_a_link_is_left_out(path: str, told: str) -> None:
    assert masked(path) == told


def test_a_line_of_the_framework_is_masked_too(caplog: pytest.LogCaptureFixture) -> None:
    record = logging.LogRecord("x", 30, "", 0, "%s: %s", ("Not Found", "/partner/s3cret/"), None)
    assert MaskLinks().filter(record)
    assert record.getMessage() == "Not Found: /partner/…/"


def test_a_path_cannot_write_a_line_of_its_own() -> None:
    assert one_line("/x\n[20/Nov] GET /forged/ 200\x85\u2028") == "/x?[20/Nov] GET /forged/ 200??"


def test_the_access_log_tells_a_forged_path_on_one_line() -> None:
    from types import SimpleNamespace

    from gunicorn.config import Config

    from clinic.services.web import QuietLogger

    answer = SimpleNamespace(status="404 Not Found", sent=0, headers=[])
    asked = SimpleNamespace(headers=[])
    path = RequestFactory().get("/x").environ | {
        "PATH_INFO": "/invitation/s3cret/\nGET /forged/",
        "RAW_URI": "/x",
    }
    logger = QuietLogger(Config())  # type: ignore[no-untyped-call]
    atoms = logger.atoms(answer, asked, path, timedelta(seconds=1))
    assert atoms["U"] == "/invitation/…/?GET /forged/"


def test_the_access_log_uses_it() -> None:
    from clinic.services.web import QuietLogger, logger_class

    assert logger_class is QuietLogger
