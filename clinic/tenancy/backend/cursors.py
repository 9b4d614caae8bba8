"""Cursors without a way past the guard, and whose rows stop when the binding changes."""

from typing import Any

from django.db import NotSupportedError
from django.db.backends.utils import CursorDebugWrapper, CursorWrapper
from psycopg import ServerCursor

from clinic.tenancy.current import ClinicNotBound, binding

# psycopg's own ways to send a statement, which Django hands on without asking its wrappers.
UNGUARDED = {"copy", "stream"}


class GuardedCursor(CursorWrapper):
    """Row-level security is asked again for each portion of a server-side cursor: under another
    clinic, or none, the rest of the rows would silently be missing."""

    opened_for: tuple[str, str, str] | None = None

    def execute(self, *args: Any, **kwargs: Any) -> Any:
        result = super().execute(*args, **kwargs)
        self.opened_for = binding().settings()
        return result

    def __getattr__(self, name: str) -> Any:
        if name in UNGUARDED:
            raise NotSupportedError(f"cursor.{name} would go past the guard of tenant tables.")
        if name.startswith("fetch") and self._is_overtaken():
            raise ClinicNotBound("Rows of one binding were fetched under another.")
        return super().__getattr__(name)

    def _is_overtaken(self) -> bool:
        return isinstance(self.cursor, ServerCursor) and self.opened_for != binding().settings()


class GuardedDebugCursor(GuardedCursor, CursorDebugWrapper):
    """The same while Django keeps a log of statements."""
