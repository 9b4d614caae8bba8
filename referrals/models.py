"""Partners, releases of information, referrals, and the links that partners open."""

from django.db import models

from cases.models import Case
from clients.models import Client, Party
from clinic.files.models import StoredFile
from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel
from clinic.vault.fields import EncryptedJSONField, EncryptedTextField
from clinic.vault.models import ClientKeyed


class Partner(TenantModel):
    """A shelter, clinic or agency in this clinic's directory. A shelter's address is sealed."""

    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=30)
    email = models.EmailField()
    phone = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=120, blank=True)
    address = EncryptedTextField(label="partner.address")
    services = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    active = models.BooleanField(default=True)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    # Counts changes: whoever saves an older version is told, instead of undoing them.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "name"], name="referrals_partner_name")
        ]


class PartnerContact(TenantModel):
    """A person at a partner; all that is said of her is sealed, for she may be a survivor too."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="contacts")
    name = EncryptedTextField(label="partner_contact.name")
    other_names = EncryptedJSONField(label="partner_contact.other_names")
    role = EncryptedTextField(label="partner_contact.role")
    email = EncryptedTextField(label="partner_contact.email")
    phone = EncryptedTextField(label="partner_contact.phone")
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    # Counts changes: whoever saves an older version is told, instead of undoing them.
    version = models.PositiveIntegerField(default=1)


class Release(ClientKeyed):
    """Informed, written, time-limited consent (28 CFR 94.115): who may be told what, until when."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="releases")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="releases")
    fields = models.JSONField(default=list)
    purpose = EncryptedTextField(label="release.purpose")
    language = EncryptedTextField(label="release.language")
    interpreter = EncryptedTextField(label="release.interpreter")
    method = models.CharField(max_length=20)
    # Who signed: a code of rules.SIGNERS. A guardian is a party of the matter.
    signer = models.CharField(max_length=20, default="client")
    guardian = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    guardian_name = EncryptedTextField(label="release.guardian_name")
    signed_name = EncryptedTextField(label="release.signed_name")
    # Drawn on screen: lines of points, see rules.read_strokes.
    signature = EncryptedJSONField(label="release.signature")
    scan = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    given_on = models.DateField()
    # The first day on which nothing may be sent any more.
    expires_on = models.DateField()
    long_reason = EncryptedTextField(label="release.long_reason")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    revoked_how = models.CharField(max_length=12, blank=True)
    revoked_note = EncryptedTextField(label="release.revoked_note")


class Referral(ClientKeyed):
    """What was sent to whom under which release: the exact fields, as they were."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="referrals")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="referrals")
    fields = models.JSONField(default=list)
    sent_content = EncryptedJSONField(label="referral.sent_content")
    # For the clinic itself; it is never sent.
    internal_note = EncryptedTextField(label="referral.internal_note")
    status = models.CharField(max_length=12, default="sent")
    way = models.CharField(max_length=8, default="link")
    # On paper or as a file: when it was last taken out, each time asked anew whether it may.
    handed_over_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(auto_now_add=True)
    sent_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)


class ReferralLink(TenantModel):
    """The partner's secret link; readable by whoever holds it, before a clinic is bound."""

    open_to = ("link",)

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="links")
    token_hash = models.BinaryField()
    # The outbox mails the link once; then only the hash stays.
    token = EncryptedTextField(label="referral_link.token")
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "token_hash"], name="referrals_link_token")
        ]
