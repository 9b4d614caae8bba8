"""People who interpret: not clients and not members, and yet they hear what a client says."""

from django.db import models

from clinic.files.models import StoredFile
from clinic.people.models import Membership
from clinic.vault.fields import EncryptedJSONField, EncryptedTextField
from clinic.vault.models import ClientKeyed
from interpreters.models.bookings import Booking as Booking
from interpreters.models.bookings import Feedback as Feedback
from interpreters.models.bookings import Offer as Offer
from interpreters.models.exclusions import Exclusion as Exclusion
from interpreters.models.exclusions import Wish as Wish


class Interpreter(ClientKeyed):
    """Somebody of the roster, under a key of her own, so that she can be forgotten for herself."""

    name = EncryptedTextField(label="interpreter.name")
    other_names = EncryptedJSONField(label="interpreter.other_names")
    # Rows as clients have them: language, dialect, level of clients.rules.details.LEVELS.
    languages = EncryptedJSONField(label="interpreter.languages")
    gender = EncryptedTextField(label="interpreter.gender")
    # Communities, nationalities and regions she says she belongs to.
    communities = EncryptedJSONField(label="interpreter.communities")
    email = EncryptedTextField(label="interpreter.email")
    phone = EncryptedTextField(label="interpreter.phone")
    note = EncryptedTextField(label="interpreter.note")
    # Confidentiality: how she undertook it, from when until which last day.
    undertaking_how = models.CharField(max_length=10, blank=True)
    undertaking_on = models.DateField(null=True)
    undertaking_until = models.DateField(null=True)
    undertaking_scan = models.ForeignKey(
        StoredFile, null=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)
    # Her key is destroyed and what it sealed with it; the row stays for the bookings she had.
    forgotten_at = models.DateTimeField(null=True)
    # Counts changes: whoever saves an older version is told, instead of undoing them.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["clinic", "undertaking_until"], name="interp_undertaking")]
