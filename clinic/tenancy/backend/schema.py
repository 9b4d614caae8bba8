"""Lays row-level security and composite foreign keys with every tenant table.

No migration names them, so none can forget them: a table that has a `clinic_id` column gets
policies, and a foreign key between two such tables holds the clinic too (a plain one would be
checked without row-level security and could point into another clinic).
See `docs/decisions/0001-the-schema-editor-builds-the-walls.md`.
"""

from collections.abc import Callable
from typing import Any

from django.db import NotSupportedError, models
from django.db.backends.ddl_references import ForeignKeyName, Statement, Table
from django.db.backends.postgresql.schema import DatabaseSchemaEditor

OWNER, APP, WORKER, BACKUP = "alcove_owner", "alcove_app", "alcove_worker", "alcove_backup"
CLINIC_IS_BOUND = "clinic_id = nullif(current_setting('app.clinic_id', true), '')::uuid"


def is_tenant(model: type[models.Model]) -> bool:
    return any(field.column == "clinic_id" for field in model._meta.local_concrete_fields)


class TenantSchemaEditor(DatabaseSchemaEditor):
    # Columns added later must take the same way as those of a new table.
    sql_create_column_inline_fk = None  # type: ignore[assignment]

    def create_model(self, model: type[models.Model]) -> None:
        super().create_model(model)
        if is_tenant(model):
            self._lay_walls(model)

    def add_field(self, model: type[models.Model], field: Any) -> None:
        super().add_field(model, field)
        if field.column == "clinic_id":
            self._lay_walls(model)

    def _lay_walls(self, model: type[models.Model]) -> None:
        table = self.quote_name(model._meta.db_table)
        unique = self.quote_name(f"{model._meta.db_table}_clinic_pk"[:63])
        column = self.quote_name(str(model._meta.pk.column))
        if model._meta.pk.column != "clinic_id":
            self.execute(
                f"ALTER TABLE {table} ADD CONSTRAINT {unique} UNIQUE (clinic_id, {column})"
            )
        self.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        self.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        self.execute(
            f"CREATE POLICY clinic ON {table} TO {APP}, {WORKER} "
            f"USING ({CLINIC_IS_BOUND}) WITH CHECK ({CLINIC_IS_BOUND})"
        )
        self.execute(f"CREATE POLICY owner ON {table} TO {OWNER} USING (true) WITH CHECK (true)")

    def _constraint_names(
        self, model: type[models.Model], column_names: list[str] | None = None, **kinds: Any
    ) -> list[str]:
        """Find the composite key when Django looks for the plain one, to drop and lay it anew."""
        names_of: Callable[..., list[str]] = super()._constraint_names  # type: ignore[misc]
        found = names_of(model, column_names, **kinds)
        if not found and kinds.get("foreign_key") and is_tenant(model) and column_names:
            return names_of(model, ["clinic_id", *column_names], **kinds)
        return found

    def _quoted_name(self, *parts: Any) -> str:
        return self.quote_name(self._create_index_name(*parts))  # type: ignore[attr-defined]

    def _create_fk_sql(self, model: type[models.Model], field: Any, suffix: str) -> Statement:
        target = field.remote_field.model
        if field.column == "clinic_id" or not is_tenant(target):
            plain: Statement = super()._create_fk_sql(  # type: ignore[misc]
                model, field, suffix
            )
            return plain
        if not is_tenant(model):
            raise NotSupportedError(
                f"{model._meta.db_table} has no clinic (yet) and may not point at a clinic's rows; "
                "in a migration the clinic comes first."
            )
        columns = ["clinic_id", field.column]
        to_columns = ["clinic_id", field.target_field.column]
        return Statement(
            "ALTER TABLE %(table)s ADD CONSTRAINT %(name)s FOREIGN KEY (%(columns)s) "
            "REFERENCES %(to_table)s (%(to_columns)s)%(deferrable)s",
            table=Table(model._meta.db_table, self.quote_name),
            name=ForeignKeyName(
                model._meta.db_table,
                columns,
                target._meta.db_table,
                to_columns,
                suffix,
                self._quoted_name,
            ),
            columns=", ".join(self.quote_name(column) for column in columns),
            to_table=Table(target._meta.db_table, self.quote_name),
            to_columns=", ".join(self.quote_name(column) for column in to_columns),
            deferrable=self.connection.ops.deferrable_sql(),
        )
