"""Wrapped keys: keyring -> clinic key -> client key. Plain keys are never stored."""

from django.db import models

from clinic.tenancy.models import TenantModel


class ClinicKey(TenantModel):
    """A clinic's key for data or for blind tokens, wrapped by the keyring."""

    DATA, SEARCH = "data", "search"

    purpose = models.CharField(max_length=10, choices=[(DATA, DATA), (SEARCH, SEARCH)])
    version = models.PositiveIntegerField(default=1)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "purpose", "version"], name="vault_clinickey_version"
            )
        ]


class ClientKey(TenantModel):
    """One client's key, wrapped by the clinic's data key; emptied when the client is shredded."""

    wrapped_by = models.ForeignKey(ClinicKey, on_delete=models.PROTECT, related_name="+")
    wrapped = models.BinaryField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    shredded_at = models.DateTimeField(null=True)


class ClientKeyed(TenantModel):
    """A row whose encrypted fields are under one client's key; child rows copy `client.key`."""

    key = models.ForeignKey(ClientKey, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        abstract = True
