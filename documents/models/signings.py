"""A document that was signed on the screen."""

from django.db import models
from django.utils.functional import Promise

from clinic.people.models import Membership
from clinic.vault.fields import EncryptedJSONField, EncryptedTextField
from clinic.vault.models import ClientKeyed
from documents.models.documents import Revision
from documents.rules.signings import SIGNERS


class Signing(ClientKeyed):
    """Who signed which version, and the version that came of it. What was signed never changes.

    Who may know of it: whoever may read the document.
    """

    signed = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="signings")
    made = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    # One of rules.signings.SIGNERS, METHODS.
    signer = models.CharField(max_length=8)
    method = models.CharField(max_length=8)
    signed_name = EncryptedTextField(label="signing.signed_name")
    strokes = EncryptedJSONField(label="signing.strokes")
    # What the signature says beside the document's own words; who read it out, in which language.
    words = EncryptedTextField(label="signing.words")
    language = EncryptedTextField(label="signing.language")
    interpreter = EncryptedTextField(label="signing.interpreter")
    # SHA-256 of the content that was signed, in hexadecimal: it could confirm a guess at the text.
    digest = EncryptedTextField(label="signing.digest")
    signed_on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "made"], name="documents_signing_once")
        ]

    @property
    def who(self) -> Promise:
        return SIGNERS[self.signer]
