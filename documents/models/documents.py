"""A case's documents, each with all its revisions."""

from django.db import models

from cases.models import Case
from clinic.files.models import StoredFile
from clinic.people.models import Membership
from clinic.vault.fields import EncryptedTextField
from clinic.vault.models import ClientKeyed


class Document(ClientKeyed):
    """Who may know of it follows from its privilege alone, as with notes."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=16)
    privilege = models.CharField(max_length=16)
    title = EncryptedTextField(label="document.title")
    original = models.CharField(max_length=10, default="none")
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    # Taken out of the lists, with the reason; nothing of it is lost until the client's key goes.
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_reason = EncryptedTextField(label="document.removed_reason")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["clinic", "case", "-id"], name="documents_case")]


class Revision(ClientKeyed):
    """One content of a document. It never changes; the highest number is the one that counts."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    note = EncryptedTextField(label="document.revision_note")
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "document", "number"], name="documents_revision_once"
            )
        ]
