"""A program brings a list in: what it sends, what it learns, and that no answer repeats a name."""

import csv
import io
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from clients.models import Client
from clinic.access.actor import Actor
from clinic.files.models import StoredFile
from clinic.notices.delivery import deliver
from clinic.notices.models import OutboxItem
from exchange.models import ListImport
from tests.builders import Caller, make_token
from tests.exchange.test_import import LIST

pytestmark = pytest.mark.django_db


def uploaded(caller: Caller, key: str = "exchange-0001") -> Any:
    sent = {"file": SimpleUploadedFile("bring.dat", LIST)}
    return caller.send_form("imports", sent, Idempotency_Key=key)


def taken_in() -> None:
    item = OutboxItem.objects.get(kind="exchange.import", done_at=None)
    deliver(item.clinic_pk, item.pk)


def test_a_program_brings_a_list_in_and_decides(
    clinic: object, administrator: Actor, coordinator: Actor
) -> None:
    caller = Caller(make_token(coordinator, "import.run", "import.decide"))
    answer = uploaded(caller)
    assert answer.status_code == 201
    assert uploaded(caller).json() == answer.json()
    here = f"imports/{answer.json()['id']}"
    seen = caller.ask("post", f"{here}/preview", {"order": "dmy"}).json()
    assert (seen["encoding"], seen["delimiter"], seen["total"]) == ("cp1252", ";", 8)
    assert seen["columns"][:3] == ["client_ref", "legal_name", "birth"]
    assert [row["problems"] for row in seen["rows"]][4] == ["birth"]
    started = caller.ask("post", f"{here}/start", {"order": "dmy"}, If_Match=answer["ETag"])
    assert (started.status_code, started.json()["status"]) == (200, "running")
    again = caller.ask("post", f"{here}/start", {}, If_Match=started["ETag"])
    assert (again.status_code, again.json()["code"]) == (409, "confirmed_already")
    assert caller.ask("get", here)["Retry-After"]
    taken_in()
    told = caller.ask("get", here).json()
    assert (told["status"], told["imported"], told["held"], told["bad"]) == ("finished", 4, 2, 2)
    rows = caller.ask("get", f"{here}/rows?state=bad").json()["items"]
    assert [(row["number"], row["reasons"]) for row in rows] == [(6, ["birth"]), (9, ["quotes"])]
    held, other = caller.ask("get", f"{here}/rows").json()["items"]
    assert (held["alike_row"], held["reasons"]) == (4, ["in_file", "name", "born_year"])
    before = Client.objects.count()
    one = caller.ask("get", f"import-rows/{held['id']}")
    done = caller.ask(
        "post", f"import-rows/{held['id']}/decide", {"decision": "same"}, If_Match=one["ETag"]
    )
    assert (done.json()["state"], done.json()["decision"]) == ("imported", "same")
    late = caller.ask(
        "post", f"import-rows/{held['id']}/decide", {"decision": "new"}, If_Match=one["ETag"]
    )
    assert late.status_code == 412
    assert Client.objects.count() == before
    for each in (seen, started.json(), told, rows, held, other, done.json()):
        assert "Quillon" not in str(each)
        assert "Zerthun" not in str(each)
    report = b"".join(caller.ask("get", f"{here}/report").streaming_content)
    lines = list(csv.reader(io.StringIO(report.decode("utf-8-sig"))))
    assert [line[1] for line in lines[1:]] == ["Someone Else", '"Open quote', "Veldra Oswin"]
    closed = caller.ask("post", f"{here}/close", {}, If_Match=caller.ask("get", here)["ETag"])
    assert closed.json()["status"] == "closed"
    gone = caller.ask("get", f"{here}/report")
    assert (gone.status_code, gone.json()["code"]) == (409, "list_closed")


def test_a_program_stops_and_goes_on(clinic: object, administrator: Actor) -> None:
    caller = Caller(make_token(administrator, "import.run"))
    answer = uploaded(caller)
    here = f"imports/{answer.json()['id']}"
    wrong = caller.ask(
        "post", f"{here}/start", {"columns": ["legal_name"]}, If_Match=answer["ETag"]
    )
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/columns")
    twice = {"columns": ["legal_name"] * 10}
    assert caller.ask("post", f"{here}/preview", twice).status_code == 422
    started = caller.ask("post", f"{here}/start", {}, If_Match=answer["ETag"])
    stopped = caller.ask("post", f"{here}/stop", {})
    assert stopped.json()["status"] == "stopped"
    assert caller.ask("post", f"{here}/stop", {}).json()["code"] == "not_running"
    old = caller.ask("post", f"{here}/resume", {}, If_Match=started["ETag"])
    assert old.status_code == 412
    assert caller.ask("post", f"{here}/resume", {}, If_Match=stopped["ETag"]).status_code == 200
    run = ListImport.objects.get()
    assert (run.status, run.turns) == ("running", 2)


def test_a_list_whose_file_is_gone_is_told_of(clinic: object, administrator: Actor) -> None:
    caller = Caller(make_token(administrator, "import.run"))
    here = f"imports/{uploaded(caller).json()['id']}"
    for stored in StoredFile.objects.all():
        default_storage.delete(stored.storage_name)
    answer = caller.ask("post", f"{here}/preview", {})
    assert (answer.status_code, answer.json()["code"]) == (409, "file_altered")
