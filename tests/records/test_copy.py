"""A client's own copy holds nobody else, and its paper tells nobody what it is about."""

import io
import json
from datetime import timedelta
from decimal import Decimal

from django.urls import reverse
from pypdf import PdfReader

from cases.actions.outcomes import add_benefit, remove_benefit
from cases.models import Benefit
from clients.actions import add_party
from clinic.audit.models import AuditEntry
from clinic.pages.dates import short_date
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from records.actions import make_copy
from tests.builders import browsing_as
from tests.everywhere.recipes import fresh
from tests.everywhere.world import Place

OTHER = "Zeugin Erdacht"


def test_nobody_else_stands_in_it_and_its_frame_is_neutral(place: Place) -> None:
    client = fresh(fresh(place.case).client)
    add_party(place.coordinator, client=client, kind="witness", name=OTHER)
    client = fresh(client)
    client.nationality = "as Erdacht said"
    client.save()
    attorney = browsing_as(place.attorney)
    url = reverse("records:copy", args=["harbor", client.pk])
    answer = attorney.post(url, {"form": "json"})
    said = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert "Mekdes Misale" in said
    assert "I-914" in said
    for secret in ("Erdacht", "Zeugin", "A plan.", "None of ours", "Harbor Test Clinic"):
        assert secret not in said
    items = [item for part in json.loads(said)["parts"] for item in part["items"]]
    assert [item["label"] for item in items if item["withheld"]] == ["Nationality"]
    paper = attorney.post(url, {"form": "pdf"})
    assert 'filename="papers.pdf"' in paper["Content-Disposition"]
    pdf = PdfReader(io.BytesIO(b"".join(paper.streaming_content)))  # type: ignore[attr-defined]
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Papers"
    words = " ".join(page.extract_text() for page in pdf.pages)
    assert "Mekdes" in words
    for telling in ("Erdacht", "Shelter of the tests", "safe for you to talk", "confidential"):
        assert telling not in words
    entry = AuditEntry.objects.filter(verb="copy.made", outcome="done").latest("id")
    assert entry.detail["withheld"] == 1


def test_an_own_name_is_never_withheld(place: Place) -> None:
    client = fresh(fresh(place.case).client)
    add_party(place.coordinator, client=client, kind="witness", name="Misale Anders")
    parts = make_copy(place.attorney, client=fresh(client))
    about = {piece.label: piece for piece in parts[0].pieces}
    assert not about["Legal name"].withheld


def test_what_the_case_brought_is_hers_to_carry_without_its_name_on_paper(place: Place) -> None:
    granted, ends = today() - timedelta(days=20), today() + timedelta(days=1_400)
    for kind, said in (
        ("t_status", {"obtained_on": granted, "ends_on": ends}),
        ("unpaid_wages", {"obtained_on": granted, "currency": "USD", "asked": Decimal(9000),
                         "ordered": Decimal("5250.50")}),
        ("work_permit", {"obtained_on": granted}),
    ):  # fmt: skip
        add_benefit(place.attorney, case=fresh(place.case), benefit_id=new_id(), kind=kind, **said)
    gone = Benefit.objects.get(kind="work_permit")
    remove_benefit(place.attorney, benefit=gone, reason="Another client's.", version=gone.version)
    attorney = browsing_as(place.attorney)
    url = reverse("records:copy", args=["harbor", place.case.client_id])
    answer = attorney.post(url, {"form": "json"})
    said_all = json.loads(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    told = {item["label"]: item["text"] for part in said_all["parts"] for item in part["items"]}
    assert told["T nonimmigrant status"] == f"{short_date(granted)}, until {short_date(ends)}"
    assert "asked 9,000.00 USD, ordered 5,250.50 USD" in told["Unpaid wages"]
    assert "Work permit" not in told
    paper = attorney.post(url, {"form": "pdf"})
    pdf = PdfReader(io.BytesIO(b"".join(paper.streaming_content)))  # type: ignore[attr-defined]
    words = " ".join(page.extract_text() for page in pdf.pages)
    assert "Obtained" in words
    assert "5,250.50" in words
    for telling in ("nonimmigrant", "Restitution", "wages", "Another client"):
        assert telling not in words
