"""Notes by privilege, and what they said before."""

from django.db import models

from cases.models.cases import Case
from clinic.people.models import Membership
from clinic.vault.fields import EncryptedTextField
from clinic.vault.models import ClientKeyed


class Note(ClientKeyed):
    """A note; who may read it follows from its privilege alone."""

    ATTORNEY, ADVOCATE, SHARED = "attorney", "advocate", "shared"
    ADMINISTRATIVE = "administrative"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    privilege = models.CharField(max_length=14)
    body = EncryptedTextField(label="note.body")
    # Open questions and what to know, for whoever takes the case over from its author.
    for_handover = models.BooleanField(default=False)
    written_at = models.DateTimeField(auto_now_add=True)
    written_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["clinic", "case", "-id"], name="cases_note_newest")]


class EarlierNote(ClientKeyed):
    """What a note said before its author corrected it, under the privilege it had then."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="earlier")
    privilege = models.CharField(max_length=14)
    version = models.PositiveIntegerField()
    body = EncryptedTextField(label="note.earlier")
    # Why it was corrected.
    reason = EncryptedTextField(label="note.correction_reason")
    replaced_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "note", "version"], name="cases_earlier_note_once"
            )
        ]
