"""Letters that were uploaded, read, and wait for a person to confirm what they say."""

from django.db import models

from cases.models import Case
from clinic.files.models import StoredFile
from clinic.people.models import Membership
from clinic.vault.fields import EncryptedJSONField, EncryptedTextField
from clinic.vault.models import ClientKeyed
from filings.models.filings import Filing, Notice


class Reading(ClientKeyed):
    """One letter on its way into the record.

    `pages` is the letter itself and `found` what was proposed: both are sealed, and emptied once a
    person has confirmed or dismissed it.
    """

    QUEUED, READY, UNREADABLE = "queued", "ready", "unreadable"
    CONFIRMED, DISMISSED = "confirmed", "dismissed"
    WAITING = (QUEUED, READY, UNREADABLE)

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="readings")
    # Empty until somebody says which filing the letter is about.
    filing = models.ForeignKey(Filing, null=True, on_delete=models.PROTECT, related_name="readings")
    document = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, default=QUEUED)
    # Why nothing could be read: a code of `rules.readings.PROBLEMS`.
    problem = models.CharField(max_length=12, blank=True)
    pages = EncryptedJSONField(label="reading.pages")
    found = EncryptedJSONField(label="reading.found")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    # Why it was dismissed.
    reason = EncryptedTextField(label="reading.reason")
    notice = models.ForeignKey(Notice, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(
                fields=["clinic", "case"],
                condition=models.Q(status__in=("queued", "ready", "unreadable")),
                name="filings_reading_waiting",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["clinic", "document"], name="filings_reading_file")
        ]
