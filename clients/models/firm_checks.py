"""Blind checks with outside firms: what is kept of them, and what is not."""

from django.db import models

from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel
from clinic.vault.fields import EncryptedJSONField, EncryptedTextField
from clinic.vault.models import ClientKeyed


class FirmCheck(ClientKeyed):
    """A question to an outside firm: is any of your clients named in this matter? Answered blind.

    The firm's names stand in `FirmUpload` until a worker has compared them; here is only whose
    name of ours resembled one of them.
    """

    open_to = ("link",)
    SENT, SUBMITTED, DONE, REVOKED = "sent", "submitted", "done", "revoked"

    client = models.ForeignKey(
        "clients.Client", on_delete=models.PROTECT, related_name="firm_checks"
    )
    status = models.CharField(max_length=10, default=SENT)
    firm = EncryptedTextField(label="firm_check.firm")
    email = EncryptedTextField(label="firm_check.email")
    token_hash = models.BinaryField()
    # The outbox mails the link once; then only the hash stays.
    token = EncryptedTextField(label="firm_check.token")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    # From when on the firm is answered, however long the comparison took.
    answer_at = models.DateTimeField(null=True)
    name_count = models.PositiveIntegerField(default=0)
    parties_version = models.PositiveIntegerField(default=0)
    # The comparison was given up; the firm is answered as if something had been found.
    given_up = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "token_hash"], name="clients_firm_token")
        ]
        indexes = [models.Index(fields=["clinic", "client", "-id"], name="clients_firm_latest")]


class FirmUpload(ClientKeyed):
    """A firm's names while they wait, under a key of their own that goes with them."""

    check_run = models.ForeignKey(FirmCheck, on_delete=models.CASCADE, related_name="+")
    names = EncryptedJSONField(label="firm_upload.names")


class FirmMatch(TenantModel):
    """A party of ours that resembles one of the firm's names; which of them is not kept."""

    check_run = models.ForeignKey(FirmCheck, on_delete=models.CASCADE, related_name="matches")
    party = models.ForeignKey("clients.Party", on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
