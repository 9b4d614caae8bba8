"""Behind a proxy each browser is counted by its own address, not all by the proxy's."""

import os
import subprocess
import sys

import pytest
from allauth.core.internal.httpkit import get_client_ip
from django.test import RequestFactory, override_settings

from clinic.services.places import ROOT

SHOW = "import clinic.settings.production as it; print(it.ALLAUTH_TRUSTED_PROXY_COUNT)"


def proxies_in_production() -> int:
    told = subprocess.run(
        [sys.executable, "-c", SHOW], cwd=ROOT, env=dict(os.environ) | {
            "ALCOVE_SECRET_KEY": "k" * 50, "ALCOVE_KEYRING": "{}", "ALCOVE_AUDIT_KEY": "",
        }, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return int(told.stdout)


@pytest.mark.parametrize("sent", ["203.0.113.9", "198.51.100.7, 203.0.113.9"])
def test_the_word_of_our_own_proxy_counts_and_no_other(sent: str) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="172.18.0.2", headers={"X-Forwarded-For": sent})
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=proxies_in_production()):
        assert get_client_ip(request) == "203.0.113.9"
