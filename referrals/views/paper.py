"""What a referral says, on paper or as a file, for the partner alone.

A sheet of one page is set here, in the request: packets, which are long, go to a worker.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone

from clinic.files.responses import as_download
from clinic.pages.dates import short_date
from clinic.pages.document import pdf_of
from clinic.pages.templatetags.alcove import local_time
from clinic.tenancy.current import current_clinic

Labelled = Sequence[tuple[str, str]]


def as_paper(referral: Any, content: Labelled) -> HttpResponseBase:
    clinic = current_clinic()
    context = {
        "clinic": clinic.name,
        "partner": referral.partner.name,
        "content": content,
        "made_at": local_time(timezone.now()),
        "until": short_date(referral.release.expires_on),
    }
    size = "Letter" if clinic.jurisdiction == "us" else "A4"
    css = f"{render_to_string('referrals/sheet.css')}\n@page {{ size: {size}; }}\n"
    return _sent(pdf_of(render_to_string("referrals/sheet.html", context), css), "pdf")


def as_file(referral: Any, content: Labelled) -> HttpResponseBase:
    said = {
        "format": "alcove-referral/1",
        "from": current_clinic().name,
        "to": referral.partner.name,
        "until": referral.release.expires_on.isoformat(),
        "items": [{"name": name, "value": value} for name, value in content],
    }
    return _sent(json.dumps(said, ensure_ascii=False, indent=2).encode(), "json")


FORMS = {"paper": as_paper, "file": as_file}


def _sent(content: bytes, kind: str) -> HttpResponseBase:
    media_type = f"application/{kind}"
    return as_download(
        [content], filename=f"referral.{kind}", media_type=media_type, size=len(content)
    )
