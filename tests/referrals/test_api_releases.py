"""Consent through the API: given as on the page, taken back at once."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.test.utils import CaptureQueriesContext

from clinic.audit.models import AuditEntry
from clinic.files.queries import read_all
from clinic.tenancy.current import today
from referrals import actions
from referrals.models import ReferralLink, Release
from tests.builders import calling_as
from tests.everywhere.recipes import fresh
from tests.everywhere.world import Place, give_release
from tests.rest.calls_referrals import CALLS
from tests.sealed import PDF


def terms(place: Place, **changes: Any) -> dict[str, Any]:
    body = CALLS["give_release"].body
    assert body is not None
    return {**body(place), **changes}


def test_an_advocates_program_records_reads_and_lists_a_release(place: Place) -> None:
    program = calling_as(place.advocate)
    made = program.make(f"cases/{place.case.pk}/releases", terms(place, days=10))
    assert made.status_code == 201, made.content
    said = made.json()
    assert said["state"] == "current"
    assert said["expires_on"] == (today() + timedelta(days=10)).isoformat()
    assert program.read(f"releases/{said['id']}") == said
    assert said in program.read(f"cases/{place.case.pk}/releases")["items"]


def test_what_was_signed_is_not_given_out(place: Place) -> None:
    program = calling_as(place.advocate)
    made = program.make(f"cases/{place.case.pk}/releases", terms(place))
    listed = program.ask("get", f"cases/{place.case.pk}/releases").content
    for secret in (b"N. B.", b"A bed for tonight", b"Mekdes"):
        assert secret not in made.content + listed


def test_a_scan_comes_with_a_form_and_is_kept_sealed(place: Place) -> None:
    program = calling_as(place.advocate)
    scan = SimpleUploadedFile("signed.pdf", PDF)
    said = terms(place, informed="true", days="30", upload=scan)
    answer = program.generic(
        "POST", f"/api/v1/harbor/cases/{place.case.pk}/scanned-releases",
        encode_multipart(BOUNDARY, said), MULTIPART_CONTENT,
        headers={"Authorization": f"Bearer {program.secret}", "Idempotency-Key": "scan-0001"},
    )  # fmt: skip
    assert answer.status_code == 201, answer.content
    kept = Release.objects.select_related("scan__key").get(pk=answer.json()["id"])
    assert kept.scan is not None
    assert read_all(kept.scan) == PDF
    assert kept.fields == ["language", "name_to_use"]


def test_a_scan_that_is_no_scan_is_said_at_its_field(place: Place) -> None:
    program = calling_as(place.advocate)
    said = terms(place, informed="true", upload=SimpleUploadedFile("signed.pdf", b"MZ no scan"))
    answer = program.generic(
        "POST", f"/api/v1/harbor/cases/{place.case.pk}/scanned-releases",
        encode_multipart(BOUNDARY, said), MULTIPART_CONTENT,
        headers={"Authorization": f"Bearer {program.secret}", "Idempotency-Key": "scan-0001"},
    )  # fmt: skip
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/upload"]
    assert Release.objects.count() == 1


def test_taking_a_release_back_closes_its_links(place: Place) -> None:
    program, path = calling_as(place.advocate), f"releases/{place.release.pk}"
    answer = program.change(f"{path}/revoke", of=path)
    assert (answer.status_code, answer.json()["state"]) == (200, "revoked")
    assert not ReferralLink.objects.filter(closed_at=None).exists()
    assert program.change(f"{path}/revoke", etag='"given"').status_code == 412
    assert program.change(f"{path}/revoke", of=path).json()["code"] == "already_revoked"
    assert AuditEntry.objects.filter(verb="release.revoked", outcome="done").count() == 1


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"informed": False}, "/informed"),
        ({"fields_released": []}, "/fields_released"),
        ({"fields_released": ["shoe_size"]}, "/fields_released/0"),
        ({"days": 0}, "/days"),
        ({"days": 366}, "/days"),
        ({"days": 91}, "/long_reason"),
        ({"given_on": "2999-01-01"}, "/given_on"),
        ({"given_on": "2026-02-30"}, "/given_on"),
        ({"partner": str(uuid4())}, "/partner"),
        ({"purpose": "a\u0007b"}, "/purpose"),
    ],
)
def test_a_wrong_release_is_said_at_its_field(
    place: Place, wrong: dict[str, Any], pointer: str
) -> None:
    program = calling_as(place.advocate)
    answer = program.make(f"cases/{place.case.pk}/releases", terms(place, **wrong))
    assert answer.status_code == 422, answer.content
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert Release.objects.count() == 1


def test_a_file_comes_in_a_form_and_everything_else_as_json(place: Place) -> None:
    program, path = calling_as(place.advocate), f"cases/{place.case.pk}"
    assert program.make(f"{path}/releases", terms(place, upload="x")).status_code == 422
    assert program.make(f"{path}/scanned-releases", terms(place)).status_code == 415
    assert Release.objects.count() == 1


def test_no_release_is_recorded_for_a_partner_that_was_retired(place: Place) -> None:
    details = {"name": place.partner.name, "active": False}
    actions.edit_partner(place.coordinator, partner=place.partner, details=details, version=1)
    answer = calling_as(place.advocate).make(f"cases/{place.case.pk}/releases", terms(place))
    assert (answer.status_code, answer.json()["code"]) == (409, "partner_inactive")
    assert Release.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "status"),
    [("supervisor", 403), ("administrator", 404), ("auditor", 404), ("other_advocate", 404)],
)
def test_who_may_not_record_a_release(place: Place, role: str, status: int) -> None:
    program = calling_as(place.people[role])
    assert program.make(f"cases/{place.case.pk}/releases", terms(place)).status_code == status
    answer = program.change(f"releases/{place.release.pk}/revoke", etag='"given"')
    assert answer.status_code == status
    assert fresh(place.release).revoked_at is None


def test_the_list_costs_the_same_for_more_releases(place: Place) -> None:
    program, path = calling_as(place.advocate), f"cases/{place.case.pk}/releases"
    program.read(path)  # the first request also writes when the token was used
    counts = []
    for _turn in "12":
        with CaptureQueriesContext(connection) as statements:
            program.read(path)
        counts.append(len(statements))
        for _number in range(27):
            give_release(place.advocate, place.case, place.partner)
    assert counts[0] == counts[1]
    assert len(program.read(path)["items"]) == 50
    assert "Mekdes" not in json.dumps(program.read(path))
