"""The matters of a case: their stages, checklists, how they ended and what they brought."""

from django.db import models

from cases.models.cases import Case
from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel
from clinic.vault.fields import EncryptedTextField
from clinic.vault.models import ClientKeyed


class Matter(TenantModel):
    """One of the matters of a case, on its own road; its kind is one of `rules.MATTERS`."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="matters")
    kind = models.CharField(max_length=30)
    stage = models.CharField(max_length=30)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    # How it ended: one of `rules.OUTCOMES`, and on which day.
    outcome = models.CharField(max_length=30, blank=True)
    ended_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "case", "kind"], name="cases_matter_once")
        ]


class MatterItem(ClientKeyed):
    """What became of one line of a matter's checklist. A line without a row is open."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="items")
    code = models.CharField(max_length=30)
    state = models.CharField(max_length=6)
    # Why it was waived.
    reason = EncryptedTextField(label="matter_item.reason")
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "matter", "code"], name="cases_matter_item_once"
            )
        ]


class MatterMove(ClientKeyed):
    """A change of stage: made, or asked for and then approved or declined by a second person."""

    MADE, ASKED, APPROVED, DECLINED = "made", "asked", "approved", "declined"

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="moves")
    was = models.CharField(max_length=30)
    became = models.CharField(max_length=30)
    state = models.CharField(max_length=8)
    # Why it goes back, or ends before its road does.
    reason = EncryptedTextField(label="matter_move.reason")
    answer = EncryptedTextField(label="matter_move.answer")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "matter"],
                condition=models.Q(state="asked"),
                name="cases_matter_asked_once",
            )
        ]


class Benefit(ClientKeyed):
    """What a case brought to the client; `kind` is one of `rules.outcomes.BENEFITS`.

    Money is in units of `currency` with two decimals. Without `obtained_on` it was only asked for.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="benefits")
    matter = models.ForeignKey(Matter, null=True, on_delete=models.PROTECT, related_name="benefits")
    kind = models.CharField(max_length=30)
    obtained_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    asked = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    ordered = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    paid = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    note = EncryptedTextField(label="benefit.note")
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    # Recorded by mistake; kept, with the reason, and counted nowhere.
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_reason = EncryptedTextField(label="benefit.removed_reason")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["clinic", "case", "-id"], name="cases_benefit_case")]
