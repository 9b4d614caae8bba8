"""Files that are still arriving."""

from django.db import models

from cases.models import Case
from clinic.files.models import StoredFile
from clinic.people.models import Membership
from clinic.vault.fields import EncryptedTextField
from clinic.vault.models import ClientKeyed


class Upload(ClientKeyed):
    """A file on its way in, of one person. `size`, `received`: bytes."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    name = EncryptedTextField(label="upload.name")
    size = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    began_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now_add=True)


class Part(ClientKeyed):
    """A stretch of an upload, sealed under a key of its own."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="parts")
    offset = models.PositiveBigIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "upload", "offset"], name="documents_part_once"
            )
        ]
