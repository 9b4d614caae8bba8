"""A list tells nothing of a client to whoever is kept out of her, and holds no formula."""

import pytest
from django.urls import reverse

from clients.actions import raise_wall
from clients.models import Client
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible, Refused
from exchange import actions, queries
from exchange.models import ImportRow, ListImport
from exchange.rules.tables import read_back, written
from tests.builders import browsing_as, make_member, seat_of
from tests.clients.conftest import known_client
from tests.exchange.conftest import confirmed, taken_in, uploaded

pytestmark = pytest.mark.django_db
LIST = "Name,DOB\nViktor Musterfall,\nNeu Gekommen,1980\nNeu Gekommen,1980\nSelam Beispiel,x\n"


@pytest.fixture
def run(administrator: Actor, coordinator: Actor) -> ListImport:
    known_client(coordinator, "Viktor Musterfall")
    run = taken_in(confirmed(administrator, uploaded(administrator, LIST.encode())), portion=1)
    assert (run.imported, run.held, run.bad) == (1, 2, 1)
    return run


def rows_seen(actor: Actor, run: ListImport) -> set[int]:
    return {row.number for row in queries.rows_page(actor, run, state="held", after=None).rows}


def report_of(actor: Actor, run: ListImport) -> str:
    header = list((run.reading or {})["header"])
    parts = queries.report(run.pk, actor.clinic.pk, header, queries.kept_from(actor))
    return b"".join(parts).decode()


@pytest.mark.parametrize("kept", ["clinic", "list"])
def test_whoever_is_kept_out_of_a_client_sees_no_row_about_her(
    coordinator: Actor, run: ListImport, kept: str
) -> None:
    """Neither where she was there before, nor where an earlier row made her."""
    other = make_member(coordinator.clinic, "coordinator", "administrator", name="Kept Out")
    row = ImportRow.objects.get(number=2 if kept == "clinic" else 4)
    assert rows_seen(other, run) == {2, 4}
    client_id = row.alike_id or ImportRow.objects.get(number=3).client_id
    assert client_id is not None
    raise_wall(
        coordinator, client=Client.objects.get(pk=client_id), membership=seat_of(other),
        reason="Their firm.",
    )  # fmt: skip
    assert rows_seen(other, run) == {2, 4} - {row.number}
    assert rows_seen(coordinator, run) == {2, 4}
    with pytest.raises(NotVisible):
        queries.row_of(other, row.pk)
    for decision in ("same", "new", "leave"):
        with pytest.raises((NotVisible, Refused)):
            actions.decide_row(other, row=row, decision=decision)
    address = reverse("exchange:decide", args=[coordinator.clinic.slug, row.pk])
    assert browsing_as(other).get(address).status_code == 404
    assert browsing_as(other).post(address, {"decision": "same"}).status_code == 404
    assert ImportRow.objects.get(pk=row.pk).state == ImportRow.HELD
    name = "Viktor" if kept == "clinic" else "Gekommen"
    assert name not in report_of(other, run)
    assert "Selam Beispiel" in report_of(other, run)
    assert name in report_of(coordinator, run)


def test_neither_a_heading_nor_a_cell_of_the_report_is_a_formula(administrator: Actor) -> None:
    content = "Name,=HYPERLINK(1),DOB\n＝cmd,@x,31.02.1990\n".encode()
    run = taken_in(confirmed(administrator, uploaded(administrator, content)))
    assert run.bad == 1
    text = report_of(administrator, run)
    for formula in ("=HYPERLINK(1)", "＝cmd", "@x"):
        assert f"'{formula}" in text
        assert f",{formula}" not in text
        assert read_back(written(formula)) == formula
