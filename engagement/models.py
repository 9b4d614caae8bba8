"""The clinic's words, letters to clients with who signed them, and work before signature."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cases.models import Case
from clients.models import Party
from clinic.files.models import StoredFile
from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel
from clinic.vault.fields import EncryptedJSONField, EncryptedTextField
from clinic.vault.models import ClientKeyed
from documents.models import Document


class Wording(TenantModel):
    """The clinic's own words for a kind of letter; the latest of a kind and matter counts."""

    # Codes: rules.KINDS, cases.rules.MATTERS; no matter: for all that have none of their own.
    kind = models.CharField(max_length=8)
    matter = models.CharField(max_length=30, blank=True)
    number = models.PositiveIntegerField()
    # A list of code, heading and text. Nothing: from then on what ships is used again.
    sections = EncryptedJSONField(label="wording.sections")
    news = EncryptedTextField(label="wording.news")
    written_at = models.DateTimeField(auto_now_add=True)
    written_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "kind", "matter", "number"], name="engagement_wording_version"
            )
        ]


class Letter(ClientKeyed):
    """A letter of engagement, or the one at the end; who may know of it: `policy.visible_letters`.

    From the first signature its words are frozen: `digest` is what they were.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    # Codes: rules.KINDS, rules.STATES, cases.rules.MATTERS.
    kind = models.CharField(max_length=8)
    state = models.CharField(max_length=10)
    matters = ArrayField(models.CharField(max_length=30), default=list)
    # Which earlier letter it takes the place of once it is signed.
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    # The words it was made from: of the clinic, or those that ship by code and version.
    wording = models.ForeignKey(Wording, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=20, blank=True)
    source_version = models.PositiveIntegerField(default=0)
    sections = EncryptedJSONField(label="letter.sections")
    # In the client's language: section -> heading and text, who translated, and a copy as a file.
    language = EncryptedTextField(label="letter.language")
    translation = EncryptedJSONField(label="letter.translation")
    translator = EncryptedTextField(label="letter.translator")
    translated_copy = models.ForeignKey(
        StoredFile, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # Nobody wrote it down in that language: an interpreter reads all of it out before.
    read_out = models.BooleanField(default=False)
    # Or somebody's word that the client reads the letter as it stands.
    as_it_stands_at = models.DateTimeField(null=True)
    as_it_stands_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    translated_at = models.DateTimeField(null=True)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    ready_at = models.DateTimeField(null=True)
    ready_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    returned_reason = EncryptedTextField(label="letter.returned_reason")
    digest = EncryptedTextField(label="letter.digest")
    # The day on which the last of both signed.
    signed_on = models.DateField(null=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    ending = models.CharField(max_length=10, blank=True)
    end_reason = EncryptedTextField(label="letter.end_reason")
    # Of a closing letter: how and when it reached the client.
    given_on = models.DateField(null=True)
    given_way = models.CharField(max_length=8, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["clinic", "case", "-id"], name="engagement_letter_case")]


class Signature(ClientKeyed):
    """Who signed a letter and how; of each side one."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="signatures")
    # Codes: rules.CLIENT or rules.ATTORNEY, clients.rules.consent.METHODS and SIGNERS.
    side = models.CharField(max_length=8)
    method = models.CharField(max_length=20)
    signer = models.CharField(max_length=20, blank=True)
    guardian = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    guardian_name = EncryptedTextField(label="letter_signature.guardian_name")
    signed_name = EncryptedTextField(label="letter_signature.signed_name")
    # Drawn on screen: lines of points, see clients.rules.consent.read_strokes.
    strokes = EncryptedJSONField(label="letter_signature.strokes")
    scan = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    language = EncryptedTextField(label="letter_signature.language")
    interpreter = EncryptedTextField(label="letter_signature.interpreter")
    place = EncryptedTextField(label="letter_signature.place")
    read_aloud = models.BooleanField(default=False)
    signed_on = models.DateField()
    # The digest of the words that were signed.
    digest = EncryptedTextField(label="letter_signature.digest")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "letter", "side"], name="engagement_signed_once"
            )
        ]


class EmergencyWork(ClientKeyed):
    """Work on a case before its letter is signed: why, until when, and who answers for it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="emergencies")
    # One of rules.EMERGENCIES.
    reason = models.CharField(max_length=12)
    words = EncryptedTextField(label="emergency.words")
    began_on = models.DateField()
    # The last day on which it holds.
    until = models.DateField()
    said_at = models.DateTimeField(auto_now_add=True)
    said_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "case"],
                condition=models.Q(ended_at=None),
                name="engagement_emergency_once",
            )
        ]
