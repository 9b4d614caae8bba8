"""A list comes in: every row has its end, nobody is cleared, doubles wait for a person."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases import actions as case_actions
from cases.models import Case
from cases.rules.matters import LAST, type_of
from clients.models import CLEAR, Client, ContactRule, Intake
from clients.rules.matching import ReadName
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.audit.models import AuditEntry
from clinic.notices.delivery import LeaseLost
from clinic.pages.templatetags.alcove import local_time
from clinic.tenancy.current import binding
from clinic.tenancy.models import Clinic
from clinic.vault.keys import KeyShredded, key_named, make_clinic_key
from clinic.vault.models import ClinicKey
from exchange import actions
from exchange.models import ImportRow, ListImport
from exchange.queries.duplicates import MOST_READ, Readings
from exchange.queries.imports import ends_at, report
from exchange.rules.keeping import LIST_KEPT_FOR
from exchange.rules.tables import Record
from exchange.tasks import expire_lists
from tests.builders import browsing_as, make_member
from tests.clients.conftest import known_client
from tests.exchange.conftest import confirmed, taken_in, uploaded

pytestmark = pytest.mark.django_db
LIST = (
    "Client ID;Name;DOB;Phone;A-Number;Case type;Opened;Status;Closed;Outcome\r\n"
    "7;Zerthun Abbaye;28.02.1990;+1 202 555 0100;A012345678;T visa;03.04.2024;open;;\r\n"
    "7;Zerthun Abbaye;28.02.1990;;;Asylum;05.06.2025;open;;\r\n"
    "8;Quillon Mavros;1988;;;;;;;\r\n"
    "9;Quillon  Mavros;1988;;;;;;;\r\n"
    "10;Someone Else;31.02.1990;;;T visa;03.04.2024;open;;\r\n"
    "11;Åsa Öström;;;;Removal defense;03.04.2020;closed;04.05.2021;Relief granted\r\n"
    ";;;;;;;;;\r\n"
    '12;"Open quote;;;;;;;;\r\n'
    "13;Veldra Oswin;;;A012345678;;;;;\r\n"
).encode("cp1252")


def _client_of(number: int) -> Client:
    client = ImportRow.objects.select_related("client").get(number=number).client
    assert client is not None
    return client


def test_every_row_has_its_end_and_its_entry(clinic: object, administrator: Actor) -> None:
    run = confirmed(administrator, uploaded(administrator, LIST))
    assert run.total == 8
    run = taken_in(run, portion=3)
    ends = dict(ImportRow.objects.filter(run=run).values_list("number", "state"))
    assert ends == {
        2: "imported", 3: "imported", 4: "imported", 5: "held", 6: "bad", 7: "imported",
        9: "bad", 10: "held",
    }  # fmt: skip
    assert (run.status, run.imported, run.held, run.bad) == ("finished", 4, 2, 2)
    entries = AuditEntry.objects.filter(target_type="exchange.importrow")
    assert entries.count() == len(ends)
    first = _client_of(2)
    assert (first.legal_name, str(first.birth_date)) == ("Zerthun Abbaye", "1990-02-28")
    assert [case.matter for case in Case.objects.filter(client=first).order_by("opened_on")] == [
        "t_visa", "asylum",
    ]  # fmt: skip
    closed = Case.objects.get(outcome="granted")
    assert (closed.stage, str(closed.closed_on), closed.number[:4]) == (
        "closed",
        "2021-05-04",
        "2020",
    )
    for (
        case
    ) in Case.objects.all():  # each stands on the road of its kind, one that ended at its end
        (matter,) = case.matters.all()
        ended = (LAST, case.outcome, case.closed_on)
        begun = (type_of(case.matter).stages[0].code, "", None)
        assert matter.kind == case.matter
        assert (matter.stage, matter.outcome, matter.ended_on) == (
            ended if case == closed else begun
        )
    text = b"".join(report(run.pk, run.clinic_pk, run.reading["header"])).decode()
    assert "31.02.1990" in text
    assert "Quillon  Mavros" in text


def test_portions_that_share_readings_end_as_those_that_do_not(
    clinic: object, administrator: Actor
) -> None:
    said = ("state", "reasons", "alike_row")
    ends = []
    for shared in (Readings(), None):
        run = confirmed(administrator, uploaded(administrator, LIST))
        taken_in(run, portion=2, readings=shared)
        ends.append(list(ImportRow.objects.filter(run=run).order_by("number").values_list(*said)))
        assert shared is None or shared.names
    first, second = ends
    # The second list meets the clients of the first: whoever came in then is held now.
    assert [state for state, *_rest in first].count("imported") == 4
    assert [state for state, *_rest in second].count("imported") == 0
    alone = Readings()
    alone.names = {str(number): ReadName("x") for number in range(MOST_READ + 1)}
    assert not alone.fresh().names


def test_what_was_worked_out_under_an_earlier_search_key_is_forgotten(clinic: object) -> None:
    shared = Readings()
    before = dict(shared.fresh().tokens("Zerthun Abbaye"))
    make_clinic_key(ClinicKey.SEARCH)
    after = dict(shared.fresh().tokens("Zerthun Abbaye"))
    assert after
    assert not before.keys() & after.keys()
    assert shared.fresh().blind  # and kept while the key stays


def test_nobody_is_cleared_by_a_list(
    clinic: object, administrator: Actor, coordinator: Actor
) -> None:
    taken_in(confirmed(administrator, uploaded(administrator, LIST)))
    client = _client_of(2)
    assert client.conflict_state == "not_run"
    assert Intake.objects.get(client=client).status == "started"
    assert ContactRule.objects.get(client=client).state == "not_asked"
    attorney = make_member(coordinator.clinic, "attorney")
    assert attorney.membership is not None
    case = Case.objects.filter(client=client).first()
    assert case is not None
    for state, code in (("not_run", "conflict_not_clear"), ("clear", "intake_not_done")):
        Client.objects.filter(pk=client.pk).update(conflict_state=state)
        with pytest.raises(Blocked) as refused:
            case_actions.assign_case(
                coordinator, case=case, membership=attorney.membership, role="attorney"
            )
        assert refused.value.code == code


def test_a_killed_worker_repeats_and_loses_nothing(clinic: object, administrator: Actor) -> None:
    run = confirmed(administrator, uploaded(administrator, LIST))
    importer = Actor.system(administrator.clinic, "importer")
    two = [Record(2, ("1", "Zerthun Abbaye")), Record(3, ("2", "Quillon Mavros"))]
    run = actions.advance_import(importer, run=run, records=two, is_last=False)
    with pytest.raises(LeaseLost):
        actions.advance_import(importer, run=run, records=two, is_last=False)
    run = taken_in(ListImport.objects.select_related("file__key", "key").get(pk=run.pk))
    numbers = list(
        ImportRow.objects.filter(run=run).order_by("number").values_list("number", flat=True)
    )
    assert numbers == [2, 3, 4, 5, 6, 7, 9, 10]
    assert run.done == run.total == 8


def test_a_person_decides_about_doubles(
    clinic: object, administrator: Actor, coordinator: Actor
) -> None:
    run = taken_in(confirmed(administrator, uploaded(administrator, LIST)))
    same, other = ImportRow.objects.filter(run=run, state="held").order_by("number")
    before = Client.objects.count()
    actions.decide_row(coordinator, row=same, decision="same")
    row = actions.decide_row(coordinator, row=other, decision="new")
    assert Client.objects.count() == before + 1
    assert row.cells is None
    with pytest.raises(Blocked):
        actions.decide_row(coordinator, row=other, decision="leave")
    run.refresh_from_db()
    assert (run.held, run.imported) == (0, 6)


def test_a_list_nobody_is_done_with_goes_by_itself_and_says_so_before(
    clinic: Clinic, administrator: Actor
) -> None:
    run = taken_in(confirmed(administrator, uploaded(administrator, LIST)))
    waits = uploaded(administrator, LIST)
    page = browsing_as(administrator).get(reverse("exchange:import", args=["harbor", run.pk]))
    assert f"no longer than {local_time(ends_at(run))}" in page.content.decode()
    assert expire_lists(clinic.pk) == 0
    long_ago = timezone.now() - LIST_KEPT_FOR
    ListImport.objects.update(uploaded_at=long_ago, confirmed_at=long_ago)
    ListImport.objects.filter(pk=waits.pk).update(confirmed_at=None)
    assert expire_lists(clinic.pk) == 1  # it was worked on when it was through
    ListImport.objects.filter(pk=run.pk).update(finished_at=long_ago, status="running")
    assert expire_lists(clinic.pk) == 0
    ListImport.objects.filter(pk=run.pk).update(status="finished")
    assert expire_lists(clinic.pk) == 1
    gone = ListImport.objects.select_related("key").get(pk=run.pk)
    assert (gone.status, gone.file, gone.held, gone.key.wrapped) == ("closed", None, 0, None)
    assert not ImportRow.objects.filter(cells__isnull=False).exists()
    assert not ImportRow.objects.filter(state="held").exists()
    assert AuditEntry.objects.filter(verb="import.expired").count() == 2


def test_a_row_is_not_added_to_somebody_who_was_erased(
    clinic: Clinic, administrator: Actor, coordinator: Actor
) -> None:
    run = taken_in(confirmed(administrator, uploaded(administrator, LIST)))
    row = ImportRow.objects.filter(run=run, state="held").order_by("number")[0]
    Client.objects.filter(pk=_client_of(4).pk).update(erased_at=timezone.now())
    with pytest.raises(Blocked) as refusal:
        actions.decide_row(coordinator, row=row, decision="same")
    assert refusal.value.code == "erased_already"


def test_the_list_is_gone_when_the_clinic_is_done(clinic: object, administrator: Actor) -> None:
    run = taken_in(confirmed(administrator, uploaded(administrator, LIST)))
    actions.close_import(administrator, run=run)
    closed = ListImport.objects.select_related("key").get(pk=run.pk)
    assert (closed.file, closed.reading, closed.held) == (None, None, 0)
    assert not ImportRow.objects.filter(cells__isnull=False).exists()
    binding().keys.pop(closed.key_id.bytes, None)
    with pytest.raises(KeyShredded):
        key_named(closed.key_id)


@pytest.mark.parametrize("checked", [False, True])
def test_a_portion_takes_as_many_statements_for_many_rows_as_for_few(
    administrator: Actor, coordinator: Actor, checked: bool
) -> None:
    """What grew with the list once was a question for each name: whose clearance does it end?"""
    there = known_client(coordinator, "Viktor Musterfall")
    if checked:
        Client.objects.filter(pk=there.pk).update(conflict_state=CLEAR)
    syllables = ("ba", "de", "ki", "lo", "mu", "ne", "po", "ra", "su", "ti")
    names = [
        f"{one}{two}{three}n {three}{one}{two}k".title()
        for one in syllables for two in syllables for three in syllables
    ]  # fmt: skip
    counts = []
    for place, many in enumerate((40, 200)):
        chosen = names[place * 500 : place * 500 + many - 1]
        rows = (f"{name}," for name in chosen)
        lines = "\n".join(["Name,Other names", *rows, f"Sezgi Oz{place}ur,Wiktor Musterfal"])
        run = confirmed(administrator, uploaded(administrator, lines.encode()))
        with CaptureQueriesContext(connection) as asked:
            run = taken_in(run, portion=many + 1)
        assert run.done == many
        counts.append(len(asked))
    assert counts[1] <= counts[0] + 5  # keys and candidates come in batches
    state = Client.objects.get(pk=there.pk).conflict_state
    assert state == ("recheck" if checked else "not_run")
