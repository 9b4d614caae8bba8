"""A client's own copy holds nobody else, and its paper tells nobody what it is about."""

import io
import json

from django.urls import reverse
from pypdf import PdfReader

from clients.actions import add_party
from clinic.audit.models import AuditEntry
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
