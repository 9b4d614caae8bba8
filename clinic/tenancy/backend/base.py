"""PostgreSQL with the clinic bound at the start of every transaction.

`set_config(…, true)` lasts for one transaction, so a pooled connection carries nothing over.
Reading a tenant table unbound would give no rows, which reads as "no conflict found"; so every
statement that names one is refused here before it is sent.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.db.backends.postgresql import base, operations
from django.db.transaction import TransactionManagementError
from psycopg.pq import TransactionStatus
from psycopg.sql import Composable

from clinic.tenancy.backend.cursors import GuardedCursor, GuardedDebugCursor
from clinic.tenancy.backend.roles import refuse_unwalled
from clinic.tenancy.backend.schema import OWNER, WORKER, TenantSchemaEditor
from clinic.tenancy.current import Binding, ClinicNotBound, binding
from clinic.tenancy.tables import tenant_tables

# Every word, wherever it stands: a list of the places a table's name can have is never complete.
WORDS = re.compile(r"\w+")
LONG = 10_000
BIND = (
    "SELECT set_config('app.clinic_id', %s, true), set_config('app.user_id', %s, true), "
    "set_config('app.link', %s, true)"
)
# What a machine that is gone had locked is free again after a minute; usually it takes two hours.
NOTICE_A_LOST_MACHINE = (
    "SELECT set_config('tcp_keepalives_idle', '30', false), "
    "set_config('tcp_keepalives_interval', '10', false), "
    "set_config('tcp_keepalives_count', '3', false)"
)


@lru_cache(maxsize=5_000)
def _tables_named(sql: str) -> frozenset[str]:
    return frozenset(WORDS.findall(sql.lower())) & tenant_tables().keys()


def tables_in(sql: str) -> frozenset[str]:
    """Return the tenant tables that a statement names."""
    # Long statements come from lists of values, seldom twice; keeping them would eat memory.
    return _tables_named(sql) if len(sql) < LONG else _tables_named.__wrapped__(sql)


class DatabaseOperations(operations.DatabaseOperations):
    compiler_module = "clinic.tenancy.backend.compiler"


class DatabaseWrapper(base.DatabaseWrapper):
    SchemaEditorClass = TenantSchemaEditor
    ops_class = DatabaseOperations

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bound: tuple[str, str, str] | None = None
        self.execute_wrappers.append(self._guard)

    @property
    def is_owner(self) -> bool:
        """The owner of the tables migrates across clinics under a policy of its own."""
        return bool(self.settings_dict["USER"] == OWNER)

    def init_connection_state(self) -> None:
        super().init_connection_state()
        try:
            with self.connection.cursor() as cursor:
                refuse_unwalled(cursor, self.settings_dict["USER"])
                cursor.execute(NOTICE_A_LOST_MACHINE)
        except BaseException:
            self.connection.close()
            self.connection = None  # else the next statement would find it open and go on
            raise

    def rebind(self) -> None:
        """Copy the current binding into the open transaction, if there is one."""
        if self.connection is None or self.connection.closed or not self.in_atomic_block:
            self.bound = None
            return
        if self.connection.info.transaction_status == TransactionStatus.INERROR:
            self.bound = None  # a broken transaction takes no statement; its rollback binds again
            return
        settings = binding().settings()
        if settings != self.bound:
            self.bound = None
            with self.wrap_database_errors, self.connection.cursor() as cursor:
                cursor.execute(BIND, settings)
            self.bound = settings

    def set_autocommit(
        self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False
    ) -> None:
        super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        self.bound = None

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self.bound = None  # the settings went back with the savepoint

    def _rollback(self) -> None:
        super()._rollback()  # type: ignore[misc]
        self.bound = None

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self.bound = None

    def commit_and_go_on(self) -> None:
        """Commit, and begin the next transaction under the same binding, in one way to the server.

        In a pipeline the answer comes with the others, at its end.
        """
        if len(self.atomic_blocks) != 1:
            raise TransactionManagementError("Only the outermost transaction can be committed.")
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            cursor.execute("COMMIT AND CHAIN")
        self.bound = None  # it went with the transaction
        self.rebind()

    def close(self) -> None:
        self.bound = None
        super().close()

    def make_cursor(self, cursor: Any) -> GuardedCursor:
        return GuardedCursor(cursor, self)

    def make_debug_cursor(self, cursor: Any) -> GuardedDebugCursor:
        return GuardedDebugCursor(cursor, self)

    def _as_text(self, sql: Any) -> str:
        if isinstance(sql, Composable):
            return sql.as_string(self.connection)
        return sql.decode() if isinstance(sql, bytes) else str(sql)

    def _openers(self, now: Binding) -> set[str]:
        openers = {"user"} if now.user_id else set()
        if now.link_hash:
            openers.add("link")
        if self.settings_dict["USER"] == WORKER:
            openers.add("worker")
        return openers

    def _guard(
        self,
        execute: Callable[..., Any],
        sql: Any,
        params: Any,
        many: bool,
        context: dict[str, Any],
    ) -> Any:
        if self.is_owner:
            return execute(sql, params, many, context)
        if self.in_atomic_block and self.bound is None and self.connection is not None:
            self.rebind()
        tables = tenant_tables()
        if touched := tables_in(self._as_text(sql)):
            now = binding()
            if not self.in_atomic_block:
                raise ClinicNotBound(
                    "A tenant table was used outside a transaction, where no clinic can be bound."
                )
            if self.bound != now.settings():
                raise ClinicNotBound("The transaction is bound to another clinic than the code.")
            if now.clinic is None:
                openers = self._openers(now)
                if any(not tables[table] & openers for table in touched):
                    raise ClinicNotBound("A tenant table was used with no clinic bound.")
        return execute(sql, params, many, context)
