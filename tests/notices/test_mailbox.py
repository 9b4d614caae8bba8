"""The demo's mailbox shows what was sent, and exists nowhere else."""

import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.mail import get_connection
from django.http import Http404, HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import NoReverseMatch, reverse

from clinic.notices import demo_views
from clinic.notices.mail import Letter, as_mail
from clinic.notices.mailbox import mails

BACKEND = "django.core.mail.backends.filebased.EmailBackend"
LETTER = Letter(
    to="noor@example.org", subject="Ihr Platz – مكانك", body="Open https://127.0.0.1/invitation/x\n"
)


@pytest.fixture
def sent(tmp_path: Path, settings: Any) -> None:
    settings.EMAIL_FILE_PATH = tmp_path
    connection = get_connection(BACKEND)
    for letter in (Letter(to="first@example.org", subject="One", body="1"), LETTER):
        as_mail(letter, token=uuid4(), connection=connection).send()
        connection = get_connection(BACKEND)


@pytest.mark.usefixtures("sent")
def test_the_newest_mail_comes_first_and_reads_as_it_was_written() -> None:
    newest, oldest = mails()
    assert (newest.to, newest.subject) == (LETTER.to, LETTER.subject)
    assert newest.body.strip() == LETTER.body.strip()
    assert oldest.subject == "One"


@pytest.mark.usefixtures("sent")
@override_settings(ROOT_URLCONF="tests.notices.demo_urlconf")
def test_a_link_in_a_mail_can_be_clicked(rf: RequestFactory) -> None:
    response = demo_views.mail(rf.get("/"), mails()[0].name)
    assert isinstance(response, HttpResponse)
    assert '<a href="https://127.0.0.1/invitation/x"' in response.content.decode()
    listed = demo_views.mailbox(rf.get("/"))
    assert isinstance(listed, HttpResponse)
    assert reverse("mailbox:mail", args=[mails()[0].name]) in listed.content.decode()


@pytest.mark.usefixtures("sent")
def test_an_unknown_mail_is_not_found(rf: RequestFactory) -> None:
    with pytest.raises(Http404):
        demo_views.mail(rf.get("/"), "etc-passwd")


@pytest.mark.parametrize("settings_module", ["dev", "production", "test"])
def test_no_other_settings_have_a_mailbox(settings_module: str) -> None:
    code = (
        "import django, sys; django.setup()\n"
        "from django.urls import resolve, Resolver404\n"
        "try: resolve('/demo/mailbox/')\n"
        "except Resolver404: sys.exit(0)\n"
        "sys.exit('there is a mailbox')"
    )
    env_key = f"clinic.settings.{settings_module}"
    result = subprocess.run(
        [sys.executable, "-c", code], env=environment(env_key), capture_output=True, text=True
    )
    assert result.returncode == 0, result.stderr


def test_the_demo_settings_have_one() -> None:
    code = "import django; django.setup(); from django.urls import resolve; "
    code += "print(resolve('/demo/mailbox/').view_name)"
    command = [sys.executable, "-c", code]
    result = subprocess.run(
        command, env=environment("clinic.settings.demo"), capture_output=True, text=True
    )
    assert result.stdout.strip() == "mailbox:list", result.stderr


def environment(settings_module: str) -> dict[str, str]:
    import os

    from clinic.settings import test

    return {
        **os.environ,
        "ALCOVE_SECRET_KEY": test.SECRET_KEY,
        "ALCOVE_KEYRING": test.ALCOVE_KEYRING,
        "ALCOVE_AUDIT_KEY": test.ALCOVE_AUDIT_KEY,
        "DJANGO_SETTINGS_MODULE": settings_module,
    }


def test_the_urlconf_of_the_tests_has_none() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("mailbox:list")
