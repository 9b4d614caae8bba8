"""What is shredded is gone for everybody; a hold beats all; the names for conflict checks stay."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from cases.models import Case
from clients.actions import run_conflict_check
from clients.models import Client, ConflictMatch, Identifier, Intake, Party, PartyToken
from clinic.access.refusals import Blocked
from clinic.audit.models import AuditEntry
from clinic.tenancy.current import today
from clinic.vault.keys import KeyShredded
from records import actions, queries
from records.models import ErasureRequest, Hold, Shredding
from tests.builders import browsing_as
from tests.everywhere.recipes import fresh
from tests.everywhere.recipes_records import end_all
from tests.everywhere.world import Place
from tests.everywhere.world_cases import cleared_client


def closed(place: Place) -> Client:
    """The client whose only case is closed."""
    return Client.objects.select_related("key").get(pk=place.closed_case.client_id)


def test_a_hold_beats_a_request_and_the_policy(place: Place) -> None:
    client = closed(place)
    hold = actions.place_hold(place.attorney, client=client, reason="A suit is expected.")
    asked = actions.request_erasure(place.attorney, client=client, asked_on=today())
    for refused in (
        lambda: actions.shred_client(place.supervisor, client=client, reason="erasure"),
        lambda: actions.decide_erasure(place.supervisor, asked=asked, state="granted"),
    ):
        with pytest.raises(Blocked) as stop:
            refused()
        assert stop.value.code == "on_hold"
    Case.objects.filter(client=client).update(closed_on=today() - timedelta(days=4000))
    assert [row.held for row in queries.due_rows(place.administrator)] == [True]
    with pytest.raises(Blocked) as stop:
        actions.purge(place.supervisor, chosen=[client.pk])
    assert stop.value.code == "nothing_due"
    end_all(place)
    actions.lift_hold(place.supervisor, hold=hold, reason="It was settled.")
    actions.decide_erasure(place.supervisor, asked=asked, state="granted")
    assert actions.purge(place.supervisor, chosen=[client.pk]) == 1
    assert ErasureRequest.objects.get(pk=asked.pk).state == "done"
    assert Hold.objects.filter(client=client).count() == 1


def test_what_is_open_is_not_erased(place: Place) -> None:
    client = fresh(fresh(place.case).client)
    end_all(place)
    actions.lift_hold(place.supervisor, hold=place.hold, reason="It was settled.")
    with pytest.raises(Blocked) as stop:
        actions.shred_client(place.supervisor, client=client, reason="erasure")
    assert stop.value.code == "case_open"
    assert not Shredding.objects.exists()


def test_a_shredded_client_is_gone_but_for_the_names_a_conflict_check_needs(
    place: Place,
) -> None:
    client = closed(place)
    Party.objects.create(client=client, key=client.key, kind="witness", name="Zeuge Muster",
                         added_by=place.coordinator.membership)  # fmt: skip
    own = Party.objects.filter(client=client, removed_at=None).exclude(kind="witness")
    names = [party.name for party in own.select_related("key").order_by("id")]
    reader = browsing_as(place.supervisor)
    page = reverse("clients:client", args=["harbor", client.pk])
    case_page = reverse("cases:case", args=["harbor", place.closed_case.pk])
    assert reader.get(page).status_code == reader.get(case_page).status_code == 200
    certificate = actions.shred_client(place.supervisor, client=client, reason="erasure")
    assert (certificate.rows > 3, certificate.stub_names) == (True, len(names))
    assert reader.get(page).status_code == reader.get(case_page).status_code == 404
    assert reader.get(reverse("cases:list", args=["harbor"])).status_code == 200
    case = Case.objects.get(pk=place.closed_case.pk)
    with pytest.raises(KeyShredded):
        assert case.close_reason
    kept = Party.objects.filter(client=client).select_related("key").order_by("id")
    assert [party.name for party in kept if party.removed_at is None] == names
    assert [party.name for party in kept if party.kind == "witness"] == [None]
    assert not Identifier.objects.filter(party__in=kept).exists()
    # The same person comes back: the check still finds them, and tells nothing.
    again = cleared_again(place, str(names[0]))
    assert ConflictMatch.objects.filter(
        check_run__client=again, other_party__client=client
    ).exists()
    told = AuditEntry.objects.get(verb="client.shredded", outcome="done")
    assert "Binh" not in str(told.detail)


def cleared_again(place: Place, name: str) -> Client:
    client = cleared_client(place.coordinator, name)
    run_conflict_check(place.coordinator, client=Client.objects.get(pk=client.pk))
    return client


def test_the_stub_goes_when_its_own_time_is_over(place: Place) -> None:
    client = closed(place)
    joined = Client.objects.filter(pk=place.fresh_client.pk)
    joined.update(merged_into=client)
    with pytest.raises(Blocked) as stop:
        actions.shred_client(place.supervisor, client=client, reason="mistake")
    assert stop.value.code == "intake_open"  # of the record that was joined into this one
    Intake.objects.filter(client=joined.get()).update(status="declined")
    actions.shred_client(place.supervisor, client=client, reason="mistake")
    assert joined.get().erased_at is not None
    assert Shredding.objects.count() == 2
    assert queries.due_rows(place.administrator) == []
    Client.objects.filter(pk__in=[client.pk, joined.get().pk]).update(stub_until=today())
    assert [row.kind for row in queries.due_rows(place.administrator)] == ["stub"]
    assert actions.purge(place.supervisor, chosen=[client.pk]) == 1
    assert not PartyToken.objects.filter(party__client=client).exists()
    assert queries.due_rows(place.administrator) == []


def test_the_pages_preview_before_anything_goes(place: Place) -> None:
    client = closed(place)
    supervisor = browsing_as(place.supervisor)
    waits = supervisor.get(reverse("records:retention", args=["harbor"])).content.decode()
    assert fresh(place.case).client.code_name in waits  # its request was not answered yet
    shred = reverse("records:shred", args=["harbor", client.pk])
    assert "What will be gone" in supervisor.get(shred).content.decode()
    assert supervisor.post(shred, {"reason": "erasure"}).status_code == 422
    assert supervisor.post(shred, {"reason": "erasure", "seen": "on"}).status_code == 302
    keeping = supervisor.get(reverse("records:retention", args=["harbor"])).content.decode()
    assert Shredding.objects.get().number in keeping
    assert "Binh" not in keeping


def test_the_command_says_first_and_prints_a_certificate_that_names_nobody(
    place: Place,
) -> None:
    client = closed(place)
    out = StringIO()
    call_command("shred_client", "harbor", str(client.pk), stdout=out)
    assert "would be gone for good" in out.getvalue()
    assert not Shredding.objects.exists()
    call_command("shred_client", "harbor", str(client.pk), "--yes", stdout=out)
    said = out.getvalue()
    assert Shredding.objects.get().number in said
    for secret in ("Binh", "Vi Du", client.code_name):
        assert secret not in said
    with pytest.raises(CommandError, match="erased already"):
        call_command("shred_client", "harbor", str(client.pk), stdout=out)
