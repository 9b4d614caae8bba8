"""The library: guides, templates and legal texts that every member reads, in versions."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel
from clinic.vault.fields import EncryptedTextField


class Resource(TenantModel):
    """Something of the library; what it says stands in its versions, the latest counts."""

    # Codes: rules.library.KINDS, rules.JURISDICTIONS, cases.rules.MATTERS; none: for all.
    kind = models.CharField(max_length=10)
    jurisdictions = ArrayField(models.CharField(max_length=6), default=list)
    matters = ArrayField(models.CharField(max_length=30), default=list)
    added_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # The number of its latest version.
    version = models.PositiveIntegerField(default=1)


class ResourceVersion(TenantModel):
    """What a resource said from then on. Never changed; under the clinic's key."""

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = EncryptedTextField(label="resource.title")
    about = EncryptedTextField(label="resource.about")
    url = EncryptedTextField(label="resource.url")
    body = EncryptedTextField(label="resource.body")
    # What is new in it.
    news = EncryptedTextField(label="resource.news")
    written_at = models.DateTimeField(auto_now_add=True)
    written_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "resource", "number"], name="staffing_resource_version"
            )
        ]
