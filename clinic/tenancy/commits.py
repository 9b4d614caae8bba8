"""Writes that go to the database in one way, and commits that need not each wait for the disk."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
from django.db.models.sql import UpdateQuery

from clinic.tenancy.current import current_clinic

SOON = "set_config('synchronous_commit', 'off', true)"


Sql = tuple[str, tuple[Any, ...]]
# Of the update: which rows, and what becomes of them.
Made = tuple[QuerySet[Any], dict[str, Any]]


class Repeated:
    """An update of one row after another: its SQL is made once, since that costs more than to send
    it. `make` gets ids and moments by name, and what it returns may depend on nothing else.
    """

    def __init__(self, make: Callable[..., Made]) -> None:
        self.make = make
        self.sql = ""
        self.params: tuple[Any, ...] = ()
        self.slots: tuple[tuple[int, str], ...] = ()

    def of(self, **given: UUID | datetime | None) -> Sql:
        """Return the statement for these ids and moments, of the bound clinic."""
        given["clinic"] = current_clinic().pk
        if not self.sql:
            self._compile(given)
        params = list(self.params)
        for place, name in self.slots:
            params[place] = given[name]
        return self.sql, tuple(params)

    def _compile(self, given: dict[str, Any]) -> None:
        stand_ins: dict[str, Any] = {
            name: datetime(1970, 1, 1, 0, 0, 0, number + 1, UTC)
            if isinstance(value, datetime)
            else uuid4()
            for number, (name, value) in enumerate(given.items())
        }
        stand_ins["clinic"] = given["clinic"]
        wanted = {name: value for name, value in stand_ins.items() if name != "clinic"}
        sql, params = _compiled(*self.make(**wanted))
        slots = [
            (place, name)
            for place, param in enumerate(params)
            for name, value in stand_ins.items()
            if type(param) is type(value) and param == value
        ]
        if missing := stand_ins.keys() - {name for _place, name in slots}:
            raise RuntimeError(f"The update depends on {', '.join(missing)} in a way of its own.")
        self.params, self.slots, self.sql = params, tuple(slots), sql


def _compiled(rows: QuerySet[Any], values: dict[str, Any]) -> Sql:
    query: Any = rows.query.chain(UpdateQuery)
    query.add_update_values(values)
    compiled: Sql = query.get_compiler(connection=connection).as_sql()
    return compiled


class Written:
    """One update; `rows` says how many it changed, once the block of `together` is left."""

    rows = 0


class Together:
    """Updates of different rows, sent as one statement; once a block."""

    def __init__(self, *, soon: bool) -> None:
        self.parts: list[Sql] = []
        self.written: list[Written] = []
        self.soon = soon
        self.cursor: CursorWrapper | None = None

    def update(self, rows: QuerySet[Any], **values: Any) -> Written:
        """Do what `rows.update(**values)` does, without waiting for the answer."""
        return self._add(_compiled(rows, values))

    def commit_before(self) -> None:
        """Commit what was done so far; what comes now is a transaction of its own. Whether it was
        committed is heard with the rest: the block ends with an error when it was not.
        """
        connection.commit_and_go_on()  # type: ignore[attr-defined]

    def repeat(self, update: Repeated, **given: UUID | datetime | None) -> Written:
        """The same for an update that comes again and again."""
        return self._add(update.of(**given))

    def _add(self, part: Sql) -> Written:
        self.parts.append(part)
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


def can_commit_within() -> bool:
    """Say whether a transaction begun here would be the outermost, which alone can be committed."""
    return not connection.in_atomic_block


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
