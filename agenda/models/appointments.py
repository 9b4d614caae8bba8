"""When who meets where; each move is kept."""

from django.db import models

from cases.models import Case
from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel
from clinic.vault.fields import EncryptedTextField
from clinic.vault.models import ClientKeyed
from interpreters.models import Booking


class Appointment(ClientKeyed):
    """A hearing, interview or visit in a case. Day and hour are in clear, place and note sealed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="appointments")
    kind = models.CharField(max_length=12)
    state = models.CharField(max_length=10, default="planned")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    # Of the place: the hour on the wall there is what the letter says.
    zone = models.CharField(max_length=40)
    place = EncryptedTextField(label="appointment.place")
    note = EncryptedTextField(label="appointment.note")
    accompaniment = models.CharField(max_length=10, default="none")
    advocate = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    booking = models.ForeignKey(Booking, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    end_reason = models.CharField(max_length=12, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["clinic", "case", "starts_at"], name="agenda_appt_case"),
            models.Index(fields=["clinic", "state", "starts_at"], name="agenda_appt_when"),
        ]


class Attendee(TenantModel):
    """A member who goes along."""

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="attendees")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "appointment", "membership"], name="agenda_attendee_once"
            )
        ]


class AppointmentMove(ClientKeyed):
    """It was moved, cancelled or took place: from when and where, who said so, and why."""

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="moves")
    became = models.CharField(max_length=10)
    was_at = models.DateTimeField(null=True)
    was_minutes = models.PositiveSmallIntegerField(null=True)
    was_zone = models.CharField(max_length=40, blank=True)
    was_place = EncryptedTextField(label="appointment_move.place")
    reason = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
