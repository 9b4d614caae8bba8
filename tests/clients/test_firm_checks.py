"""A blind check: a firm and a clinic learn whether somebody stands on both lists, and not who."""

import io
import logging
import pickle
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clients import actions, queries
from clients.models import Client, FirmCheck, FirmMatch, FirmUpload
from clients.queries.firm_checks import firm_answer, firm_check_lines
from clients.rules.firm_list import (
    MOST_NAMES,
    FirmListError,
    names_of_csv,
    names_typed,
)
from clients.tasks import compare_names_of_firm, firm_letter
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.audit.models import AuditEntry
from clinic.notices.models import OutboxItem
from clinic.tenancy.models import new_id
from clinic.vault.models import ClientKey
from tests.clients.conftest import desk_of, known_client

OURS = "Bilan Musterfrau"
OPPONENT = "Viktor Musterfall"
# Of the firm: one is our opponent in another spelling, the rest is nobody of ours.
THEIRS_MET = "Wiktor Musterfal"
THEIRS = [f"Zebulon Firmkunde{letter}" for letter in "abcdefghijkl"]


@pytest.fixture
def matter(coordinator: Actor) -> Client:
    client = known_client(coordinator, OURS)
    actions.add_party(
        coordinator, client=client, kind="exploiter", name=OPPONENT, client_consented=True
    )
    return Client.objects.select_related("key").get(pk=client.pk)


def asked(coordinator: Actor, client: Client) -> tuple[FirmCheck, str]:
    check = actions.send_firm_check(
        coordinator, client=client, form_token=new_id(), firm="Kanzlei Muster", email="a@b.example"
    )
    item = OutboxItem.objects.get(ref_id=check.pk)
    letter = firm_letter(item)
    assert letter is not None
    assert "Muster" not in letter.subject + letter.body
    return check, letter.body.split("/firm/")[1].split("/")[0]


def send(token: str, names: list[str]) -> Any:
    return Browser().post(reverse("firm:open", args=[token]), {"typed": "\n".join(names)})


def compare(check: FirmCheck) -> FirmCheck:
    compare_names_of_firm(OutboxItem.objects.get(ref_id=check.pk, kind="clients.firm_compare"))
    return FirmCheck.objects.select_related("key", "client").get(pk=check.pk)


def later(check: FirmCheck) -> FirmCheck:
    """Let the set time pass."""
    FirmCheck.objects.filter(pk=check.pk).update(answer_at=timezone.now())
    return FirmCheck.objects.select_related("key", "client").get(pk=check.pk)


def everything_stored() -> bytes:
    """Return all rows of the tables a blind check touches, as the database holds them."""
    tables = (
        "clients_firmcheck", "clients_firmupload", "clients_firmmatch", "notices_outboxitem",
        "audit_auditentry", "clients_party", "clients_partytoken", "vault_clientkey",
    )  # fmt: skip
    held = b""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")
            rows = [[bytes(v) if isinstance(v, memoryview) else v for v in r] for r in cursor]
            held += pickle.dumps(rows)
    return held


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def test_no_identity_of_either_side_reaches_the_other(
    coordinator: Actor, matter: Client, logged: io.StringIO
) -> None:
    check, token = asked(coordinator, matter)
    before = Browser().get(reverse("firm:open", args=[token])).content.decode()
    sent = send(token, [*THEIRS, THEIRS_MET])
    assert sent.status_code == 302
    stored = everything_stored()
    check = compare(check)
    stored += everything_stored()
    waiting = Browser().get(reverse("firm:open", args=[token])).content.decode()
    assert "being compared" in waiting
    check = later(check)
    told = Browser().get(reverse("firm:open", args=[token])).content.decode()
    assert "The clinic will call you." in told
    here = desk_of(coordinator).get(f"clients/{matter.pk}/firms/").content.decode()
    assert "Person who exploited the client" in here
    to_the_firm = (before + waiting + told).casefold()
    for word in ("Bilan", "Musterfrau", "Viktor", "Musterfall", matter.code_name, "exploit"):
        assert word.casefold() not in to_the_firm
        assert word == "exploit" or word.encode() not in stored or word == matter.code_name
    for word in ("Zebulon", "Firmkunde", "Wiktor", "Musterfal "):
        assert word not in here + told + waiting + logged.getvalue()
        assert word.encode() not in stored
    for word in (OURS, OPPONENT, token):
        assert word not in logged.getvalue().replace(f"/firm/{token}/", "")
    # Gone, with the only key that could have opened a copy of it.
    assert not FirmUpload.objects.exists()
    assert (
        not ClientKey.objects.exclude(pk=matter.key_id)
        .filter(shredded_at=None)
        .exclude(pk__in=Client.objects.values("key_id"))
        .exists()
    )


def shapes(caught: CaptureQueriesContext) -> list[str]:
    """Return what was asked of the database, without the running numbers of savepoints."""
    return [re.sub(r'"s\d+_x\d+"', "", query["sql"])[:60] for query in caught]


def test_the_answer_is_given_by_one_path_at_one_time(coordinator: Actor, matter: Client) -> None:
    seen = []
    for names in (THEIRS, [*THEIRS, THEIRS_MET]):
        check, token = asked(coordinator, matter)
        statements: list[list[str]] = []
        with CaptureQueriesContext(connection) as caught:
            send(token, names)
        statements.append(shapes(caught))
        check = compare(check)
        for moment in (check, later(check)):
            with CaptureQueriesContext(connection) as caught:
                page = Browser().get(reverse("firm:open", args=[token]))
            assert page.status_code == 200
            statements.append(shapes(caught))
            assert moment.answer_at is not None
        assert check.answer_at is not None
        assert check.submitted_at is not None
        seen.append((statements, check.answer_at - check.submitted_at))
    assert seen[0] == seen[1]


def test_what_is_told_is_clear_or_that_the_clinic_calls(coordinator: Actor, matter: Client) -> None:
    told = {}
    for case, names in {
        "nobody": THEIRS, "met": [*THEIRS, THEIRS_MET], "ours": [*THEIRS, "Musterfrau, Bilan"],
        "too_few": THEIRS[:9], "too_few_met": [THEIRS_MET],
    }.items():  # fmt: skip
        check, token = asked(coordinator, matter)
        send(token, names)
        assert firm_answer(check, timezone.now() + timedelta(days=1)) == "waiting"
        told[case] = firm_answer(later(compare(check)), timezone.now())
    assert told == {
        "nobody": "clear", "met": "possible", "ours": "possible",
        "too_few": "possible", "too_few_met": "possible",
    }  # fmt: skip
    states = [line.state for line in firm_check_lines(matter, timezone.now())]
    assert states == ["possible", "clear", "possible", "possible", "clear"]


def test_names_are_taken_once_and_a_link_ends(coordinator: Actor, matter: Client) -> None:
    check, token = asked(coordinator, matter)
    assert send(token, THEIRS).status_code == 302
    assert send(token, [THEIRS_MET] * 12).status_code == 302
    assert FirmCheck.objects.get(pk=check.pk).name_count == len(THEIRS)
    actions.revoke_firm_check(coordinator, check=queries.firm_check_at(coordinator, check.pk))
    assert not FirmUpload.objects.exists()
    assert Browser().get(reverse("firm:open", args=[token])).status_code == 404
    compare(check)  # a worker that was told before does nothing
    assert not FirmMatch.objects.exists()
    with pytest.raises(Blocked):
        actions.revoke_firm_check(coordinator, check=queries.firm_check_at(coordinator, check.pk))
    old, token = asked(coordinator, matter)
    FirmCheck.objects.filter(pk=old.pk).update(expires_at=timezone.now())
    assert send(token, THEIRS).status_code == 404


def test_a_file_is_read_and_its_faults_are_told_by_line(coordinator: Actor, matter: Client) -> None:
    check, token = asked(coordinator, matter)
    url = reverse("firm:open", args=[token])

    def upload(content: bytes) -> Any:
        return Browser().post(url, {"file": SimpleUploadedFile("names.csv", content)})

    for bad, said in (
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"a,b\nx,y\n", "several columns"),
        (b"name\n" + b"x" * 2000 + b"\n", "Line 2 holds more"),
        (b"name\n", "Write the names"),
    ):
        page = upload(bad)
        assert page.status_code == 422
        assert said in page.content.decode()
    rows = "".join(f"{number},{name}\n" for number, name in enumerate([*THEIRS, THEIRS_MET]))
    assert upload(f"no,Name\n{rows}".encode()).status_code == 302
    assert firm_answer(later(compare(check)), timezone.now()) == "possible"


def test_a_comparison_that_was_given_up_leaves_no_names(coordinator: Actor, matter: Client) -> None:
    check, token = asked(coordinator, matter)
    send(token, THEIRS)
    actions.firm_checks.give_up_firm_check(check)
    check = later(check)
    assert not FirmUpload.objects.exists()
    assert firm_answer(check, timezone.now()) == "possible"
    assert firm_check_lines(matter, timezone.now())[0].state == "given_up"


def test_the_audit_counts_and_names_nobody(coordinator: Actor, matter: Client) -> None:
    check, token = asked(coordinator, matter)
    send(token, THEIRS)
    compare(check)
    details = dict(
        AuditEntry.objects.filter(verb__startswith="firm_check").values_list("verb", "detail")
    )
    assert details["firm_check.submitted"] == {"names": len(THEIRS)}
    assert details["firm_check.compared"] == {"parties": 0}


def test_lists_are_read_and_bounded() -> None:
    assert names_typed("Ana  Sol\n\nAna Sol\r\nLi Na\n") == ["Ana Sol", "Li Na"]
    assert names_of_csv("\ufeffAna\nLi Na\n".encode()) == ["Ana", "Li Na"]
    assert len(names_typed("\n".join(f"N {n}" for n in range(MOST_NAMES)))) == MOST_NAMES
    with pytest.raises(FirmListError, match="10,000"):
        names_typed("\n".join(f"N {n}" for n in range(MOST_NAMES + 1)))
