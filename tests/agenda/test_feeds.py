"""The calendar for other programs: read by an independent library and by a calendar program."""

import re
import shutil
import subprocess
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from django.urls import reverse
from vobject.base import readOne
from zeal import zeal_ignore

from agenda import actions
from agenda.models import Appointment, Feed
from cases import actions as case_actions
from cases.models import Assignment, Case
from clients import actions as clients
from clinic.access.actor import Actor
from clinic.access.refusals import Refused
from clinic.audit.models import AuditEntry
from clinic.office import actions as office
from clinic.tenancy.current import today
from tests.builders import browsing_as, make_member, seat_of
from tests.desk.test_today import due_in
from tests.everywhere.world_agenda import add_for, plan_for

PLACE = "Room 4; Example House, 12 Example Lane"


def read(secret: str) -> Any:
    with zeal_ignore():
        return Browser().get(reverse("feed:open", args=[secret]))


def events(secret: str) -> dict[str, Any]:
    """Return the events by title, as the independent library reads them."""
    answer = read(secret)
    assert answer.status_code == 200
    calendar = readOne(answer.content.decode())
    return {event.summary.value: event for event in getattr(calendar, "vevent_list", [])}


@pytest.fixture
def secret(case: Case, attorney: Actor) -> str:
    """The attorney's address, with a deadline, a task and a hearing to read."""
    due_in(case, 5)
    add_for(
        attorney, case, what="Call Nilofar Beispiel", kind="call", due_on=today(),
        assignee=seat_of(attorney),
    )  # fmt: skip
    plan_for(attorney, case, place=PLACE, note="She is afraid.")
    return actions.make_feed(attorney)[1]


def test_an_independent_library_reads_deadline_task_and_hearing(
    case: Case, attorney: Actor, secret: str
) -> None:
    found = events(secret)
    assert set(found) == {
        f"{case.number} · {kind}" for kind in ("Last day", "Call or letter", "Interview")
    }  # fmt: skip
    row = Appointment.objects.get()
    meeting = found[f"{case.number} · Interview"]
    assert meeting.dtstart.value == row.starts_at
    assert meeting.dtstart.value.utcoffset() == timedelta(0)
    assert meeting.dtend.value == row.starts_at + timedelta(minutes=60)
    assert (meeting.status.value, meeting.sequence.value) == ("CONFIRMED", "0")
    assert meeting.dtstamp.value == row.changed_at.astimezone(UTC).replace(microsecond=0)
    assert found[f"{case.number} · Last day"].dtstart.value == today() + timedelta(days=5)
    assert found[f"{case.number} · Call or letter"].dtstart.value == today()
    assert len({event.uid.value for event in found.values()}) == 3


def test_the_file_holds_codes_alone(case: Case, attorney: Actor, secret: str) -> None:
    text = read(secret).content.decode()
    unfolded = text.replace("\r\n ", "")
    row = Appointment.objects.get()
    for untold in (
        "Example House", "Room 4", "afraid", "Nilofar", "Beispiel", case.client.code_name,
        "New_York", "TZID", str(case.pk), str(row.pk), row.pk.hex, str(case.client_id), "LOCATION",
        "DESCRIPTION", "I-914", seat_of(attorney).user.name, secret,
    ):  # fmt: skip
        assert untold not in unfolded, untold


def test_lines_end_and_fold_as_the_standard_says(case: Case, secret: str) -> None:
    raw = read(secret).content
    assert raw.startswith(b"BEGIN:VCALENDAR\r\n")
    assert raw.endswith(b"END:VCALENDAR\r\n")
    lines = raw.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    assert raw.count(b"BEGIN:VEVENT") == raw.count(b"DTSTAMP:") == raw.count(b"UID:") == 3


def test_ids_stay_from_one_reading_to_the_next_and_differ_by_address(
    case: Case, attorney: Actor, secret: str
) -> None:
    first = {title: event.uid.value for title, event in events(secret).items()}
    assert {title: event.uid.value for title, event in events(secret).items()} == first
    _feed, other = actions.make_feed(attorney)
    again = {title: event.uid.value for title, event in events(other).items()}
    assert again.keys() == first.keys()
    assert not set(again.values()) & set(first.values())


def test_what_was_moved_and_cancelled_says_so(case: Case, attorney: Actor, secret: str) -> None:
    title, row = f"{case.number} · Interview", Appointment.objects.get()
    uid = events(secret)[title].uid.value
    moved = actions.change_appointment(
        attorney, appointment=row, version=1, kind="interview", minutes=60,
        starts_at=row.starts_at + timedelta(hours=2), zone=row.zone,
    )  # fmt: skip
    event = events(secret)[title]
    assert (event.uid.value, event.sequence.value) == (uid, "1")
    assert event.dtstart.value == moved.starts_at
    actions.cancel_appointment(attorney, appointment=moved, reason="agency", version=2)
    event = events(secret)[title]
    assert (event.uid.value, event.sequence.value) == (uid, "2")
    assert event.status.value == "CANCELLED"


def test_a_revoked_replaced_or_invented_address_is_not_found(
    attorney: Actor, case: Case, secret: str
) -> None:
    _feed, newer = actions.make_feed(attorney)
    assert [read(one).status_code for one in (secret, newer, "a" * 43, "x" * 5000)] == [
        404, 200, 404, 404,
    ]  # fmt: skip
    actions.revoke_feed(attorney)
    refused = read(newer)
    assert refused.status_code == 404
    assert refused.content == read("a" * 43).content


def test_the_secret_is_shown_once_and_kept_as_a_hash(attorney: Actor, case: Case) -> None:
    browser = browsing_as(attorney)
    page = browser.post("/harbor/calendar/feed/make/").content.decode()
    found = re.search(r"/feed/([\w-]{43})/alcove\.ics", page)
    assert found is not None
    address = found[1]
    for row in (page, browser.get("/harbor/calendar/feed/").content.decode()):
        shown = address in row
        assert shown == (row is page)
    assert read(address).status_code == 200
    feed = Feed.objects.get()
    assert address.encode() not in bytes(feed.token_hash)
    assert feed.last_used_at is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Feed.objects.create(membership=feed.membership, token_hash=b"x")
    assert browser.post("/harbor/calendar/feed/revoke/").status_code == 302
    assert read(address).status_code == 404


@pytest.mark.parametrize("leaves", ["wall", "assignment", "seat"])
def test_what_the_person_no_longer_reaches_is_gone_at_once(
    case: Case, attorney: Actor, coordinator: Actor, secret: str, leaves: str
) -> None:
    assert len(events(secret)) == 3
    if leaves == "wall":
        clients.raise_wall(
            coordinator, client=case.client, membership=seat_of(attorney), reason="A cousin."
        )
    elif leaves == "assignment":
        row = Assignment.objects.get(case=case, membership=seat_of(attorney), ended_at=None)
        case_actions.end_assignment(coordinator, assignment=row)
    else:
        administrator = make_member(case.clinic, "administrator")
        with zeal_ignore():
            office.end_membership(administrator, membership=seat_of(attorney))
        assert read(secret).status_code == 404
        return
    assert events(secret) == {}


def test_a_reading_is_recorded_once_an_hour(case: Case, attorney: Actor, secret: str) -> None:
    for _turn in range(3):
        read(secret)
    entry = AuditEntry.objects.get(verb="feed.read")
    assert entry.actor_id == seat_of(attorney).pk
    AuditEntry.objects.filter(verb="feed.made").get()


def test_nobody_who_works_on_no_case_makes_one_and_no_program(case: Case, attorney: Actor) -> None:
    with pytest.raises(Refused):
        actions.make_feed(make_member(case.clinic, "auditor"))


def test_a_calendar_program_of_the_system_takes_it(secret: str, case: Case, tmp_path: Path) -> None:
    """khal, from the system's packages, imports the file and lists what stands in it."""
    khal = shutil.which("khal")
    assert khal is not None, "`python3 -P clinic/services/setup.py --test` installs khal."
    (tmp_path / "calendar").mkdir()
    (tmp_path / "khal.conf").write_text(
        f"[calendars]\n[[alcove]]\npath = {tmp_path}/calendar\n"
        "[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        f"local_timezone = UTC\ndefault_timezone = UTC\n[sqlite]\npath = {tmp_path}/khal.db\n",
        encoding="utf-8",
    )
    (tmp_path / "alcove.ics").write_bytes(read(secret).content)
    run = [khal, "-c", str(tmp_path / "khal.conf")]
    env = {"HOME": str(tmp_path), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    subprocess.run(
        [*run, "import", "--batch", "-a", "alcove", str(tmp_path / "alcove.ics")],
        check=True, env=env, capture_output=True, text=True,
    )  # fmt: skip
    listed = subprocess.run(
        [*run, "list", "--format", "{start} {title}", f"{today() - timedelta(days=1)}", "60d"],
        check=True, env=env, capture_output=True, text=True,
    ).stdout  # fmt: skip
    begins = Appointment.objects.get().starts_at.astimezone(UTC)
    assert f"{begins:%Y-%m-%d %H:%M} {case.number} · Interview" in listed
    for kind in ("Last day", "Call or letter"):
        assert f"{case.number} · {kind}" in listed
