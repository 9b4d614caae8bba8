"""How long who worked on a case, the timer that runs, and what an hour is worth to whom."""

from django.db import models

from cases.models import Case
from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel
from clinic.vault.fields import EncryptedJSONField, EncryptedTextField
from clinic.vault.models import ClientKeyed


class HourEntry(ClientKeyed):
    """Tenths of an hour of one person on one day. Never deleted: taken back, or corrected."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hours")
    person = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    tenths = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12)
    what = EncryptedTextField(label="hours.what")
    logged_at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tenths__gte=1, tenths__lte=240), name="agenda_hours_in_a_day"
            )
        ]
        indexes = [
            models.Index(fields=["clinic", "case", "-id"], name="agenda_hours_case"),
            models.Index(fields=["clinic", "person", "day"], name="agenda_hours_person"),
            models.Index(fields=["clinic", "day"], name="agenda_hours_day"),
        ]


class EarlierHours(ClientKeyed):
    """What an entry said before it was corrected or taken back, and why; sealed as a whole."""

    entry = models.ForeignKey(HourEntry, on_delete=models.PROTECT, related_name="earlier")
    version = models.PositiveIntegerField()
    said = EncryptedJSONField(label="hours.earlier")
    reason = EncryptedTextField(label="hours.reason")
    replaced_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "entry", "version"], name="agenda_earlier_hours_once"
            )
        ]


class Timer(TenantModel):
    """A clock that a person started on a case; one runs at a time."""

    RUNNING, BOOKED, DROPPED = "running", "booked", "dropped"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="timers")
    person = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, default=RUNNING)
    entry = models.ForeignKey(HourEntry, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "person"],
                condition=models.Q(ended_at=None),
                name="agenda_one_timer",
            )
        ]


class Funder(TenantModel):
    """Somebody who pays for cases, as the sums of hours tell them apart."""

    name = EncryptedTextField(label="funder.name")
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")


class CaseFunder(TenantModel):
    """Who pays for a case from a day on; nobody where `funder` is empty. The latest row holds."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="funders")
    funder = models.ForeignKey(Funder, null=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    set_at = models.DateTimeField(auto_now_add=True)
    set_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["clinic", "case", "-since"], name="agenda_case_funder")]


class HourRate(TenantModel):
    """What an hour is worth from a day on, of a kind or all, to a funder or all. Rows stay."""

    kind = models.CharField(max_length=12, blank=True)
    funder = models.ForeignKey(Funder, null=True, on_delete=models.PROTECT, related_name="+")
    cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    valid_from = models.DateField()
    set_at = models.DateTimeField(auto_now_add=True)
    set_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
