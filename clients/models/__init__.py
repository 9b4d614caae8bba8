"""Who we serve: identity, safety, intake, parties, conflicts. What names a person is sealed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from clients.models.affiliates import Affiliate as Affiliate
from clients.models.clearances import ClearanceFall as ClearanceFall
from clients.models.clearances import ClinicName as ClinicName
from clients.models.drafting import StepDraft as StepDraft
from clients.models.firm_checks import FirmCheck as FirmCheck
from clients.models.firm_checks import FirmMatch as FirmMatch
from clients.models.firm_checks import FirmUpload as FirmUpload
from clients.models.joining import ClientLink as ClientLink
from clients.models.joining import ClientMerge as ClientMerge
from clients.models.reaching import CallerCheck as CallerCheck
from clients.models.reaching import ConfidentialAddress as ConfidentialAddress
from clients.models.reaching import ContactMade as ContactMade
from clients.models.waivers import ConflictWaiver as ConflictWaiver
from clients.models.walls import Wall as Wall
from clinic.access.grants import Grant
from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel
from clinic.vault.fields import EncryptedDateField, EncryptedJSONField, EncryptedTextField
from clinic.vault.models import ClientKeyed

NOT_RUN, CLEAR, POSSIBLE, CONFLICT, RECHECK = "not_run", "clear", "possible", "conflict", "recheck"


class Client(ClientKeyed):
    """A survivor. Shown by code name until identity is revealed."""

    code_name = models.CharField(max_length=60)
    name_to_use = EncryptedTextField(label="client.name_to_use")
    legal_name = EncryptedTextField(label="client.legal_name")
    pronouns = EncryptedTextField(label="client.pronouns")
    birth_date = EncryptedDateField(label="client.birth_date")
    birth_year = EncryptedTextField(label="client.birth_year")
    nationality = EncryptedTextField(label="client.nationality")
    language = EncryptedTextField(label="client.language")
    interpreter = EncryptedTextField(label="client.interpreter")
    # Languages with their level, nationalities, guardian: the shape is in forms/details.py.
    details = EncryptedJSONField(label="client.details")
    # Where she lives may be hours away from the clinic; "safe after 18:00" is by her clock.
    time_zone = EncryptedTextField(label="client.time_zone")
    # Who we are when somebody else picks up, and how a message begins.
    neutral_name = EncryptedTextField(label="client.neutral_name")
    # A hash of the caller's phrase, see rules.callers.
    caller_phrase = EncryptedTextField(label="client.caller_phrase")
    conflict_state = models.CharField(max_length=10, default=NOT_RUN)
    # Counts changes of names and numbers, so that no decision falls on a list nobody looked at.
    parties_version = models.PositiveIntegerField(default=0)
    # Counts names elsewhere in the clinic that came to resemble one of hers, for the same reason.
    others_version = models.PositiveIntegerField(default=0)
    # Since when a decision about conflicts no longer stands.
    fell_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    # Joined into another record: kept whole, closed to changes and found no more.
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="joined"
    )
    # Counts changes, so that two people on one record are told instead of losing one's work.
    version = models.PositiveIntegerField(default=1)
    # From then on only the names that conflict checks need are left, until the second day.
    erased_at = models.DateTimeField(null=True)
    stub_until = models.DateField(null=True)

    class Meta:
        permissions = [("work_client", "Work with this client")]
        constraints = [
            models.UniqueConstraint(fields=["clinic", "code_name"], name="clients_code_name")
        ]
        indexes = [
            models.Index(
                fields=["clinic", "fell_at"],
                condition=models.Q(conflict_state="recheck"),
                name="clients_recheck_queue",
            )
        ]

    @property
    def client_id(self) -> object:
        return self.pk


class ClientUserPerm(Grant):
    content_object = models.ForeignKey(Client, on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "user", "permission", "content_object"],
                name="clients_grant_once",
            )
        ]


class Intake(ClientKeyed):
    """One sitting, or several, in which a client is met. Answers are kept as they were asked."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="intakes")
    status = models.CharField(max_length=10, default="started")
    step = models.CharField(max_length=30, blank=True)
    # Codes of the steps answered or skipped, in clear: the queue tells what is missing by them.
    done = ArrayField(models.CharField(max_length=30), default=list)
    answers = EncryptedJSONField(label="intake.answers")
    rights_explained_at = models.DateTimeField(null=True)
    rights_explained_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    rights_language = EncryptedTextField(label="intake.rights_language")
    started_at = models.DateTimeField(auto_now_add=True)
    started_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    paused_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    decline_reason = models.CharField(max_length=40, blank=True)
    decline_note = EncryptedTextField(label="intake.decline_note")
    # What the letter said that the clinic does not act for this person: rules/nonengagement.py.
    letter = EncryptedJSONField(label="intake.letter")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["clinic", "status", "-id"], name="clients_intake_queue")]


class ContactRule(ClientKeyed):
    """Whether and how one channel may be used. No row means: not asked yet."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="contact_rules")
    channel = models.CharField(max_length=20)
    state = models.CharField(max_length=12, default="not_asked")
    address = EncryptedTextField(label="contact.address")
    # Days, hours, voicemail, who may answer, wording: the shape is in rules/safe_contact.py.
    details = EncryptedJSONField(label="contact.details")
    code_word = EncryptedTextField(label="contact.code_word")
    valid_until = models.DateField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "client", "channel"], name="clients_contact_channel"
            )
        ]


class Party(ClientKeyed):
    """A name in a client's matter: the client's own, an alias, or another person or company."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="parties")
    kind = models.CharField(max_length=20)
    name = EncryptedTextField(label="party.name")
    # A date or a year, where somebody knows it; the client's own stands with the client.
    born = EncryptedTextField(label="party.born")
    is_organisation = models.BooleanField(default=False)
    # Of another name of the client: a code of rules/details.py.
    name_kind = EncryptedTextField(label="party.name_kind")
    # An exploiter is named only with the client's consent, for conflicts alone.
    client_consented = models.BooleanField(null=True)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)
    # By which joining of two records it came here; taken apart, it goes again.
    copied_by = models.ForeignKey(
        "ClientMerge", null=True, on_delete=models.PROTECT, related_name="+"
    )


class Identifier(ClientKeyed):
    """An A-number, receipt, phone or passport of a party, normalised."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=20)
    value = EncryptedTextField(label="identifier.value")
    added_at = models.DateTimeField(auto_now_add=True)
    copied_by = models.ForeignKey(
        "ClientMerge", null=True, on_delete=models.PROTECT, related_name="+"
    )


class PartyToken(TenantModel):
    """A blind token of a name part or identifier; says nothing without the clinic's search key."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="tokens")
    kind = models.CharField(max_length=12)
    token = models.BinaryField()
    # How many words the party's name has: half of them make a candidate.
    words = models.PositiveSmallIntegerField(default=1)
    # By which making of tokens; see queries/matches.py.
    making = models.PositiveSmallIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["clinic", "making"], name="clients_token_making")]
        constraints = [
            models.UniqueConstraint(fields=["clinic", "token", "party"], name="clients_token_once")
        ]


class ConflictCheck(ClientKeyed):
    """One run over all parties of a client, and what a person decided about it."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="conflict_checks")
    run_at = models.DateTimeField(auto_now_add=True)
    run_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    party_count = models.PositiveIntegerField(default=0)
    parties_version = models.PositiveIntegerField(default=0)
    others_version = models.PositiveIntegerField(default=0)
    decision = models.CharField(max_length=10, blank=True)
    reason = EncryptedTextField(label="conflict.reason")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["clinic", "client", "-id"], name="clients_check_latest")]


class ConflictMatch(TenantModel):
    """A possible match found by a check, with why; never an opposing fact.

    With a name of another record, or with one the clinic itself is bound to.
    """

    check_run = models.ForeignKey(ConflictCheck, on_delete=models.CASCADE, related_name="matches")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    other_party = models.ForeignKey(Party, null=True, on_delete=models.CASCADE, related_name="+")
    other_name = models.ForeignKey(
        ClinicName, null=True, on_delete=models.CASCADE, related_name="+"
    )
    score = models.PositiveSmallIntegerField()
    relation = models.CharField(max_length=20)
    reasons = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(other_party=None) ^ models.Q(other_name=None),
                name="clients_match_one_other",
            )
        ]


class Screening(ClientKeyed):
    """One run through a version of a question set; each answer keeps the words it was asked in."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="screenings")
    question_set = models.CharField(max_length=10)
    set_version = models.PositiveIntegerField()
    status = models.CharField(max_length=10, default="started")
    # The language of the prompts and every answer, oldest first: rules/screening/record.py.
    record = EncryptedJSONField(label="screening.record")
    started_at = models.DateTimeField(auto_now_add=True)
    started_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    stopped_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["clinic", "client", "-id"], name="clients_screening_list")]


class ReliefDecision(ClientKeyed):
    """What an attorney decided about help that answers pointed to; only ever added."""

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="decisions")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    relief = EncryptedTextField(label="relief_decision.relief")
    decision = EncryptedTextField(label="relief_decision.decision")
    reason = EncryptedTextField(label="relief_decision.reason")
    decided_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
