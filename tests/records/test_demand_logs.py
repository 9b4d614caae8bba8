"""What a log of a demand holds: every look, share and copy; what is kept back, on which ground."""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from pypdf import PdfReader

from cases import actions as cases
from cases.models import Case, Note
from clients.actions import reveal_identity
from clients.models import Client
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible, Refused
from clinic.office.rules import VERBS_OF
from clinic.tenancy.current import bind, on_the_wall, today
from documents import actions as documents
from records import actions
from records.models import Demand, DemandItem
from records.queries import item_of, items_of
from records.rules.disclosures import DISCLOSURES
from tests.builders import (
    browsing_as,
    calling_as,
    make_case,
    make_clinic,
    make_member,
    seat_of,
)
from tests.documents.made import keep
from tests.everywhere.recipes import fresh
from tests.everywhere.world_demands import as_it_is, serve_on

pytestmark = pytest.mark.django_db
# Acts that show or hand out and are about nobody who is a client, or about the clinic as a whole.
NOT_ABOUT_HER = {
    "caller.checked",  # she called
    "contact.made",  # she was reached
    "client.searched", "duplicates.sought",  # names of many, opened one by one after that
    "bundle.requested", "bundle.rendered", "bundle.retried",  # as with packets
    "packet.requested", "packet.rendered", "packet.retried",  # nothing is out before the download
    "undertaking.downloaded",  # an interpreter's paper
    "report.exported",  # counts
    "intake.opened",  # the first step names nobody; what is shown after it is recorded
    "feed.read",  # a member's own calendar, in codes
    "invitation.sent", "firm_check.sent",  # links to colleagues, which name nobody
    "export.requested", "export.made", "import.report_downloaded",
}  # fmt: skip
SHOWS = ("revealed", "read", "viewed", "downloaded", "sent", "opened", "handed_over", "taken",
         "exported", "searched", "sought", "made", "checked", "requested", "rendered", "retried",
         "written", "compared", "offered")  # fmt: skip


@pytest.fixture
def team(db: None) -> Iterator[dict[str, Actor]]:
    clinic = make_clinic("harbor")
    people = {
        "coordinator": make_member(clinic, "coordinator"),
        "attorney": make_member(clinic, "attorney", name="Anna Anwalt"),
        "advocate": make_member(clinic, "advocate", name="Berta Beistand"),
        "other": make_member(clinic, "attorney", name="Otto Anders"),
        "supervisor": make_member(clinic, "supervisor", name="Silke Aufsicht"),
    }
    with bind(clinic):
        yield people


@pytest.fixture
def case(team: dict[str, Actor]) -> Case:
    return make_case(team["coordinator"], team["attorney"], team["advocate"], team["other"])


@pytest.fixture
def demand(team: dict[str, Actor], case: Case) -> Demand:
    client = Client.objects.select_related("key").get(pk=case.client_id)
    made = as_it_is(serve_on(team["advocate"], client, case=case))
    counsel = seat_of(team["attorney"])
    actions.assign_counsel(team["coordinator"], demand=made, counsel=counsel, version=made.version)
    return as_it_is(made)


def sort(actor: Actor, demand: Demand, kind: str, pk: Any, **said: Any) -> DemandItem:
    item = item_of(actor, demand, kind, pk)
    return actions.sort_item(actor, demand=demand, item=item, **said)


def test_a_log_tells_who_saw_shared_and_took_out_what(
    team: dict[str, Actor], case: Case, demand: Demand
) -> None:
    paper = keep(team["attorney"], case, privilege="shared", title="Planted title")
    revision = paper.revisions.select_related("document", "key").get()
    documents.view_page(team["advocate"], revision=revision, number=2)
    reveal_identity(team["advocate"], client=fresh(fresh(case).client), reason="meeting")
    log = actions.make_log(team["attorney"], demand=demand)
    seen = log.lines["seen"]
    told = {(row["act"], row["who"].split(" (")[0], row["what"]) for row in seen}
    assert ("Showed the client's name", "Berta Beistand", "Meeting or call now") in told
    (page,) = [row for row in seen if row["act"] == "Looked at a page of a document"]
    assert page["kind"] == "viewed"
    assert page["what"].endswith("version 1, page 2")
    assert "Planted" not in str(seen)
    # What happens later stands in the next log and not in this one.
    documents.view_page(team["attorney"], revision=revision, number=1)
    later = actions.make_log(team["attorney"], demand=as_it_is(demand))
    assert len(later.lines["seen"]) == len(seen) + 1
    assert (log.number, later.number) == (1, 2)


def test_a_log_is_made_and_read_by_counsel_and_supervisors_alone(
    team: dict[str, Actor], demand: Demand
) -> None:
    """It tells of notes and documents that others on the case may not read."""
    log = actions.make_log(team["attorney"], demand=demand)
    other, desk, program = team["other"], browsing_as(team["other"]), calling_as(team["other"])
    made = reverse("records:make_demand_log", args=["harbor", demand.pk])
    taken = reverse("records:download_demand_log", args=["harbor", log.pk])
    with pytest.raises(Refused) as stop:
        actions.make_log(other, demand=demand)
    assert stop.value.code == "only_counsel"
    assert desk.post(made, {"since": ""}).status_code == 409
    assert desk.post(taken, {"form": "pdf"}).status_code == 409
    demand_page = reverse("records:demand", args=["harbor", demand.pk])
    page = desk.get(demand_page).content.decode()
    assert made not in page
    assert taken not in page
    for place, body in ((f"demands/{demand.pk}/logs", {}), (f"demand-logs/{log.pk}", None)):
        answer = program.make(place, body)
        assert (answer.status_code, answer.json()["code"]) == (409, "only_counsel"), place
    assert demand.logs.count() == 1
    supervisor = team["supervisor"]
    page = browsing_as(supervisor).get(demand_page).content.decode()
    assert made in page
    assert calling_as(supervisor).make(f"demand-logs/{log.pk}").status_code == 200
    assert actions.make_log(supervisor, demand=as_it_is(demand)).number == 2


def every_word_is_on_the_paper(pdf: PdfReader) -> bool:
    """Tell whether no text begins beyond the edge, as a column that is cut off does."""
    beyond: list[str] = []
    for page in pdf.pages:
        edge = float(page.mediabox.width) - 36

        def look(text: str, cm: Any, tm: Any, *_font: Any, edge: float = edge) -> None:
            if text.strip() and cm[0] * tm[4] + cm[4] > edge:
                beyond.append(text)

        page.extract_text(visitor_text=look)
    return not beyond


def test_the_hours_of_a_log_are_those_on_the_clinics_wall(
    team: dict[str, Actor], case: Case, demand: Demand
) -> None:
    reveal_identity(team["advocate"], client=fresh(fresh(case).client), reason="meeting")
    log = actions.make_log(team["attorney"], demand=demand)
    wall = on_the_wall(log.made_at)
    assert wall.utcoffset() != log.made_at.utcoffset()
    assert log.lines["seen"][-1]["at"][:13] in {
        wall.strftime("%Y-%m-%d %H"), (wall - timedelta(minutes=5)).strftime("%Y-%m-%d %H")
    }  # fmt: skip


def test_only_the_days_asked_for(team: dict[str, Actor], demand: Demand, case: Case) -> None:
    reveal_identity(team["advocate"], client=fresh(fresh(case).client), reason="meeting")
    with pytest.raises(Refused):
        actions.make_log(team["attorney"], demand=demand, since=today() + timedelta(days=1))
    assert actions.make_log(team["attorney"], demand=demand, since=today()).lines["seen"]


def test_a_log_that_would_leave_something_out_is_not_made(
    team: dict[str, Actor], demand: Demand, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = fresh(fresh(case).client)
    for _turn in range(3):
        reveal_identity(team["advocate"], client=client, reason="meeting")
    monkeypatch.setattr("records.queries.disclosures.MOST_LINES", 2)
    monkeypatch.setattr("records.queries.items.MOST_ITEMS", 1)
    with pytest.raises(Refused) as stop:
        actions.make_log(team["attorney"], demand=demand)
    assert stop.value.code == "log_too_long"
    assert not demand.logs.exists()
    place = reverse("records:demand", args=["harbor", demand.pk])
    desk = browsing_as(team["attorney"])
    assert "only the newest" not in desk.get(place).content.decode()
    for number in range(2):
        cases.add_note(team["attorney"], case=case, privilege="shared", body=f"Note {number}")
    assert "only the newest 1 are shown" in desk.get(place).content.decode()


def test_what_is_kept_back_has_a_ground_and_never_its_words(
    team: dict[str, Actor], case: Case, demand: Demand
) -> None:
    cases.add_note(team["advocate"], case=case, privilege="advocate", body="Planted worry.")
    cases.add_note(team["attorney"], case=case, privilege="attorney", body="Planted strategy.")
    plan, worry = (Note.objects.get(privilege=privilege) for privilege in ("attorney", "advocate"))
    with pytest.raises(NotVisible):
        item_of(team["attorney"], demand, "note", worry.pk)
    with pytest.raises(NotVisible):
        item_of(team["advocate"], demand, "note", plan.pk)
    assert [item.pk for item in items_of(team["advocate"], demand)] == [worry.pk]
    with pytest.raises(Refused) as stop:
        sort(team["attorney"], demand, "note", plan.pk, decision="withhold", basis="work_product")
    assert stop.value.code == "no_description"
    with pytest.raises(Refused):
        sort(team["attorney"], demand, "note", plan.pk, decision="give", basis="work_product")
    sort(
        team["attorney"], demand, "note", plan.pk, decision="withhold", basis="work_product",
        description="Note of counsel on the next step",
    )  # fmt: skip
    sort(
        team["advocate"], demand, "note", worry.pk, decision="withhold", basis="advocate",
        description="Note of an advocate",
    )  # fmt: skip
    sort(team["advocate"], demand, "note", worry.pk, decision="withhold", basis="confidential",
         description="Note of an advocate")  # fmt: skip
    assert DemandItem.objects.count() == 2
    log = actions.make_log(team["attorney"], demand=as_it_is(demand))
    assert {row["basis"] for row in log.lines["kept"]} == {
        "Attorney work product", "Confidential by statute"
    }  # fmt: skip
    assert "Planted" not in str(log.lines)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, ' ') FROM records_demanditem AS t")
        (kept,) = cursor.fetchone()
        cursor.execute("SELECT string_agg(t::text, ' ') FROM records_demandlog AS t")
        (logs,) = cursor.fetchone()
    for told in (kept, logs):
        assert "advocate " not in told
        assert b"Note of".hex() not in told
        assert "Berta" not in told


def test_a_log_is_taken_out_on_paper_and_as_a_table_and_that_is_recorded(
    team: dict[str, Actor], case: Case, demand: Demand
) -> None:
    reveal_identity(team["advocate"], client=fresh(fresh(case).client), reason="meeting")
    note = cases.add_note(team["attorney"], case=case, privilege="attorney", body="A plan.")
    sort(
        team["attorney"], demand, "note", note.pk, decision="withhold", basis="work_product",
        description="Note of counsel on the next step",
    )  # fmt: skip
    desk = browsing_as(team["attorney"])
    place = reverse("records:make_demand_log", args=["harbor", demand.pk])
    assert desk.post(place, {"since": "2200-01-01"}).status_code == 422
    assert "Log 1" in desk.post(place, {"since": ""}, follow=True).content.decode()
    log = demand.logs.get()
    file = reverse("records:download_demand_log", args=["harbor", log.pk])
    table = b"".join(desk.post(file, {"form": "csv"}).streaming_content).decode()  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(table.lstrip("\ufeff"))))
    assert any("Showed the client's name" in row for row in rows)
    paper = desk.post(file, {"form": "pdf"})
    assert paper["Content-Disposition"] == 'attachment; filename="log.pdf"'
    pdf = PdfReader(io.BytesIO(b"".join(paper.streaming_content)))  # type: ignore[attr-defined]
    assert every_word_is_on_the_paper(pdf)
    words = " ".join(page.extract_text() for page in pdf.pages)
    assert "Showed the client's name" in " ".join(words.split())
    assert "Nilofar" not in words
    again = actions.make_log(team["attorney"], demand=as_it_is(demand))
    assert [row["act"] for row in again.lines["seen"]].count("Downloaded the log of a demand") == 2
    assert browsing_as(team["advocate"]).post(file, {"form": "pdf"}).status_code == 403


def test_every_act_that_shows_or_hands_out_is_in_the_log_or_known_to_be_about_nobody() -> None:
    verbs = {verb for group in VERBS_OF.values() for verb in group}
    shows = {verb for verb in verbs if verb.split(".")[1].endswith(SHOWS)}
    shows = {verb for verb in shows if verb in VERBS_OF["reveals"] or verb in VERBS_OF["out"]} | {
        verb for verb in shows if verb.split(".")[1].split("_")[-1] in
        {"downloaded", "revealed", "viewed", "sent", "taken", "exported"}
    }  # fmt: skip
    missing = shows - DISCLOSURES.keys() - NOT_ABOUT_HER
    assert missing == set()
    assert DISCLOSURES.keys() <= verbs
    assert not NOT_ABOUT_HER & DISCLOSURES.keys()
