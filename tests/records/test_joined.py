"""Two records that were joined are one person: they are kept as one, and go as one."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from cases.models import Case
from clients.models import Client, Intake
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.tenancy.current import bind, today
from exchange.actions import close_import
from exchange.models import ImportRow, ListImport
from records import actions, queries
from records.models import Shredding
from tests.builders import make_case, make_client, make_clinic, make_member, seat_of
from tests.exchange.conftest import uploaded

LONG_AGO, LATELY = date(2001, 3, 1), date.today() - timedelta(days=200)


@pytest.fixture
def supervisor(db: None) -> Actor:
    """May erase, place a hold and lift it."""
    return make_member(make_clinic("harbor"), "supervisor")


@pytest.fixture
def coordinator(supervisor: Actor) -> Actor:
    return make_member(supervisor.clinic, "coordinator")


@pytest.fixture(autouse=True)
def bound(supervisor: Actor) -> object:
    with bind(supervisor.clinic):
        yield supervisor.clinic


def fresh(client: Client) -> Client:
    return Client.objects.select_related("key").get(pk=client.pk)


def closed_case(coordinator: Actor, on: date = LONG_AGO) -> Client:
    case = make_case(coordinator)
    Case.objects.filter(pk=case.pk).update(closed_on=on)
    Intake.objects.filter(client=case.client).update(status="opened")
    return fresh(case.client)


def declined(coordinator: Actor, on: date = LONG_AGO) -> Client:
    client = make_client(coordinator, intake="declined")
    ended = timezone.make_aware(datetime(on.year, on.month, on.day, 12))
    Intake.objects.filter(client=client).update(ended_at=ended)
    return fresh(client)


def joined(stays: Client, goes: Client) -> tuple[Client, Client]:
    Client.objects.filter(pk=goes.pk).update(merged_into=stays)
    return fresh(stays), fresh(goes)


def due(actor: Actor) -> list[tuple[str, str]]:
    return [(row.client.code_name, row.kind) for row in queries.due_rows(actor)]


def a_case(coordinator: Actor, client: Client) -> None:
    Case.objects.create(
        client=client, key=client.key, number="2001-0001", matter="t_visa", stage="intake",
        opened_on=LONG_AGO, opened_by=seat_of(coordinator),
    )  # fmt: skip


def an_intake(coordinator: Actor, client: Client) -> None:
    Intake.objects.create(
        client=client, key=client.key, status="paused", started_by=seat_of(coordinator)
    )


@pytest.mark.parametrize("on_the_one_that_stays", [True, False])
@pytest.mark.parametrize("opened", [a_case, an_intake])
def test_what_is_open_in_either_record_keeps_both(
    supervisor: Actor,
    coordinator: Actor,
    on_the_one_that_stays: bool,
    opened: Callable[[Actor, Client], None],
) -> None:
    stays, goes = joined(closed_case(coordinator), closed_case(coordinator))
    assert due(supervisor) == [(stays.code_name, "closed")]
    opened(coordinator, stays if on_the_one_that_stays else goes)
    assert due(supervisor) == []
    for record in (stays, goes):
        with pytest.raises(Blocked):
            actions.shred_client(supervisor, client=record, reason="erasure")
    assert not Client.objects.exclude(erased_at=None).exists()


@pytest.mark.parametrize("on_the_one_that_stays", [True, False])
def test_a_hold_on_either_keeps_both_and_stops_nobody_else(
    supervisor: Actor, coordinator: Actor, on_the_one_that_stays: bool
) -> None:
    stays, goes = closed_case(coordinator), closed_case(coordinator)
    held = stays if on_the_one_that_stays else goes
    hold = actions.place_hold(supervisor, client=held, reason="A suit is expected.")
    stays, goes = joined(stays, goes)
    other = closed_case(coordinator)
    rows = {row.client.pk: row.held for row in queries.due_rows(supervisor)}
    assert rows == {stays.pk: True, other.pk: False}
    assert queries.standing_of(supervisor, stays).hold == hold
    assert actions.purge(supervisor, chosen=[stays.pk, other.pk, goes.pk]) == 1
    assert [row.pk for row in Client.objects.exclude(erased_at=None)] == [other.pk]
    actions.lift_hold(supervisor, hold=hold, reason="It was settled.")
    assert actions.purge(supervisor, chosen=[stays.pk]) == 1
    assert fresh(stays).erased_at is not None
    assert fresh(goes).erased_at is not None
    assert Shredding.objects.count() == 3


@pytest.mark.parametrize(("stays_on", "goes_on"), [(LONG_AGO, LATELY), (LATELY, LONG_AGO)])
def test_the_time_runs_from_the_later_end(
    supervisor: Actor, coordinator: Actor, stays_on: date, goes_on: date
) -> None:
    joined(closed_case(coordinator, stays_on), closed_case(coordinator, goes_on))
    joined(declined(coordinator, stays_on), declined(coordinator, goes_on))
    assert due(supervisor) == []


def test_who_had_a_case_in_either_record_was_not_declined(
    supervisor: Actor, coordinator: Actor
) -> None:
    lately = date.today() - timedelta(days=800)  # over for a declined one, not for a case
    joined(declined(coordinator), closed_case(coordinator, lately))
    joined(closed_case(coordinator, lately), declined(coordinator))
    assert due(supervisor) == []
    only, _goes = joined(declined(coordinator), declined(coordinator))
    assert due(supervisor) == [(only.code_name, "declined")]


@pytest.mark.parametrize("known_by_the_one_that_stays", [True, False])
def test_a_birth_date_in_either_record_keeps_a_minors_file(
    supervisor: Actor, coordinator: Actor, known_by_the_one_that_stays: bool
) -> None:
    ended = today() - timedelta(days=3000)
    stays, goes = joined(closed_case(coordinator, ended), closed_case(coordinator, ended))
    assert due(supervisor) == [(stays.code_name, "closed")]
    record = stays if known_by_the_one_that_stays else goes
    record.birth_date = ended - timedelta(days=365 * 10)
    record.save()
    assert due(supervisor) == []


def test_what_is_left_of_both_goes_at_the_later_day(supervisor: Actor, coordinator: Actor) -> None:
    stays, goes = joined(closed_case(coordinator), closed_case(coordinator))
    actions.shred_client(supervisor, client=stays, reason="erasure")
    Client.objects.filter(pk=stays.pk).update(stub_until=today())
    Client.objects.filter(pk=goes.pk).update(stub_until=today() + timedelta(days=1))
    assert due(supervisor) == []
    Client.objects.filter(pk=goes.pk).update(stub_until=today())
    assert due(supervisor) == [(fresh(stays).code_name, "stub")]
    assert actions.purge(supervisor, chosen=[stays.pk]) == 1
    assert not Client.objects.exclude(stub_until=None).exists()


@pytest.mark.parametrize("whose", ["stays", "goes", "held"])
def test_nobody_is_erased_of_whom_a_list_still_tells(
    supervisor: Actor, coordinator: Actor, whose: str
) -> None:
    stays, goes = joined(closed_case(coordinator), closed_case(coordinator))
    administrator = make_member(supervisor.clinic, "administrator")
    run = uploaded(administrator, b"Name\nQuillon Mavros\n")
    named = {"alike": stays, "state": "held"} if whose == "held" else {"state": "imported"}
    client = {"stays": stays, "goes": goes}.get(whose)
    ListImport.objects.filter(pk=run.pk).update(held=whose == "held")
    ImportRow.objects.create(run=run, key=run.key, number=2, client=client, **named)
    (row,) = queries.due_rows(supervisor)
    assert (row.held, row.in_list, row.stays) == (False, True, True)
    with pytest.raises(Blocked) as stop:
        actions.shred_client(supervisor, client=stays, reason="erasure")
    assert stop.value.code == "list_open"
    with pytest.raises(Blocked):
        actions.purge(supervisor, chosen=[stays.pk])
    close_import(administrator, run=run)
    assert actions.purge(supervisor, chosen=[stays.pk]) == 1


def test_the_record_that_goes_is_not_erased_alone(supervisor: Actor, coordinator: Actor) -> None:
    stays, goes = joined(closed_case(coordinator), closed_case(coordinator))
    with pytest.raises(Blocked) as stop:
        actions.shred_client(supervisor, client=goes, reason="mistake")
    assert stop.value.code == "merged"
    seen = queries.extent_of_all(queries.records_of(stays))
    certificate = actions.shred_client(supervisor, client=stays, reason="mistake")
    assert seen.rows > certificate.rows > 0
