"""Meetings that somebody interprets: asked for, offered, confirmed, done; and how it went."""

from django.db import models

from clients.models import Client
from clinic.people.models import Membership
from clinic.vault.fields import EncryptedTextField
from clinic.vault.models import ClientKeyed


class Booking(ClientKeyed):
    """A meeting of a client that needs an interpreter. Under the client's key, and goes with it."""

    client = models.ForeignKey(
        Client, on_delete=models.PROTECT, related_name="interpreter_bookings"
    )
    # Who was asked last, or comes; nobody while nobody was found.
    interpreter = models.ForeignKey(
        "interpreters.Interpreter", null=True, on_delete=models.PROTECT, related_name="bookings"
    )
    status = models.CharField(max_length=10, default="asked")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=10)
    language = EncryptedTextField(label="booking.language")
    dialect = EncryptedTextField(label="booking.dialect")
    # Neutral: what the interpreter is told once she has confirmed.
    place = EncryptedTextField(label="booking.place")
    # For the clinic alone.
    note = EncryptedTextField(label="booking.note")
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    # When it was done or called off, and why (a code).
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=20, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["clinic", "status", "starts_at"], name="interp_booking_queue"),
            models.Index(fields=["clinic", "client", "-starts_at"], name="interp_booking_client"),
        ]


class Offer(ClientKeyed):
    """A booking put to somebody of the roster: the client's yes to her, and the one-time link."""

    open_to = ("link",)

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="offers")
    interpreter = models.ForeignKey(
        "interpreters.Interpreter", on_delete=models.PROTECT, related_name="offers"
    )
    # How and when the client said yes to this person.
    consent_how = models.CharField(max_length=10)
    consent_on = models.DateField()
    # What a coordinator said who looked at what stood against it.
    looked = EncryptedTextField(label="booking_offer.looked")
    token_hash = models.BinaryField()
    # The outbox mails the link once; then only the hash stays.
    token = EncryptedTextField(label="booking_offer.token")
    sent_at = models.DateTimeField(auto_now_add=True)
    sent_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, blank=True)
    answered_at = models.DateTimeField(null=True)
    # From then on the link shows nothing any more.
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "token_hash"], name="interpreters_offer_token"
            )
        ]


class Feedback(ClientKeyed):
    """How it went, as a member of the clinic saw it; never shown to the interpreter."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="feedback")
    quality = EncryptedTextField(label="booking_feedback.quality")
    again = EncryptedTextField(label="booking_feedback.again")
    note = EncryptedTextField(label="booking_feedback.note")
    given_at = models.DateTimeField(auto_now_add=True)
    given_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "booking", "given_by"], name="interpreters_feedback_once"
            )
        ]
