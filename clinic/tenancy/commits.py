"""Writes that go to the database in one way, and commits that need not each wait for the disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
from django.db.models.sql import UpdateQuery

SOON = "set_config('synchronous_commit', 'off', true)"


class Written:
    """One update; `rows` says how many it changed, once the block of `together` is left."""

    rows = 0


class Together:
    """Updates of different rows, sent as one statement; once a block."""

    def __init__(self, *, soon: bool) -> None:
        self.parts: list[tuple[str, tuple[Any, ...]]] = []
        self.written: list[Written] = []
        self.soon = soon
        self.cursor: CursorWrapper | None = None

    def update(self, rows: QuerySet[Any], **values: Any) -> Written:
        """Do what `rows.update(**values)` does, without waiting for the answer."""
        query: Any = rows.query.chain(UpdateQuery)
        query.add_update_values(values)
        self.parts.append(query.get_compiler(connection=connection).as_sql())
        self.written.append(Written())
        return self.written[-1]

    def leave(self) -> None:
        """Send what was written so far; the block's end does it otherwise."""
        if not self.parts:
            return
        names = [f"u{number}" for number in range(len(self.parts))]
        updates = [sql for sql, _params in self.parts]
        changes = ", ".join(
            f"{name} AS ({sql} RETURNING 1)" for name, sql in zip(names, updates, strict=True)
        )
        asked = [f"(SELECT count(*) FROM {name})" for name in names]  # noqa: S608 - names of ours
        statement = f"WITH {changes} SELECT {', '.join(asked + [SOON] * self.soon)}"
        params = [value for _sql, values in self.parts for value in values]
        self.cursor, self.parts = connection.cursor(), []
        self.cursor.execute(statement, params)

    def hear(self) -> None:
        if self.cursor is not None:
            with self.cursor as cursor:
                for written, rows in zip(self.written, cursor.fetchone() or (), strict=False):
                    written.rows = rows


@contextmanager
def together(*, soon: bool = False) -> Iterator[Together]:
    """Begin a transaction and write; what is written leaves at once, and the answers, or an
    error, come when the block ends. The transaction itself is the caller's `atomic()`.

    :param soon: the commit does not wait for the disk. All others see it at once, the disk within
        about half a second: a killed process of ours takes nothing back, a crash of the database
        server itself may. Only for what can be done once more
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Writes go together within a transaction.")
    connection.ensure_connection()
    writes = Together(soon=soon)
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield writes
        writes.leave()
    writes.hear()
