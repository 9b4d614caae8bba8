"""The main job's last steps, 5 to 9: what workers send and make, what leaves, what is recorded."""

import json
import re
from io import BytesIO, StringIO

from django.core.files.storage import default_storage
from django.db.models import Q
from pypdf import PdfReader

from clinic.audit.models import REFUSED, AuditEntry
from clinic.audit.verifying import copy_lines, verify_copy
from clinic.notices.mailbox import ReceivedMail, mails
from clinic.office.actions import copy_trail, verify_trail
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from desk.demo.browsing import Visit
from desk.demo.clients import MAIN
from desk.demo.job import SLUG, Job, expect, refusal_of
from desk.demo.matters import PARTNERS
from desk.demo.near_steps import PRIVILEGED, SHARED
from desk.demo.offices import address, at_work
from desk.demo.seeding import RELEASED, give
from desk.demo.waiting import wait_for
from filings.models import Reminder
from packets.actions import download_packet, request_packet
from packets.models import Packet
from packets.queries import packet_of
from referrals.actions import revoke_release, send_referral
from referrals.models import Partner, Referral, ReferralLink, Release
from reports.queries import caseload

_LINK = re.compile(r"https?://[^/\s]+(/partner/\S+)")


def reminders(job: Job) -> str:
    """Beat looks for what is due, a worker sends it; nobody here asks them to."""

    deadline_id = job.deadline_id
    assert deadline_id is not None

    def sent() -> list[Reminder] | None:
        with at_work(job.office):
            rows = list(Reminder.objects.filter(deadline_id=deadline_id, channel="mail"))
        done = len(rows) >= 2 and all(row.sent_at for row in rows)
        return rows if done else None

    rows = wait_for("the reminders", sent)
    asked = {row.recipient_id: row.escalated for row in rows}
    seats = job.office.seats
    expect(asked.get(seats["attorney"]) is False, "the attorney was not asked")
    expect(asked.get(seats["supervisor"]) is True, "the supervisor was not asked")
    for key in ("attorney", "supervisor"):
        _neutral(job, next(mail for mail in mails() if mail.to == address(key)))
    return f"{len(rows)} mails by beat and worker: attorney; unacknowledged, so the supervisor"


def _neutral(job: Job, mail: ReceivedMail) -> None:
    said = f"{mail.subject} {mail.body}"
    words = (job.number, MAIN.legal_name, MAIN.called, "I-914", "Harbor", "RFE")
    expect(not any(word in said for word in words), "the mail says too much")


def packets(job: Job) -> str:
    asked = {}
    for key in ("attorney", "advocate"):
        with at_work(job.office) as actor:
            asked[key] = request_packet(actor(key), case=job.case(actor(key))).pk
    texts, pages = {}, 0

    def ready() -> bool:
        with at_work(job.office):
            states = dict(Packet.objects.filter(pk__in=asked.values()).values_list("pk", "status"))
        expect(Packet.FAILED not in states.values(), "a packet failed")
        return set(states.values()) == {Packet.READY}

    wait_for("the packets", ready)
    for key, pk in asked.items():
        with at_work(job.office) as actor:
            packet = packet_of(actor(key), pk)
            assert packet.file is not None
            with default_storage.open(packet.file.storage_name, "rb") as file:
                expect(b"%PDF" not in file.read(64), "the stored packet is in clear")
            copy = PdfReader(BytesIO(download_packet(actor(key), packet=packet)))
            texts[key] = " ".join(page.extract_text() for page in copy.pages)
            pages += len(copy.pages)
            expect(actor(key).name in texts[key], "the copy does not say who took it")
    expect(_squeezed(PRIVILEGED) in _squeezed(texts["attorney"]), "no privileged note")
    expect(_squeezed(PRIVILEGED) not in _squeezed(texts["advocate"]), "privileged note leaked")
    expect(_squeezed(SHARED) in _squeezed(texts["advocate"]), "no shared note")
    return f"2 packets, {pages} pages, sealed; the advocate's holds no privileged note"


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def referral(job: Job) -> str:
    first = refusal_of(lambda: _refer(job))
    expect(first == "no_release", f"refused as {first}")
    with at_work(job.office) as actor:
        release = give(
            actor("advocate"), case=job.case(actor("advocate")), partner="shelter", person=MAIN,
            given_on=today(),
        )  # fmt: skip
    sent = _refer(job)
    expect(sent.fields == sorted(RELEASED) == sorted(sent.sent_content), "other fields were sent")
    wait_for("the partner's mail", lambda: _mailed(job, sent))
    visit, link = Visit(), _newest_link()
    expect(visit.post(link) == 200 and MAIN.called in visit.text, "the partner cannot open it")
    expect(MAIN.legal_name not in visit.text, "the partner reads what was not released")
    with at_work(job.office) as actor:
        taken_back = Release.objects.select_related("client").get(pk=release.pk)
        revoke_release(actor("advocate"), release=taken_back)
    second = refusal_of(lambda: _refer(job))
    closed = visit.get(link)
    expect(second == "revoked" and closed in {404, 410}, f"{second}, link {closed}")
    return (
        f"refused ({first}); sent {len(sent.fields)} fields by link, opened; "
        f"refused ({second}), link closed"
    )


def _refer(job: Job) -> Referral:
    with at_work(job.office) as actor:
        return send_referral(
            actor("advocate"),
            form_token=new_id(),
            case=job.case(actor("advocate")),
            partner=Partner.objects.get(name=PARTNERS["shelter"]["name"]),
            fields=RELEASED,
        )


def _mailed(job: Job, sent: Referral) -> bool:
    """Tell whether the link has left: from then on only its hash is known here."""
    with at_work(job.office):
        return not ReferralLink.objects.get(referral=sent).token


def _newest_link() -> str:
    """Return the path of the newest link in the shelter's mailbox."""
    bodies = [mail.body for mail in mails() if mail.to == address(f"shelter.{SLUG}")]
    links = [found[1] for found in map(_LINK.search, bodies) if found]
    expect(links, "no link in the partner's mail")
    return links[0]


def report(job: Job) -> str:
    with at_work(job.office) as actor:
        whole, own = caseload(actor("supervisor")), caseload(actor("attorney"))
    expect(own.open_matters < whole.open_matters, "the attorney's count holds others' matters")
    expect(sum(whole.by_stage) == whole.open_matters, "the stages do not add up")
    due = ", ".join(f"{number} within {days}" for days, number in whole.due.items())
    return (
        f"{whole.open_matters} open ({own.open_matters} for the attorney), {whole.unassigned} "
        f"unassigned ({len(whole.waiting)} too long), {whole.overdue} overdue, due: {due} days"
    )


def audit(job: Job) -> str:
    """Wait until a worker has sealed all, verify, copy, and change one word of the copy."""

    def sealed() -> bool:
        with at_work(job.office):
            return not AuditEntry.objects.filter(leaves=None).exists()

    wait_for("the sealing", sealed)
    with at_work(job.office) as actor:
        verdict = verify_trail(actor("auditor"))
        copy_trail(actor("auditor"))
        copy = list(copy_lines())
        about = Q(case_id=job.case_id) | Q(client_id=job.client_id) | Q(target_id=job.client_id)
        entries = AuditEntry.objects.filter(about)
        acts, refused = entries.count(), entries.filter(outcome=REFUSED).count()
    expect(verdict.sound and verify_copy(StringIO("".join(copy))).sound, "it does not verify")
    faults = verify_copy(StringIO("".join(_tampered(copy)))).faults
    expect(faults, "a tampered copy verifies")
    return (
        f"{verdict.entries} entries in {verdict.batches} sealed batches verify; {acts} of this "
        f"client, {refused} refused; a copy with one word changed does not"
    )


def _tampered(copy: list[str]) -> list[str]:
    """Say in the last batch of a copy that somebody else did it."""
    block = json.loads(copy[-1])
    block["leaves"][0]["entry"]["actor"] = str(new_id())
    return [*copy[:-1], json.dumps(block) + "\n"]
