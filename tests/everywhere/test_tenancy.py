"""Both walls, for every table there is: what a new table forgets fails here."""

import uuid
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import connection, models, transaction

from clinic.services.roles import APP, OWNER, WORKER
from clinic.tenancy.current import ClinicNotBound, bind
from clinic.tenancy.models import Clinic, TenantModel
from clinic.tenancy.tables import tenant_tables
from tests.builders import make_clinic

pytestmark = pytest.mark.django_db

TENANT_MODELS = [model for model in apps.get_models() if issubclass(model, TenantModel)]
Connect = Callable[[str], "psycopg.Connection[Any]"]

READS: dict[str, Callable[[Any], Any]] = {
    "all": lambda manager: list(manager.all()),
    "filter": lambda manager: list(manager.filter(pk=uuid.uuid4())),
    "exclude": lambda manager: list(manager.exclude(pk=uuid.uuid4())),
    "get": lambda manager: manager.get(pk=uuid.uuid4()),
    "first": lambda manager: manager.first(),
    "last": lambda manager: manager.last(),
    "count": lambda manager: manager.count(),
    "exists": lambda manager: manager.exists(),
    "contains": lambda manager: manager.contains(manager.model(clinic_id=uuid.uuid4())),
    "aggregate": lambda manager: manager.aggregate(number=models.Count("pk")),
    "annotate": lambda manager: list(manager.annotate(one=models.Value(1))),
    "values": lambda manager: list(manager.values("pk")),
    "values_list": lambda manager: list(manager.values_list("pk")),
    "iterator": lambda manager: list(manager.iterator()),
    "in_bulk": lambda manager: manager.in_bulk([uuid.uuid4()]),
    "earliest": lambda manager: manager.earliest("pk"),
    "latest": lambda manager: manager.latest("pk"),
    "distinct": lambda manager: list(manager.distinct()),
    "order_by": lambda manager: list(manager.order_by("pk")),
    "reverse": lambda manager: list(manager.order_by("pk").reverse()),
    "union": lambda manager: list(manager.values("pk").union(manager.values("pk"))),
    "only": lambda manager: list(manager.only("pk")),
    "defer": lambda manager: list(manager.defer("clinic")),
    "select_for_update": lambda manager: list(manager.select_for_update()),
    "raw": lambda manager: list(manager.raw(f'SELECT * FROM "{manager.model._meta.db_table}"')),
    "subquery": lambda manager: Clinic.objects.filter(pk__in=manager.values("clinic_id")).count(),
    "exists_subquery": lambda manager: Clinic.objects.filter(
        models.Exists(manager.filter(clinic=models.OuterRef("pk")))
    ).count(),
}
WRITES: dict[str, Callable[[Any], Any]] = {
    "update": lambda manager: manager.update(clinic_id=uuid.uuid4()),
    "delete": lambda manager: manager.all().delete(),
    "bulk_create": lambda manager: manager.bulk_create([manager.model()]),
    "create": lambda manager: manager.create(),
    "get_or_create": lambda manager: manager.get_or_create(pk=uuid.uuid4()),
    "update_or_create": lambda manager: manager.update_or_create(pk=uuid.uuid4()),
}


def test_every_table_with_a_clinic_is_a_tenant_model() -> None:
    assert {model._meta.db_table for model in TENANT_MODELS} == tenant_tables().keys()


@pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda model: model._meta.label)
def test_no_manager_method_works_without_a_clinic(model: type[TenantModel]) -> None:
    quiet = []
    for name, call in {**READS, **WRITES}.items():
        try:
            with transaction.atomic():
                call(model.objects)
        except ClinicNotBound:
            continue
        quiet.append(name)
    assert not quiet


@pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda model: model._meta.label)
def test_the_back_door_manager_raises_too(model: type[TenantModel]) -> None:
    """Related objects and refreshes go through it; the backend refuses the statement."""
    for call in READS.values():
        with pytest.raises(ClinicNotBound), transaction.atomic():
            call(model._base_manager)


def test_asynchronous_iteration_raises_without_a_clinic() -> None:
    with pytest.raises(ClinicNotBound):
        Clinic.objects.filter(pk__in=TENANT_MODELS[0].objects.values("clinic_id"))


@pytest.mark.parametrize("table", sorted(tenant_tables()))
def test_policies_are_forced_and_name_no_public_role(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass",
            [table],
        )
        assert cursor.fetchone() == (True, True)
        cursor.execute(
            "SELECT policyname, roles::text[], cmd, qual, with_check FROM pg_policies "
            "WHERE tablename = %s",
            [table],
        )
        policies = {name: rest for name, *rest in cursor.fetchall()}
    roles, command, using, check = policies.pop("clinic")
    assert (set(roles), command, using == check) == ({APP, WORKER}, "ALL", True)
    assert "clinic_id" in using
    assert "app.clinic_id" in using
    assert policies.pop("owner")[0] == [OWNER]
    if table == "audit_auditentry":
        roles, command, _using, check = policies.pop("happened_now")
        assert (set(roles), command) == ({APP, WORKER}, "INSERT")
        assert "now()" in check
    openers = {"own_seat", "held_link", "across"}
    assert policies.keys() <= openers
    assert all(rest[1] == "SELECT" for rest in policies.values())
    assert bool(policies) == bool(tenant_tables()[table])


def test_every_foreign_key_between_tenant_tables_holds_the_clinic() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, confrelid::regclass::text, conname, "
            "  ARRAY(SELECT attname::text FROM unnest(conkey) WITH ORDINALITY AS k(n, i) "
            "        JOIN pg_attribute ON attrelid = conrelid AND attnum = n ORDER BY i), "
            "  ARRAY(SELECT attname::text FROM unnest(confkey) WITH ORDINALITY AS k(n, i) "
            "        JOIN pg_attribute ON attrelid = confrelid AND attnum = n ORDER BY i) "
            "FROM pg_constraint WHERE contype = 'f'"
        )
        keys = cursor.fetchall()
    tenant = tenant_tables().keys()
    between = [key for key in keys if key[1] in tenant]
    assert len(between) > 30
    for source, _target, name, columns, target_columns in between:
        assert source in tenant, name
        assert columns[0] == target_columns[0] == "clinic_id", name
        assert len(columns) == 2, name


def test_every_unique_constraint_of_a_tenant_table_starts_with_the_clinic() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indrelid::regclass::text, indexrelid::regclass::text, "
            "  (SELECT attname FROM pg_attribute WHERE attrelid = indrelid AND attnum = indkey[0]) "
            "FROM pg_index WHERE indisunique AND NOT indisprimary"
        )
        rows = [row for row in cursor.fetchall() if row[0] in tenant_tables()]
    assert len(rows) >= len(TENANT_MODELS)
    assert [name for _table, name, first in rows if first != "clinic_id"] == []


@pytest.mark.parametrize("role", [APP, WORKER])
def test_by_psql_every_table_is_empty_and_takes_nothing_unbound(
    role: str, signed_in_as: Connect
) -> None:
    """Row-level security holds without Django, on rows that are really there."""
    with bind(make_clinic("seen")), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM vault_clinickey")
        assert cursor.fetchone() == (2,)
    session = signed_in_as(role)
    for table, openers in tenant_tables().items():
        count = session.execute(f'SELECT count(*) FROM "{table}"').fetchone()
        assert count == (0,) or "worker" in openers, table
        with pytest.raises(psycopg.errors.InsufficientPrivilege), session.transaction():
            session.execute(
                f'INSERT INTO "{table}" (id, clinic_id) VALUES (gen_random_uuid(), '
                "gen_random_uuid())"
            )


@pytest.mark.django_db(transaction=True)
def test_by_psql_another_clinics_rows_can_be_neither_read_changed_nor_pointed_at(
    signed_in_as: Connect,
) -> None:
    with transaction.atomic():
        alpha, beta = make_clinic("alpha"), make_clinic("beta")
    session = signed_in_as(APP)
    setting = "SELECT set_config('app.clinic_id', %s, true)"
    with session.transaction():
        session.execute(setting, [str(beta.pk)])
        theirs = session.execute("SELECT id FROM vault_clinickey").fetchall()
        assert len(theirs) == 2
    with session.transaction():
        session.execute(setting, [str(alpha.pk)])
        query = "SELECT count(*) FROM vault_clinickey WHERE id = ANY(%s)"
        assert session.execute(query, [[row[0] for row in theirs]]).fetchone() == (0,)
        changed = session.execute(
            "UPDATE vault_clinickey SET version = 9 WHERE id = %s", [theirs[0][0]]
        )
        assert changed.rowcount == 0
    with pytest.raises(psycopg.errors.ForeignKeyViolation), session.transaction():
        session.execute(setting, [str(alpha.pk)])
        session.execute(
            "INSERT INTO vault_clientkey (id, clinic_id, wrapped_by_id, created_at) "
            "VALUES (gen_random_uuid(), %s, %s, now())",
            [alpha.pk, theirs[0][0]],
        )
    with pytest.raises(psycopg.errors.InsufficientPrivilege), session.transaction():
        session.execute(setting, [str(alpha.pk)])
        session.execute("UPDATE vault_clinickey SET clinic_id = %s", [beta.pk])


@pytest.mark.parametrize("role", [APP, WORKER])
def test_the_app_cannot_switch_the_walls_off(role: str, signed_in_as: Connect) -> None:
    session = signed_in_as(role)
    for statement in (
        "ALTER TABLE vault_clinickey DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE vault_clinickey NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY clinic ON vault_clinickey",
        "CREATE POLICY mine ON vault_clinickey USING (true)",
        "SET ROLE alcove_owner",
        "TRUNCATE vault_clinickey",
        "CREATE TABLE mine (id int)",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), session.transaction():
            session.execute(statement)
