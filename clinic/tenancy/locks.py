"""What one process of the whole installation does at a time."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error, connection
from django.db.backends.base.base import BaseDatabaseWrapper

# The lock of a transaction, not of a session: a pooler may give a session to somebody else. Of a
# holder that is stopped, or gone behind a pooler, the server hears nothing for two minutes.
TAKE = (
    "SELECT pg_try_advisory_xact_lock(%s), "
    "set_config('idle_in_transaction_session_timeout', '120000', true)"
)


class Held:
    """A lock that was ours when we took it."""

    def __init__(self, keeper: BaseDatabaseWrapper) -> None:
        self.keeper = keeper

    def stands(self) -> bool:
        """Ask the database. False once the connection was cut: others may have the lock now."""
        try:
            with self.keeper.cursor() as cursor:
                cursor.execute("SELECT 1")
        except Error:
            return False
        return True


@contextmanager
def held_by_one(number: int) -> Iterator[Held | None]:
    """Try to take the lock, without waiting; None: another process has it.

    It is kept by a transaction on a connection of its own, which reads nothing (so it holds back no
    vacuum), and goes with it at once when the process is killed. The work's own connection may
    commit, break and open anew as it likes.
    """
    keeper: BaseDatabaseWrapper = connection.copy()
    try:
        keeper.set_autocommit(False)
        with keeper.cursor() as cursor:
            cursor.execute(TAKE, [number])
            ours = bool(cursor.fetchone()[0])
        yield Held(keeper) if ours else None
    finally:
        keeper.close()
