"""Clinics, and the base of every row that belongs to one."""

from typing import Any, ClassVar, Self, TypeVar
from uuid import UUID
from zoneinfo import available_timezones

import uuid_utils.compat
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic.tenancy.current import ClinicNotBound, current_clinic

# The first part of a path; a clinic of that name would hide the page.
RESERVED_SLUGS = frozenset(
    {
        *("accounts", "admin", "api", "awake", "demo", "feed", "firm", "healthz", "interpreter"),
        *("invitation", "lock", "status", "unlock"),
        *("language", "link", "media", "metrics", "mine", "partner", "static", "theme", "welcome"),
    }
)


def new_id() -> UUID:
    """Return a UUIDv7, made before insert so that encryption can bind to the row."""
    return uuid_utils.compat.uuid7()


def bound_clinic_id() -> UUID:
    pk: UUID = current_clinic().pk
    return pk


def refuse_reserved(slug: str) -> None:
    if slug in RESERVED_SLUGS:
        raise ValidationError(_("This short name is reserved; choose another."))


def refuse_unknown_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("No such time zone; write it like America/New_York."))


class Clinic(models.Model):
    """A tenant. Read before binding only by its members (and as an id by the worker role)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.CharField(
        max_length=40,
        unique=True,
        validators=[
            RegexValidator(
                r"\A[a-z][a-z0-9-]{1,38}[a-z0-9]\Z",
                _("Use small letters, digits and hyphens, starting with a letter."),
            ),
            refuse_reserved,
        ],
    )
    name = models.CharField(max_length=120)
    time_zone = models.CharField(
        max_length=64, default="America/New_York", validators=[refuse_unknown_zone]
    )
    language = models.CharField(max_length=10, default="en")
    jurisdiction = models.CharField(max_length=2, default="us")
    neutral_site = models.URLField(default="https://www.weather.gov/")
    # Whether training is asked before cases are given and before intake: `staffing.rules.training`.
    asks_training = models.BooleanField(default=False)
    # Whether work waits for a signed engagement letter (`engagement.actions.gate`), and whether a
    # supervisor agrees to a letter before it is signed.
    asks_engagement = models.BooleanField(default=False)
    approves_letters = models.BooleanField(default=False)
    # Changes with the clinic's own packs of law; null: it has none. See `filings.queries.packs`.
    packs_mark = models.UUIDField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


M = TypeVar("M", bound=models.Model)


class TenantManager(models.Manager[M]):
    """Answers only for the bound clinic, and not at all when none is bound."""

    def get_queryset(self) -> models.QuerySet[M]:
        # A related manager knows whose rows it is asked for; under another clinic it would say
        # that there are none.
        owner = getattr(self, "instance", None)
        if isinstance(owner, TenantModel):
            owner.refuse_elsewhere()
        return super().get_queryset().filter(clinic_id=current_clinic().pk)


class TenantModel(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic = models.ForeignKey(
        Clinic, on_delete=models.PROTECT, editable=False, default=bound_clinic_id, related_name="+"
    )

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        abstract = True

    @property
    def clinic_pk(self) -> UUID:
        """`clinic_id` for typed code: a checker takes a column with a default for optional."""
        pk: UUID = self.clinic_id  # type: ignore[assignment]
        return pk

    def refuse_elsewhere(self) -> None:
        if self.clinic_id != current_clinic().pk:
            raise ClinicNotBound("A row of one clinic was used while another was bound.")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.refuse_elsewhere()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self.refuse_elsewhere()  # the database would delete nothing and not complain
        return super().delete(*args, **kwargs)

    def __getstate__(self) -> dict[str, Any]:
        """:raises TypeError: always; a pickled row holds opened names and knows no walls"""
        raise TypeError("Rows of a clinic are not pickled or copied; pass their ids.")
