"""Migrations to come: what changes a tenant table keeps its policies and composite keys."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import NotSupportedError, connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

from clinic.services.postgres import Postgres
from clinic.services.roles import OWNER
from clinic.tenancy.backend.base import DatabaseWrapper
from clinic.tenancy.models import new_id

pytestmark = pytest.mark.django_db
Run = Callable[..., None]

KEYS = (
    "SELECT conrelid::regclass::text, confrelid::regclass::text, "
    "  ARRAY(SELECT attname::text FROM unnest(conkey) WITH ORDINALITY AS k(n, i) "
    "        JOIN pg_attribute ON attrelid = conrelid AND attnum = n ORDER BY i) "
    "FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass ORDER BY 3"
)


def tenant(name: str, **fields: Any) -> migrations.CreateModel:
    clinic = models.ForeignKey("tenancy.Clinic", models.PROTECT, related_name="+")
    key = models.UUIDField(primary_key=True, default=new_id)
    return migrations.CreateModel(name, [("id", key), ("clinic", clinic), *fields.items()])


def to(name: str, **options: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(f"tenancy.{name}", models.PROTECT, related_name="+", **options)


@pytest.fixture
def owner(
    postgres: Postgres, database: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[DatabaseWrapper]:
    """The migrating role on a connection of its own; nothing it does is kept."""
    monkeypatch.setenv("ALCOVE_AS_OWNER", "1")
    password = urlsplit(postgres.url(OWNER, database)).password
    settings = {**connection.settings_dict, "USER": OWNER, "PASSWORD": password}
    wrapper = DatabaseWrapper(settings, alias="default")
    wrapper.set_autocommit(False)
    yield wrapper
    wrapper.rollback()
    wrapper.close()


@pytest.fixture
def run(owner: DatabaseWrapper) -> Run:
    state = MigrationLoader(connection).project_state(("tenancy", "0001_initial"))

    def migrate(*operations: Operation) -> None:
        for operation in operations:
            nonlocal state
            after = state.clone()
            operation.state_forwards("tenancy", after)
            with owner.schema_editor(atomic=False) as editor:
                operation.database_forwards("tenancy", editor, state, after)
            state = after

    return migrate


def keys_of(owner: DatabaseWrapper, table: str) -> list[tuple[str, list[str]]]:
    with owner.cursor() as cursor:
        cursor.execute(KEYS, [table])
        return [(target, columns) for _table, target, columns in cursor.fetchall()]


def test_making_a_key_optional_keeps_it_composite(owner: DatabaseWrapper, run: Run) -> None:
    run(tenant("left"), tenant("row", left=to("left")))
    run(migrations.AlterField("row", "left", to("left", null=True)))
    assert ("tenancy_left", ["clinic_id", "left_id"]) in keys_of(owner, "tenancy_row")
    assert len(keys_of(owner, "tenancy_row")) == 2


def test_turning_a_key_to_another_table_leaves_none_to_the_old(
    owner: DatabaseWrapper, run: Run
) -> None:
    run(tenant("left"), tenant("right"), tenant("row", other=to("left")))
    run(migrations.AlterField("row", "other", to("right")))
    assert keys_of(owner, "tenancy_row") == [
        ("tenancy_clinic", ["clinic_id"]),
        ("tenancy_right", ["clinic_id", "other_id"]),
    ]


def test_a_key_without_a_constraint_loses_it(owner: DatabaseWrapper, run: Run) -> None:
    run(tenant("left"), tenant("row", left=to("left")))
    run(migrations.AlterField("row", "left", to("left", db_constraint=False)))
    assert keys_of(owner, "tenancy_row") == [("tenancy_clinic", ["clinic_id"])]


def test_keys_added_later_are_composite(owner: DatabaseWrapper, run: Run) -> None:
    run(tenant("left"), tenant("row"))
    run(migrations.AddField("row", "left", to("left", null=True)))
    run(migrations.AddField("row", "above", to("row", null=True)))
    columns = [columns for _target, columns in keys_of(owner, "tenancy_row")]
    assert columns == [["clinic_id"], ["clinic_id", "above_id"], ["clinic_id", "left_id"]]


def test_renaming_keeps_keys_and_walls(owner: DatabaseWrapper, run: Run) -> None:
    run(tenant("left"), tenant("row", left=to("left")))
    run(migrations.RenameField("row", "left", "side"), migrations.RenameModel("row", "line"))
    run(migrations.RenameModel("left", "side"), migrations.AlterModelTable("line", "lines"))
    assert ("tenancy_side", ["clinic_id", "side_id"]) in keys_of(owner, "lines")
    with owner.cursor() as cursor:
        cursor.execute("SELECT policyname::text FROM pg_policies WHERE tablename = 'lines'")
        assert {name for (name,) in cursor.fetchall()} == {"clinic", "owner"}
        cursor.execute("SELECT relforcerowsecurity FROM pg_class WHERE relname = 'lines'")
        assert cursor.fetchone() == (True,)


def test_a_removed_key_is_gone(owner: DatabaseWrapper, run: Run) -> None:
    run(tenant("left"), tenant("row", left=to("left")), migrations.RemoveField("row", "left"))
    run(migrations.DeleteModel("left"))
    assert keys_of(owner, "tenancy_row") == [("tenancy_clinic", ["clinic_id"])]


def test_a_table_without_a_clinic_points_at_no_clinics_rows(run: Run) -> None:
    key = ("id", models.UUIDField(primary_key=True))
    run(tenant("left"))
    with pytest.raises(NotSupportedError):
        run(migrations.CreateModel("plain", [key, ("left", to("left"))]))
    with pytest.raises(NotSupportedError):
        run(tenant("many", lefts=models.ManyToManyField("tenancy.left", related_name="+")))
