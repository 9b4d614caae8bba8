"""A file that was changed before its upload went on is no mixture of what it was and is."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from cases.models import Case
from clinic.access.actor import Actor
from documents.models import Part, Revision, Upload
from documents.rules import PART_BYTES
from tests.builders import browsing_as
from tests.documents.made import large
from tests.documents.test_uploads import begin, finish, send_until

pytestmark = pytest.mark.django_db


def test_a_file_that_was_changed_meanwhile_is_told_apart_and_sent_anew(
    attorney: Actor, case: Case, files_folder: Path
) -> None:
    """As the script of the page does: it compares, and says that it begins anew."""
    first = large(4)
    changed = first[:PART_BYTES] + b"x" + first[PART_BYTES + 1 :]
    browser = browsing_as(attorney)
    begun = begin(browser, case, len(first))
    assert begun["digest"] == ""
    stood = send_until(browser, begun["url"], first, 0, 2 * PART_BYTES)
    again = begin(browser, case, len(first))
    assert again["digest"] == digest(first[:stood]) != digest(changed[:stood])
    anew = begin_anew(browser, case, len(changed))
    assert anew["id"] != begun["id"]
    assert (anew["received"], Upload.objects.count(), Part.objects.count()) == (0, 1, 0)
    send_until(browser, anew["url"], changed, 0, len(changed))
    assert finish(browser, case, anew["id"]).status_code == 302
    revision = Revision.objects.get()
    answer: Any = browser.get(f"/harbor/revisions/{revision.pk}/file/")
    assert b"".join(answer.streaming_content) == changed


def begin_anew(browser: Client, case: Case, size: int) -> dict[str, Any]:
    sent = {"name": "declaration.pdf", "size": size, "anew": "on"}
    return dict(browser.post(f"/harbor/cases/{case.pk}/uploads/", sent).json())


def digest(content: bytes) -> str:
    told = hashlib.sha256()
    for start in range(0, len(content), PART_BYTES):
        told.update(hashlib.sha256(content[start : start + PART_BYTES]).digest())
    return told.hexdigest()
