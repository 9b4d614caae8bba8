"""Assigning gives exactly the case and its client, and takes both away again."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from psycopg import errors

from cases.actions import assign_case, end_assignment, end_assignments_of, open_case
from cases.models import Assignment, CaseUserPerm
from cases.policy import visible_cases
from clients.models import Client, ClientUserPerm
from clients.policy import visible_clients
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, Refused
from clinic.audit.models import REFUSED, AuditEntry
from clinic.people.models import Membership
from clinic.tenancy.current import bind
from tests.builders import make_case, make_client, make_clinic, make_member


def seat(actor: Actor) -> Membership:
    assert actor.membership is not None
    return actor.membership


def test_an_assigned_attorney_sees_the_case_and_its_client(
    coordinator: Actor, attorney: Actor
) -> None:
    case, hidden = make_case(coordinator, attorney), make_case(coordinator)
    assert list(visible_cases(attorney)) == [case]
    assert list(visible_clients(attorney)) == [case.client]
    assert hidden in visible_cases(coordinator)


@pytest.mark.parametrize("role", ["administrator", "auditor"])
def test_administrator_and_auditor_see_no_case(coordinator: Actor, role: str) -> None:
    make_case(coordinator)
    assert not visible_cases(make_member(coordinator.clinic, role)).exists()


def test_a_party_added_later_blocks_assignment(coordinator: Actor, attorney: Actor) -> None:
    case = make_case(coordinator)
    case.client.conflict_state = "recheck"
    case.client.save()
    with pytest.raises(Blocked) as refusal:
        assign_case(coordinator, case=case, membership=seat(attorney), role="attorney")
    assert refusal.value.code == "conflict_not_clear"
    assert not Assignment.objects.exists()
    assert not visible_cases(attorney).exists()
    assert AuditEntry.objects.get(outcome=REFUSED).verb == "case.assigned"


def test_a_role_the_member_does_not_hold_is_refused(coordinator: Actor, advocate: Actor) -> None:
    case = make_case(coordinator)
    with pytest.raises(Blocked, match="does not have this role"):
        assign_case(coordinator, case=case, membership=seat(advocate), role="attorney")


def test_nobody_is_assigned_as_coordinator(coordinator: Actor) -> None:
    case = make_case(coordinator)
    with pytest.raises(Blocked, match="does not have this role"):
        assign_case(coordinator, case=case, membership=seat(coordinator), role="coordinator")


def test_who_has_left_is_not_assigned(coordinator: Actor, attorney: Actor) -> None:
    case = make_case(coordinator)
    Membership.objects.filter(pk=seat(attorney).pk).update(ended_at="2026-01-01T00:00Z")
    with pytest.raises(Blocked, match="left the clinic"):
        assign_case(coordinator, case=case, membership=seat(attorney), role="attorney")


def test_somebody_of_another_clinic_is_not_assigned(coordinator: Actor) -> None:
    case = make_case(coordinator)
    other = make_clinic("lighthouse")
    outsider = make_member(other, "attorney")
    with pytest.raises(Blocked, match="left the clinic"):
        assign_case(coordinator, case=case, membership=seat(outsider), role="attorney")


def test_assigning_twice_says_so(coordinator: Actor, attorney: Actor) -> None:
    case = make_case(coordinator, attorney)
    with pytest.raises(Blocked, match="works on this case already"):
        assign_case(coordinator, case=case, membership=seat(attorney), role="attorney")
    assert Assignment.objects.count() == 1


def test_an_attorney_assigns_nobody(coordinator: Actor, attorney: Actor, advocate: Actor) -> None:
    case = make_case(coordinator, attorney)
    with pytest.raises(Refused):
        assign_case(attorney, case=case, membership=seat(advocate), role="advocate")
    assert Assignment.objects.count() == 1


def test_grants_vanish_with_the_assignment(coordinator: Actor, attorney: Actor) -> None:
    case = make_case(coordinator, attorney)
    end_assignment(coordinator, assignment=Assignment.objects.get())
    assert not visible_cases(attorney).exists()
    assert not visible_clients(attorney).exists()
    assert not CaseUserPerm.objects.exists()
    assert not ClientUserPerm.objects.exists()
    assert case in visible_cases(coordinator)


def test_access_ends_on_a_record_that_was_joined_into_another(
    coordinator: Actor, attorney: Actor
) -> None:
    case = make_case(coordinator, attorney)
    Client.objects.filter(pk=case.client_id).update(merged_into=make_client(coordinator))
    end_assignment(coordinator, assignment=Assignment.objects.get())
    assert not visible_cases(attorney).exists()
    assert not visible_clients(attorney).exists()


def test_another_role_on_the_case_keeps_the_grants(coordinator: Actor) -> None:
    both = make_member(coordinator.clinic, "attorney", "advocate", name="Both Roles")
    case = make_case(coordinator, both)
    assign_case(coordinator, case=case, membership=seat(both), role="advocate")
    end_assignment(coordinator, assignment=Assignment.objects.get(role="attorney"))
    assert visible_cases(both).exists()
    assert visible_clients(both).exists()


def test_another_case_of_the_client_keeps_the_client_only(
    coordinator: Actor, attorney: Actor
) -> None:
    first = make_case(coordinator, attorney)
    second = open_case(coordinator, client=first.client, matter="work_permit")
    assign_case(coordinator, case=second, membership=seat(attorney), role="attorney")
    end_assignment(coordinator, assignment=Assignment.objects.get(case=first))
    assert list(visible_cases(attorney)) == [second]
    assert list(visible_clients(attorney)) == [first.client]


def test_leaving_the_clinic_takes_every_case_and_client(
    coordinator: Actor, attorney: Actor, advocate: Actor
) -> None:
    administrator = make_member(coordinator.clinic, "administrator")
    kept = make_case(coordinator, attorney, advocate)
    make_case(coordinator, attorney)
    assert end_assignments_of(administrator, membership=seat(attorney)) == 2
    assert not visible_cases(attorney).exists()
    assert not visible_clients(attorney).exists()
    assert list(visible_cases(advocate)) == [kept]
    assert AuditEntry.objects.get(verb="assignments.ended").detail == {"count": 2}


def test_a_coordinator_ends_no_membership(coordinator: Actor, attorney: Actor) -> None:
    make_case(coordinator, attorney)
    with pytest.raises(Refused):
        end_assignments_of(coordinator, membership=seat(attorney))
    assert visible_cases(attorney).exists()


def test_a_grant_in_another_clinic_opens_nothing_here(coordinator: Actor, attorney: Actor) -> None:
    """The same person sits in two clinics; each knows only its own grants."""
    other = make_clinic("lighthouse")
    assert attorney.user is not None
    with bind(other):
        there = Actor.member(
            Membership.objects.create(user=attorney.user, roles=["attorney"], clinic=other)
        )
        make_case(make_member(other, "coordinator"), there)
        assert visible_cases(there).count() == 1
    make_case(coordinator)
    assert not visible_cases(attorney).exists()


def test_guardian_writes_only_tables_that_belong_to_a_clinic(
    coordinator: Actor, attorney: Actor
) -> None:
    case = make_case(coordinator)
    with CaptureQueriesContext(connection) as captured:
        assign_case(coordinator, case=case, membership=seat(attorney), role="attorney")
    written = {query["sql"].split()[2] for query in captured if query["sql"].startswith("INSERT")}
    assert written == {
        '"cases_assignment"', '"cases_caseuserperm"', '"clients_clientuserperm"',
        '"audit_auditentry"',
    }  # fmt: skip
    assert not any("guardian_" in query["sql"] for query in captured)


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_a_grant_on_another_clinics_case(signed_in_as) -> None:  # type: ignore[no-untyped-def]
    harbor, other = make_clinic("harbor"), make_clinic("lighthouse")
    attorney = make_member(other, "attorney")
    with bind(harbor), transaction.atomic():
        case = make_case(make_member(harbor, "coordinator"))
    with signed_in_as("alcove_app") as psql, pytest.raises(errors.ForeignKeyViolation):
        psql.execute("SELECT set_config('app.clinic_id', %s, true)", [str(other.pk)])
        psql.execute(
            "INSERT INTO cases_caseuserperm (id, clinic_id, content_object_id, permission_id, "
            "user_id) SELECT gen_random_uuid(), %s, %s, min(id), %s FROM auth_permission",
            [other.pk, case.pk, attorney.user_id],
        )
        psql.execute("SET CONSTRAINTS ALL IMMEDIATE")
