"""A document in another language, its translation, and who certified it."""

from django.db import models

from clinic.files.models import StoredFile
from clinic.people.models import Membership
from clinic.vault.fields import EncryptedJSONField, EncryptedTextField
from clinic.vault.models import ClientKeyed
from documents.models.documents import Document, Revision
from interpreters.models import Interpreter


class Translation(ClientKeyed):
    """One for each document that is in another language; what was signed never changes.

    Who may know of it: whoever may read the document.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="translations")
    source_language = EncryptedTextField(label="translation.source_language")
    target_language = EncryptedTextField(label="translation.target_language")
    translated = models.ForeignKey(
        Document, null=True, on_delete=models.PROTECT, related_name="translation_of"
    )
    said_at = models.DateTimeField(auto_now_add=True)
    said_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_reason = EncryptedTextField(label="translation.removed_reason")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "document"],
                condition=models.Q(removed_at=None),
                name="documents_translation_once",
            )
        ]


class Certificate(ClientKeyed):
    """A translator's statement over one version of each document, as it was signed."""

    translation = models.ForeignKey(
        Translation, on_delete=models.PROTECT, related_name="certificates"
    )
    of_revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    translated_revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    translator = EncryptedTextField(label="certificate.translator")
    reach = EncryptedTextField(label="certificate.reach")
    interpreter = models.ForeignKey(
        Interpreter, null=True, on_delete=models.PROTECT, related_name="+"
    )
    words = EncryptedTextField(label="certificate.words")
    # One of rules.translations.METHODS.
    method = models.CharField(max_length=8)
    signed_name = EncryptedTextField(label="certificate.signed_name")
    strokes = EncryptedJSONField(label="certificate.strokes")
    scan = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField()
    paper = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
