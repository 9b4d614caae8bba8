"""No log can be used to open a link."""

import logging

import pytest

from clinic.services.masking import MaskLinks, masked


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/partner/Zk3_s-ecret/", "/partner/…/"),
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


def test_the_access_log_uses_it() -> None:
    from clinic.services.web import QuietLogger, logger_class

    assert logger_class is QuietLogger
