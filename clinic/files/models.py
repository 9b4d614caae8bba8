"""Encrypted attachments. The content is on the storage under a random name, never in clear."""

from django.db import models

from clinic.people.models import Membership
from clinic.vault.fields import EncryptedTextField
from clinic.vault.models import ClientKeyed


class StoredFile(ClientKeyed):
    storage_name = models.CharField(max_length=80)
    name = EncryptedTextField(label="file.name")
    file_key = EncryptedTextField(label="file.key")
    media_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    stored_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "storage_name"], name="files_storage_name")
        ]
