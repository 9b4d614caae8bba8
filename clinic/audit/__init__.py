"""Append-only audit: `record` writes an entry in the transaction of what it tells of."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clinic.audit.recording import record as record
    from clinic.audit.recording import record_refusal as record_refusal


def __getattr__(name: str) -> Any:
    # Models may not be imported while the app registry is loading.
    if name in {"record", "record_refusal"}:
        from clinic.audit import recording

        return getattr(recording, name)
    raise AttributeError(name)
