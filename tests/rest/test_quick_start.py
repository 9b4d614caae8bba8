"""Every command of the quick start, as a newcomer types it, against the demo."""

import os
import re
import subprocess
import threading
from datetime import UTC, datetime
from http.client import HTTPConnection
from http.server import HTTPServer
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook

from clinic.services.places import ROOT
from clinic.services.stack import Stack

pytestmark = pytest.mark.xdist_group("stack")
# No proxy stands between this machine and itself.
NEAR = {**os.environ, "NO_PROXY": "*", "no_proxy": "*"}
DOCUMENT = ROOT / "docs" / "api.md"
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
TOLD = re.compile(r"^curl .*# (\d{3})$", re.MULTILINE)
TOKEN = re.compile(r"^  (alcove_[\w-]{43})$", re.MULTILINE)
# Says each status on the side; the rest of the command is the document's.
CURL = 'curl() { command curl -w "%{stderr}\\n<%{http_code}>\\n" "$@"; }\n'


def commands() -> str:
    return "\n".join(BLOCK.findall(DOCUMENT.read_text(encoding="utf-8")))


def test_every_curl_of_the_document_says_what_it_answers() -> None:
    assert len(re.findall(r"^curl ", commands(), re.MULTILINE)) == len(TOLD.findall(commands()))
    assert len(TOLD.findall(commands())) >= 10


def test_the_quick_start_does_what_it_says(
    quick_stack: Stack, first: "subprocess.CompletedProcess[str]", tmp_path: Path
) -> None:
    token = TOKEN.search(quick_stack.manage("seed_demo").stdout)
    assert token is not None, first.stdout
    script = commands().replace("alcove_...", token[1])
    script = script.replace("http://127.0.0.1:8000", quick_stack.base_url)
    ran = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", CURL + script],
        cwd=tmp_path, capture_output=True, text=True, timeout=120, env=NEAR,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert re.findall(r"<(\d{3})>", ran.stderr) == TOLD.findall(commands()), ran.stdout


@pytest.mark.usefixtures("first")
def test_a_new_start_ends_the_token_of_the_one_before(quick_stack: Stack) -> None:
    tokens = [TOKEN.findall(quick_stack.manage("seed_demo").stdout)[0] for _turn in "12"]
    ask = ["curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "-H"]
    root = f"{quick_stack.base_url}/api/v1/harbor/"
    answers = [
        subprocess.run(
            [*ask, f"Authorization: Bearer {token}", root],
            capture_output=True,
            text=True,
            env=NEAR,
        ).stdout
        for token in tokens
    ]
    assert answers == ["401", "200"]


def test_the_receiver_of_the_document_takes_what_is_signed_and_nothing_else() -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```", DOCUMENT.read_text("utf-8"), re.M | re.S)
    secret, now = "whsec_" + "c2VjcmV0" * 4, datetime.now(UTC)
    names: dict[str, Any] = {"SECRET": secret}
    exec(code, names)  # noqa: S102
    server = HTTPServer(("127.0.0.1", 0), names["Receiver"])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    body = '{"type": "case.opened"}'
    signed = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign("msg_1", now, body),
    }
    answers = []
    for said in (signed, {**signed, "webhook-id": "msg_2"}):
        line = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        line.request("POST", "/", body, said)
        answers.append(line.getresponse().status)
    server.shutdown()
    assert answers == [204, 400]
