"""Addresses and a filled-in notice, for the tests that speak to pages."""

import re
from typing import Any

from django.urls import reverse

from clinic.tenancy.models import Clinic


def url(clinic: Clinic, name: str, pk: Any) -> str:
    return reverse(name, args=[clinic.slug, pk])


def notice_form(browser: Any, page: str, kind: str = "rfe") -> dict[str, Any]:
    html = browser.get(page, {"kind": kind}).content.decode()
    once = re.search(r'name="once" value="([^"]+)"', html)
    assert once
    return {
        "kind": kind,
        "once": once[1],
        "notice_date": "2026-03-06",
        "service": "mail",
        "response": "paper",
        "response_days": "84",
    }
