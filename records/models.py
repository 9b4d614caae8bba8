"""How long records are kept, what holds them, who asked to be erased, and what was shredded."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from clients.models import Client
from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel
from clinic.vault.fields import EncryptedTextField
from clinic.vault.models import ClientKeyed


class RetentionRule(TenantModel):
    """For how many months after its end a kind of record is kept here."""

    kind = models.CharField(max_length=20)
    months = models.PositiveIntegerField()
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clinic", "kind"], name="records_rule_once")]


class Hold(ClientKeyed):
    """Nothing of this client is erased while one of these stands, whatever the policy says."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="holds")
    reason = EncryptedTextField(label="hold.reason")
    placed_at = models.DateTimeField(auto_now_add=True)
    placed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    lift_reason = EncryptedTextField(label="hold.lift_reason")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "client"],
                condition=models.Q(lifted_at=None),
                name="records_one_hold",
            )
        ]


class ErasureRequest(ClientKeyed):
    """A client asked that what is recorded goes; answered within a month, with the reasons."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="erasure_requests")
    state = models.CharField(max_length=10, default="open")
    asked_on = models.DateField()
    answer_by = models.DateField()
    words = EncryptedTextField(label="erasure.words")
    exemptions = ArrayField(models.CharField(max_length=20), default=list)
    answer = EncryptedTextField(label="erasure.answer")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )


class Shredding(TenantModel):
    """The certificate that a client's key was destroyed. It tells of nobody."""

    number = models.CharField(max_length=20)
    reason = models.CharField(max_length=12)
    key_id = models.UUIDField()
    rows = models.PositiveIntegerField()
    files = models.PositiveIntegerField()
    stub_names = models.PositiveIntegerField()
    stub_until = models.DateField(null=True)
    shredded_at = models.DateTimeField(auto_now_add=True)
    # Nobody where the operator's command did it.
    shredded_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "number"], name="records_certificate")
        ]
