"""The main job's steps 1 to 7 by a client that another project's generator makes of our schema."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from django.core.wsgi import get_wsgi_application
from django.test import Client as Browser
from django.urls import reverse
from pypdf import PdfReader
from zeal import zeal_ignore

from clinic.access.actor import Actor
from clinic.notices.delivery import deliver
from clinic.notices.models import OutboxItem
from clinic.tenancy.current import bind, today
from tests.builders import make_clinic, make_member, make_token
from tests.rest.in_process import held_connection

pytestmark = pytest.mark.django_db
PACKAGE = "alcove_client"
# Bodies it has no name for are bytes; its own formatter is not asked.
OPTIONS = """
post_hooks: []
content_type_overrides:
  application/pdf: application/octet-stream
  text/csv: application/octet-stream
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Generate the client; a piece of the schema that the generator cannot read is a failure."""
    folder = tmp_path_factory.mktemp("generated")
    (folder / "schema.json").write_bytes(Browser().get(reverse("rest:schema")).content)
    (folder / "options.yml").write_text(OPTIONS)
    made = subprocess.run(
        [
            sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none",
            "--fail-on-warning", "--path", "schema.json", "--output-path", PACKAGE,
            "--config", "options.yml",
        ],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    sys.path.insert(0, str(folder))
    yield PACKAGE
    sys.path.remove(str(folder))


class Program:
    """Somebody's program: the generated client with a token, and each answer checked."""

    def __init__(self, actor: Actor) -> None:
        self.client = import_module(PACKAGE).AuthenticatedClient(
            base_url="http://localhost",
            token=make_token(actor),
            httpx_args={"transport": httpx.WSGITransport(app=get_wsgi_application())},
        )
        self.etag = ""

    def do(
        self, operation: str, *, tag: str, expect: int = 200, body: Any = None, **more: Any
    ) -> Any:
        """Call an operation by its generated function; `body` is (its model's name, fields)."""
        call = import_module(f"{PACKAGE}.api.{tag}.{operation}").sync_detailed
        if body is not None:
            more["body"] = getattr(import_module(f"{PACKAGE}.models"), body[0]).from_dict(body[1])
        with zeal_ignore():
            answer = call("harbor", client=self.client, **more)
        assert answer.status_code == expect, answer.content
        self.etag = answer.headers.get("ETag", self.etag)
        return answer.parsed if answer.parsed is not None else answer.content

    def make(self, operation: str, *, tag: str, expect: int = 201, **more: Any) -> Any:
        return self.do(operation, tag=tag, expect=expect, idempotency_key=str(uuid4()), **more)

    def change(self, operation: str, *, tag: str, **more: Any) -> Any:
        """Change what was read or made last."""
        return self.do(operation, tag=tag, if_match=self.etag, **more)


def work_off(actor: Actor) -> None:
    """Do what waits in the outbox, as the workers would."""
    with bind(actor.clinic), zeal_ignore():
        for item in list(OutboxItem.objects.filter(done_at=None, failed_at=None)):
            deliver(item.clinic_pk, item.pk)


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_a_generated_client_does_the_main_job(package: str, tmp_path: Path, settings: Any) -> None:
    settings.ALCOVE_FILES_DIR = tmp_path
    clinic = make_clinic()
    people = {role: make_member(clinic, role) for role in ("coordinator", "attorney", "advocate")}
    with held_connection():
        coordinator, attorney, advocate = (Program(actor) for actor in people.values())
        client_id = meet(coordinator)
        clear_conflicts(coordinator, client_id)
        case = open_and_assign(coordinator, client_id, people)
        deadline = file_and_receive_notice(attorney, case.id)
        remind_and_acknowledge(attorney, deadline, people["attorney"])
        packets(attorney, advocate, case.id, people)
        refer(coordinator, advocate, case.id, people["advocate"])


def meet(coordinator: Program) -> Any:
    """Step 1: safe, language, rights before any further question, the rest, ready."""
    intake = coordinator.make("start_intake", tag="intakes")
    steps: list[tuple[str, str, dict[str, Any]]] = [
        ("save_safety_step", "SaveSafetyStep", {"safe_now": "yes", "private": "yes"}),
        ("save_language_step", "SaveLanguageStep", {"language": "Tigrinya"}),
        ("explain_rights", "ExplainRights",
         {"rights_given": True, "rights_language": "Tigrinya"}),
        ("save_name_step", "SaveNameStep", {"name_to_use": "Mika"}),
        ("save_identity_step", "SaveIdentityStep",
         {"legal_name": "Mekdes Misale", "birth": "1999-04-03"}),
        ("save_contact_step", "SaveContactStep", {}),
        ("save_help_step", "SaveHelpStep", {}),
        ("save_screening_step", "SaveScreeningStep", {"screening_wanted": "later"}),
        ("save_parties_step", "SavePartiesStep", {"exploiter_consent": "yes"}),
        ("save_conflict_step", "SaveConflictStep", {"conflict_check": "run"}),
        ("save_review_step", "SaveReviewStep", {"confirmed": True}),
    ]  # fmt: skip
    for operation, model, answers in steps:
        coordinator.change(operation, tag="intakes", id=intake.id, body=(model, answers))
    done = coordinator.change("complete_intake", tag="intakes", id=intake.id)
    assert (done.status.value, done.missing) == ("ready", [])
    return intake.client


def clear_conflicts(coordinator: Program, client_id: Any) -> None:
    """Step 2: a party, a check, a person's decision; a party added later asks for it again."""
    for decided in range(2):
        party = {"kind": "employer", "name": f"Musterhof {decided} Farms", "is_organisation": True}
        coordinator.make("add_party", tag="parties", id=client_id, body=("AddParty", party))
        client = coordinator.do("read_client", tag="clients", id=client_id)
        assert client.conflict_state.value == ("recheck" if decided else "not_run")
        check = coordinator.make("run_conflict_check", tag="conflict_checks", id=client_id)
        answer = ("DecideConflict", {"decision": "clear", "reason": "Nobody we know."})
        coordinator.change("decide_conflict", tag="conflict_checks", id=check.id, body=answer)


def open_and_assign(coordinator: Program, client_id: Any, people: dict[str, Actor]) -> Any:
    """Step 3: a number, an attorney and an advocate."""
    body = ("OpenCase", {"client": str(client_id), "matter": "t_visa"})
    case = coordinator.make("open_case", tag="cases", body=body)
    for role in ("attorney", "advocate"):
        seat = {"member": str(people[role].membership_id), "role": role}
        coordinator.make("assign_case", tag="assignments", id=case.id, body=("Assign", seat))
    assert case.number.endswith("-0001")
    return case


def file_and_receive_notice(attorney: Program, case_id: Any) -> Any:
    """Step 4: an I-914, its receipt, an RFE and the date it makes, with why."""
    filing = attorney.make(
        "add_filing", tag="filings", id=case_id, body=("AddFiling", {"form": "I-914"})
    )
    day = (today_at_harbor() - timedelta(days=10)).isoformat()
    for step in ("client_review", "signed", "sent"):
        attorney.change(
            "move_filing", tag="filings", id=filing.id, body=("MoveFiling", {"to": step, "on": day})
        )
    receipt = {"receipt_number": "IOE0912345678", "on": day}
    attorney.change("record_receipt", tag="filings", id=filing.id, body=("RecordReceipt", receipt))
    notice = attorney.make(
        "record_notice", tag="notices", id=filing.id,
        body=("RecordNotice", {
            "kind": "rfe", "notice_date": (today_at_harbor() - timedelta(days=1)).isoformat(),
            "service": "mail", "response": "paper", "response_days": 84,
        }),
    )  # fmt: skip
    deadline = attorney.do("read_deadline", tag="deadlines", id=notice.deadline)
    assert deadline.rule == "us.uscis.rfe"
    assert deadline.why.steps
    return deadline


def remind_and_acknowledge(attorney: Program, deadline: Any, actor: Actor) -> None:
    """Step 5, as far as a program takes part: what is due, and that somebody has seen it."""
    due = attorney.do("list_deadlines", tag="deadlines")
    assert [row.id for row in due.items] == [deadline.id]
    attorney.do("read_deadline", tag="deadlines", id=deadline.id)
    seen = attorney.change("acknowledge_deadline", tag="deadlines", id=deadline.id)
    assert seen.acknowledged_at is not None
    history = attorney.do("read_deadline_history", tag="deadlines", id=deadline.id)
    assert history.items


def packets(attorney: Program, advocate: Program, case_id: Any, people: dict[str, Actor]) -> None:
    """Step 6: asked for, rendered by a worker, fetched; privileged notes only for the attorney."""
    note = ("AddNote", {"privilege": "attorney", "body": "Counsel only, made up."})
    attorney.make("add_note", tag="notes", id=case_id, body=note)
    read = {}
    for name, program in (("attorney", attorney), ("advocate", advocate)):
        packet = program.make(
            "ask_for_packet", tag="packets", id=case_id, body=("AskForPacket", {})
        )
        work_off(people["attorney"])
        packet = program.do("read_packet", tag="packets", id=packet.id)
        assert packet.state.value == "ready"
        pdf = program.do("fetch_packet", tag="packets", id=packet.id)
        read[name] = text_of(pdf.payload.read() if hasattr(pdf, "payload") else pdf)
    assert "Counsel only" in read["attorney"]
    assert "Counsel only" not in read["advocate"]


def refer(coordinator: Program, advocate: Program, case_id: Any, actor: Actor) -> None:
    """Step 7: refused without a release, sent with what it names, refused after revocation."""
    partner = {"name": "Shelter of the tests", "kind": "shelter", "email": "shelter@example.org"}
    made = coordinator.make("add_partner", tag="partners", body=("AddPartner", partner))
    share = ("SendReferral", {"partner": str(made.id), "fields_shared": ["language"]})
    send: dict[str, Any] = {"tag": "referrals", "id": case_id, "body": share}
    assert advocate.make("send_referral", expect=409, **send).code == "no_release"
    terms = {
        "partner": str(made.id), "fields_released": ["language"], "purpose": "A bed for tonight.",
        "language": "Tigrinya", "method": "paper", "signed_name": "M. M.",
        "given_on": today_at_harbor().isoformat(), "informed": True,
    }  # fmt: skip
    release = advocate.make("give_release", tag="releases", id=case_id, body=("GiveRelease", terms))
    of_release = advocate.etag
    sent = advocate.make("send_referral", **send)
    why = ("RevealReferral", {"reason": "safety"})
    content = advocate.do("reveal_referral", tag="referrals", id=sent.id, body=why)
    assert [(each.name.value, each.value) for each in content.items] == [("language", "Tigrinya")]
    how = ("TakeBack", {"how": "phone"})
    advocate.do("revoke_release", tag="releases", id=release.id, body=how, if_match=of_release)
    assert advocate.make("send_referral", expect=409, **send).code == "revoked"


def today_at_harbor() -> Any:
    from clinic.tenancy.models import Clinic

    with bind(Clinic(slug="harbor", time_zone="America/New_York")):
        return today()
