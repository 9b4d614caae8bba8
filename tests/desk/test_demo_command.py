"""The command against the running product: every step, then nothing a second time."""

import http.client
import re
import subprocess
from urllib.parse import urlsplit

import pytest

from clinic.services.stack import Stack

pytestmark = pytest.mark.xdist_group("stack")


def steps_of(text: str) -> list[tuple[str, str]]:
    return re.findall(r"^(\d)  .*?  (ok|FAILED|not reached)  ", text, re.MULTILINE)


def test_every_step_of_the_main_job_succeeds_and_a_second_run_keeps_it(
    quick_stack: Stack, first: "subprocess.CompletedProcess[str]"
) -> None:
    assert first.returncode == 0, first.stdout + first.stderr
    assert steps_of(first.stdout) == [(str(number), "ok") for number in range(10)]
    second = quick_stack.manage("seed_demo")
    assert second.returncode == 0
    assert "kept" in second.stdout
    assert steps_of(second.stdout) == steps_of(first.stdout)


@pytest.mark.usefixtures("first")
def test_the_page_of_sign_ins_shows_codes_to_a_stranger(quick_stack: Stack) -> None:
    connection = http.client.HTTPConnection(urlsplit(quick_stack.base_url).netloc, timeout=10)
    connection.request("GET", "/demo/")
    answer = connection.getresponse()
    page = answer.read().decode()
    assert answer.status == 200
    assert "harbor-meadow-lantern" in page
    assert len(re.findall(r"<code[^>]*>\d{3} \d{3}</code>", page)) == 21


@pytest.mark.usefixtures("first")
def test_the_trail_of_the_demo_verifies(quick_stack: Stack) -> None:
    result = quick_stack.manage("verify_audit", role="worker")
    assert result.returncode == 0, result.stdout
    assert result.stdout.count("verifies") == 3


def test_other_settings_refuse_to_make_a_demo(quick_stack: Stack) -> None:
    env = quick_stack.extra_env
    quick_stack.extra_env = {**env, "DJANGO_SETTINGS_MODULE": "clinic.settings.dev"}
    result = quick_stack.manage("seed_demo")
    quick_stack.extra_env = env
    assert result.returncode != 0
    assert "Only with the demo's settings" in result.stderr
