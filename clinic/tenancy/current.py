"""Which clinic, person or link the running code speaks for.

The binding lives in a context variable; the database backend copies it into the transaction,
where row-level security reads it. Setting it inside a transaction takes effect at once.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

if TYPE_CHECKING:
    from clinic.tenancy.models import Clinic


class ClinicNotBound(RuntimeError):
    """A tenant table was touched where no clinic is bound, or not in a transaction."""


@dataclass(frozen=True)
class Binding:
    """What the database is told, and what lives exactly as long as the binding does."""

    clinic: "Clinic | None" = None
    user_id: UUID | None = None
    link_hash: bytes | None = None
    # Unwrapped keys; kept here so that a shredded key is forgotten with the request.
    keys: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)
    outer: "Binding | None" = field(default=None, compare=False, repr=False)

    def settings(self) -> tuple[str, str, str]:
        return (
            str(self.clinic.pk) if self.clinic else "",
            str(self.user_id) if self.user_id else "",
            self.link_hash.hex() if self.link_hash else "",
        )


_binding: ContextVar[Binding | None] = ContextVar("alcove_binding", default=None)


def binding() -> Binding:
    return _binding.get() or Binding()


def _stands(own: Binding) -> bool:
    now = _binding.get()
    while now is not None and now is not own:
        now = now.outer
    return now is own


@contextmanager
def _bound(new: Binding) -> Iterator[None]:
    own = replace(new, outer=_binding.get())
    _binding.set(own)
    try:
        connection.rebind()  # type: ignore[attr-defined]
        yield
    finally:
        # A generator that was left suspended ends whenever Python sweeps it up, perhaps in the
        # middle of somebody else's request; it must not bring its own clinic back there.
        if _stands(own):
            _binding.set(own.outer)
            connection.rebind()  # type: ignore[attr-defined]


@contextmanager
def unbound() -> Iterator[None]:
    """Begin with no binding at all, whatever the thread was left with."""
    before = _binding.get()
    _binding.set(None)
    try:
        connection.rebind()  # type: ignore[attr-defined]
        yield
    finally:
        _binding.set(before)
        connection.rebind()  # type: ignore[attr-defined]


@contextmanager
def bind(clinic: "Clinic") -> Iterator[None]:
    """Speak for `clinic` until the block ends; nested blocks restore the outer one."""
    with _bound(replace(binding(), clinic=clinic, keys={})):
        yield


@contextmanager
def bind_user(user_id: UUID) -> Iterator[None]:
    """Let a person read their own memberships before any clinic is chosen."""
    with _bound(Binding(user_id=user_id)):
        yield


def token_hash(token: str) -> bytes:
    """Return what a secret link is found by; nobody guesses 256 random bits."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


@contextmanager
def bind_link(link_hash: bytes) -> Iterator[None]:
    """Let the holder of a secret link read that one link row, nothing else."""
    with _bound(Binding(link_hash=link_hash)):
        yield


@contextmanager
def bound_to(clinic_id: UUID) -> Iterator["Clinic"]:
    """Bind a worker to the clinic of its message, in a transaction of its own."""
    from clinic.tenancy.models import Clinic

    with _bound(Binding(clinic=Clinic(pk=clinic_id))), transaction.atomic():
        clinic = Clinic.objects.get(pk=clinic_id)
        with bind(clinic):
            yield clinic


def has_clinic() -> bool:
    return binding().clinic is not None


def current_clinic() -> "Clinic":
    clinic = binding().clinic
    if clinic is None:
        raise ClinicNotBound("No clinic is bound; bind one before touching tenant data.")
    return clinic


def today() -> date:
    """Return the date on the wall of the bound clinic."""
    return day_of(timezone.now())


def day_of(moment: datetime) -> date:
    """Return the date a moment had on the wall of the bound clinic, never the one in UTC."""
    return on_the_wall(moment).date()


def begin_of(day: date) -> datetime:
    """Return the moment a day began on the wall of the bound clinic."""
    return datetime.combine(day, time.min, ZoneInfo(current_clinic().time_zone))


def on_the_wall(moment: datetime) -> datetime:
    """Return a moment as the clock on the wall of the bound clinic shows it."""
    return moment.astimezone(ZoneInfo(current_clinic().time_zone))


def clinic_url(name: str, *args: object, **kwargs: object) -> str:
    """Reverse a route below `/<clinic>/` for the bound clinic."""
    slug = current_clinic().slug
    if args:
        return reverse(name, args=[slug, *args])
    return reverse(name, kwargs={"clinic": slug, **kwargs})
