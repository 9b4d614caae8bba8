"""The demo is made by actions alone, once; a run that was killed goes on where it stopped."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from zeal import zeal_ignore

from agenda.queries import sums
from cases.models import Assignment, Case, Handover
from cases.queries import orphans, unread_own
from clients.models import Client, Intake
from clinic.access.actions import ACTIONS
from clinic.audit.models import AuditEntry
from clinic.notices.delivery import deliver
from clinic.notices.demo_people import PASSWORD, code_at, sign_ins
from clinic.notices.models import OutboxItem
from clinic.office.rules import SENTENCES
from clinic.tenancy.current import current_clinic, today
from desk.demo import seeding
from desk.demo.agenda import seed_agenda
from desk.demo.beside import seed_beside
from desk.demo.bound import seed_bound
from desk.demo.cast import CLINICS, in_role
from desk.demo.demands import seed_demand
from desk.demo.documents import seed_documents
from desk.demo.engagement import seed_engagement
from desk.demo.exhibits import seed_exhibits
from desk.demo.further import seed_further
from desk.demo.handing import seed_handover
from desk.demo.hours import seed_hours
from desk.demo.matters import MATTERS
from desk.demo.offices import Office, at_work, find_office, open_all
from desk.demo.people import seed_people
from desk.demo.roster import MEETINGS, ROSTER, seed_roster
from documents.models import Bundle, ExhibitList
from documents.queries import list_of
from documents.queries.bundles import content_of
from engagement.models import EmergencyWork, Letter
from exchange.models import ListImport
from filings.models import Deadline
from interpreters.models import Booking, Interpreter
from records.models import Demand, DemandLog, Hold
from records.queries import open_demands
from reports.queries import caseload


def quiet(what: str, turn: int, turns: int) -> None:
    return None


@pytest.fixture
def offices(db: None) -> dict[str, Office]:
    with zeal_ignore():
        return open_all(quiet)


@pytest.fixture(scope="module")
def whole_demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Office]]:
    """The demo, made once: making it takes longer than all that reads it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with zeal_ignore():
            made = open_all(quiet)
            seeding.seed_partners(made)
            assert seeding.seed_all(made, quiet) == len(MATTERS)
            seed_roster(made)
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def seeded(whole_demo: dict[str, Office]) -> Iterator[dict[str, Office]]:
    """The same demo for each test: what one of them writes is gone before the next."""
    with transaction.atomic():
        yield whole_demo
        transaction.set_rollback(True)


def test_clinics_are_found_again_and_not_made_twice(offices: dict[str, Office]) -> None:
    found = {clinic.slug: find_office(clinic) for clinic in CLINICS}
    assert found == offices
    assert offices["harbor"].seats["volunteer"] != offices["meadow"].seats["volunteer"]


def test_a_made_up_person_signs_in_with_password_and_code(
    offices: dict[str, Office], client: Any
) -> None:
    one = next(one for one in sign_ins() if one.email.startswith("volunteer@"))
    assert len(one.seats) == 2
    client.post("/accounts/login/", {"login": one.email, "password": PASSWORD})
    assert client.get("/mine/").status_code == 302
    client.post("/accounts/2fa/authenticate/", {"code": code_at(one.secret)})
    assert client.get("/mine/").status_code == 200


def test_every_row_has_an_act_and_nothing_was_refused(seeded: dict[str, Office]) -> None:
    for office in seeded.values():
        with at_work(office):
            entries = AuditEntry.objects.all()
            opened = entries.filter(verb="case.opened").count()
            assert Case.objects.count() == opened
            assert Client.objects.count() == entries.filter(verb="intake.started").count()
            assert not entries.filter(outcome="refused").exists()
            assert set(entries.values_list("verb", flat=True)) - ACTIONS.keys() <= {
                "clearance.fell", "deadline.computed", "filing.moved", "member.factor_added",
                "file.stored",
            }  # fmt: skip


def test_an_auditor_reads_every_act_of_the_demo_in_words(seeded: dict[str, Office]) -> None:
    for office in seeded.values():
        with at_work(office):
            done = AuditEntry.objects.filter(outcome="done").values_list("verb", flat=True)
            assert set(done) <= SENTENCES.keys()


def test_each_clinic_has_a_roster_once_and_a_meeting_at_each_point(
    seeded: dict[str, Office],
) -> None:
    with zeal_ignore():
        seed_roster(seeded)
    met: set[str] = set()
    for office in seeded.values():
        with at_work(office):
            assert Interpreter.objects.count() == len(ROSTER)
            assert Booking.objects.count() <= MEETINGS
            met |= set(Booking.objects.values_list("status", flat=True))
    assert met == {"asked", "offered", "confirmed"}


def test_deadlines_fall_on_the_days_of_the_table(seeded: dict[str, Office]) -> None:
    for slug, office in seeded.items():
        wanted = [n.due for m in MATTERS if m.clinic == slug for n in m.notices]
        with at_work(office):
            days = [
                (row.outer - today()).days
                for row in Deadline.objects.exclude(notice=None)
                if row.outer is not None
            ]
        assert sorted(days) == sorted(wanted), slug


def test_matters_are_opened_on_their_day_and_unassigned_ones_wait_too_long(
    seeded: dict[str, Office],
) -> None:
    with at_work(seeded["harbor"]) as actor:
        report = caseload(actor("supervisor"))
    assert [line.days for line in report.waiting] == [33, 21]
    assert report.overdue == 1


def test_conflicts_stand_as_decided_and_a_late_party_asks_again(seeded: dict[str, Office]) -> None:
    with at_work(seeded["harbor"]):
        states = set(Client.objects.values_list("conflict_state", flat=True))
    assert states == {"clear", "possible", "conflict", "not_run", "recheck"}


def test_a_second_run_makes_nothing(seeded: dict[str, Office]) -> None:
    with zeal_ignore():
        assert seeding.seed_all(seeded, quiet) == 0


def test_a_run_that_was_killed_goes_on_where_it_stopped(
    offices: dict[str, Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, calls = seeding._make, iter(range(1000))

    def killed(*args: Any) -> None:
        whole(*args)
        if next(calls) == 3:
            raise KeyboardInterrupt

    with zeal_ignore():
        seeding.seed_partners(offices)
        monkeypatch.setattr(seeding, "_make", killed)
        with pytest.raises(KeyboardInterrupt):
            seeding.seed_all(offices, quiet)
        monkeypatch.setattr(seeding, "_make", whole)
        made = seeding.seed_all(offices, quiet)
    assert made == len(MATTERS) - 3
    total = 0
    for office in offices.values():
        with at_work(office):
            total += Intake.objects.count()
    assert total == len(MATTERS)


def test_what_stands_beside_the_matters_is_made_once(seeded: dict[str, Office]) -> None:
    harbor = seeded["harbor"]
    with zeal_ignore():
        assert seed_beside(harbor)
        assert not seed_beside(harbor)
        with at_work(harbor):
            item = OutboxItem.objects.get(kind="exchange.import")
        deliver(harbor.clinic_id, item.pk)
    with at_work(harbor):
        verbs = set(AuditEntry.objects.values_list("verb", flat=True))
        assert verbs >= {
            "screening.answered", "hold.placed", "erasure.requested", "firm_check.sent",
            "nonengagement.written", "merge.proposed", "import.confirmed", "export.requested",
        }  # fmt: skip
        run = ListImport.objects.get()
        assert (run.status, run.imported, run.held, run.bad) == ("finished", 2, 1, 1)
        before = list(Client.objects.order_by("id").values_list("conflict_state"))
    with zeal_ignore():
        assert (seed_bound(harbor), seed_bound(harbor)) == (True, False)
    with at_work(harbor):  # nobody's clearance has fallen over whom the clinic is bound to
        assert list(Client.objects.order_by("id").values_list("conflict_state")) == before


def test_one_case_is_handed_over_once_with_its_tasks(seeded: dict[str, Office]) -> None:
    harbor = seeded["harbor"]
    with zeal_ignore():
        seed_agenda(harbor)
        assert seed_handover(harbor)
        assert not seed_handover(harbor)
    with at_work(harbor) as actor:
        made = Handover.objects.get()
        assert [one.pk for one in unread_own(actor("volunteer"))] == [made.pk]
        assert orphans(actor("coordinator")) == []
        assert not AuditEntry.objects.filter(outcome="refused").exists()


def test_a_subpoena_is_logged_once_and_freezes_the_file(seeded: dict[str, Office]) -> None:
    harbor = seeded["harbor"]
    with zeal_ignore():
        assert seed_demand(harbor)
        assert not seed_demand(harbor)
    with at_work(harbor) as actor:
        demand = Demand.objects.select_related("client__key", "key", "counsel").get()
        assert demand.counsel == actor("attorney").membership
        assert open_demands(actor("attorney")).get() == demand
        assert demand.deadline is not None
        assert Hold.objects.filter(client=demand.client, lifted_at=None).count() == 1
        assert DemandLog.objects.filter(demand=demand).count() == 1
        assert not AuditEntry.objects.filter(outcome="refused").exists()


def test_hours_are_made_once_and_are_worth_something(seeded: dict[str, Office]) -> None:
    with zeal_ignore():
        for office in seeded.values():
            assert seed_hours(office)
            assert not seed_hours(office)
    with at_work(seeded["harbor"]) as actor:
        period = {"first": today() - timedelta(days=60), "before": today() + timedelta(days=1)}
        lines, whole = sums(actor(in_role("harbor", "coordinator")), by="funder", **period)
    assert whole.worth
    assert "Made-up Foundation" in {line.name for line in lines}


def test_letters_are_signed_waiting_and_passed_over_in_an_emergency(
    seeded: dict[str, Office],
) -> None:
    with zeal_ignore():
        assert seed_engagement(seeded["harbor"])
        assert not seed_engagement(seeded["harbor"])
    with at_work(seeded["harbor"]):
        states = set(Letter.objects.values_list("state", flat=True))
        assert {"signed", "ready"} <= states
        assert EmergencyWork.objects.filter(ended_at=None).exists()
        assert current_clinic().asks_engagement


def test_exhibits_were_filed_with_a_bundle_and_a_supplement_waits(
    seeded: dict[str, Office],
) -> None:
    with zeal_ignore():
        seed_documents(seeded["harbor"])
        assert seed_exhibits(seeded["harbor"])
        assert not seed_exhibits(seeded["harbor"])
    with at_work(seeded["harbor"]) as actor:
        final, draft = ExhibitList.objects.order_by("id")
        assert (final.state, draft.state, draft.first_number) == ("final", "draft", 3)
        lawyer = actor(in_role("harbor", "supervisor"))
        bundle = Bundle.objects.get(exhibit_list=final)
        content = content_of(lawyer.clinic, list_of(lawyer, final.pk))
        assert bundle.of_draft is False
        assert [row[1] for row in content.exhibits] == ["Exhibit A", "Exhibit B"]


# Name -> role on a case.
FURTHER = {
    "Suri Demo": "supervising_attorney", "Rae Demo": "representative", "Otis Demo": "co_counsel",
    "Pia Demo": "paralegal", "Stella Demo": "student",
}  # fmt: skip


def test_who_else_works_on_cases_stands_on_one_of_their_own(seeded: dict[str, Office]) -> None:
    harbor = seeded["harbor"]
    with zeal_ignore():
        seed_people(harbor)
        assert seed_further(harbor)
        assert not seed_further(harbor)
    with at_work(harbor):
        found = Assignment.objects.filter(ended_at=None, membership__user__name__in=FURTHER)
        assert dict(found.values_list("membership__user__name", "role")) == FURTHER
        assert not AuditEntry.objects.filter(outcome="refused").exists()
