"""Many rows go in as one array a column, sealed columns among them.

Django does so for all columns but bytes, of which nearly every table here has some; a value of its
own for each cell makes a statement so long that reading it takes longer than writing the rows.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.backends.postgresql.compiler import (
    InsertUnnest,
    SQLAggregateCompiler,
    SQLCompiler,
    SQLDeleteCompiler,
    SQLUpdateCompiler,
)
from django.db.backends.postgresql.compiler import SQLInsertCompiler as PlainInsertCompiler
from django.db.models import BinaryField, CharField
from django.db.models.expressions import DatabaseDefault

__all__ = [
    "SQLAggregateCompiler",
    "SQLCompiler",
    "SQLDeleteCompiler",
    "SQLInsertCompiler",
    "SQLUpdateCompiler",
]


class Columns(InsertUnnest):
    """What Django puts behind `SELECT * FROM`: the arrays, side by side, as rows."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def add(self, kind: str, cast: str = "") -> None:
        self.append(f"(%s)::{kind}[]")
        self.said.append(f"c{len(self)}{cast}")

    def __str__(self) -> str:
        names = ", ".join(f"c{place + 1}" for place in range(len(self)))
        said = ", ".join(self.said)
        # Columns and types are the models' own; what is kept goes in as parameters.
        return f"(SELECT {said} FROM {super().__str__()} AS a({names})) AS many"  # noqa: S608


class SQLInsertCompiler(PlainInsertCompiler):
    def assemble_as_sql(self, fields: Sequence[Any], value_rows: Sequence[Sequence[Any]]) -> Any:
        if len(value_rows) < 2 or None in fields:
            return super().assemble_as_sql(fields, value_rows)
        columns, said = Columns(), []
        for field, values in zip(fields, zip(*value_rows, strict=True), strict=True):
            if all(isinstance(value, DatabaseDefault) for value in values):
                columns.said.append(self.compile(values[0].expression)[0])
                continue
            if any(hasattr(value, "as_sql") for value in values):
                return super().assemble_as_sql(fields, value_rows)
            # Without its length: a longer text would be cut instead of refused.
            kind = field.db_type(self.connection).split("(")[0]
            if _holds_codes(field):
                columns.add("text", f"::{kind}[]")
                values = tuple(map(_written, values))
            elif self._fits(field):
                columns.add(kind)
            else:
                return super().assemble_as_sql(fields, value_rows)
            said.append(list(values))
        return columns, [said]

    def _fits(self, field: Any) -> bool:
        own = field.target_field if field.is_relation else field
        known = own.get_internal_type() in self.connection.data_types
        return known and (isinstance(field, BinaryField) or not hasattr(field, "get_placeholder"))


def _holds_codes(field: Any) -> bool:
    return isinstance(field, ArrayField) and type(field.base_field) is CharField


def _written(codes: Sequence[str] | None) -> str | None:
    """Return a list of texts as PostgreSQL reads one: lists of other lengths make no array."""
    if codes is None:
        return None
    quoted = (code.replace("\\", "\\\\").replace('"', '\\"') for code in codes)
    return "{" + ",".join(f'"{code}"' for code in quoted) + "}"
