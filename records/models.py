"""How long records are kept, what holds them, who asked to be erased, and what was shredded."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cases.models import Case
from clients.models import Client
from clinic.files.models import StoredFile
from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel
from clinic.vault.fields import EncryptedJSONField, EncryptedTextField
from clinic.vault.models import ClientKeyed
from filings.models import Deadline


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


class Demand(ClientKeyed):
    """A subpoena, or somebody else who wants what the clinic knows; see rules.demands."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="demands")
    # Nobody's in particular where it asks for all that the clinic has of this client.
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="demands")
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=16, default="open")
    demanded_by = EncryptedTextField(label="demand.demanded_by")
    reference = EncryptedTextField(label="demand.reference")
    wanted = EncryptedTextField(label="demand.wanted")
    served_on = models.DateField()
    served_how = models.CharField(max_length=8)
    # Nothing where the paper names no day.
    due_on = models.DateField(null=True)
    # The paper as it came, under the client's key: of no case, so that it is there without one.
    scan = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    # The last day in the deadlines of an open case; of a closed one Today alone shows it.
    deadline = models.ForeignKey(Deadline, null=True, on_delete=models.PROTECT, related_name="+")
    counsel = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    counsel_at = models.DateTimeField(null=True)
    # When the client was told, or why that could not be.
    told_on = models.DateField(null=True)
    told_note = EncryptedTextField(label="demand.told_note")
    # What counsel answered and why: privileged.
    answer = EncryptedTextField(label="demand.answer")
    logged_at = models.DateTimeField(auto_now_add=True)
    logged_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    # Counts changes: whoever saves an older version is told, instead of undoing them.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["clinic", "state", "due_on"], name="records_demands")]


class DemandItem(ClientKeyed):
    """A note or document that a demand may ask for, and whether it is given or kept back."""

    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=10)
    item_id = models.UUIDField()
    decision = models.CharField(max_length=10)
    basis = models.CharField(max_length=20, blank=True)
    # What the other side is told of it, without what it says.
    description = EncryptedTextField(label="demand_item.description")
    made_on = models.DateField()
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now=True)
    decided_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "demand", "kind", "item_id"], name="records_demand_item"
            )
        ]


class DemandLog(ClientKeyed):
    """What was seen, shared and taken out, as it stood when the log was made. Never changed."""

    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="logs")
    since = models.DateField(null=True)
    # rules.disclosures codes with names, days and releases, and the items that are kept back.
    lines = EncryptedJSONField(label="demand_log.lines")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
