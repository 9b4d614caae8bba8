"""Cases: number, stage, who works on them, who was let in for a time."""

from django.db import models

from clients.models import Client
from clinic.access.grants import Grant
from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel
from clinic.vault.fields import EncryptedTextField
from clinic.vault.models import ClientKeyed


class CaseCounter(TenantModel):
    """The last number given in a year; a row is locked while a case takes the next."""

    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "year"], name="cases_counter_year")
        ]


class Case(ClientKeyed):
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="cases")
    number = models.CharField(max_length=12)
    matter = models.CharField(max_length=30)
    stage = models.CharField(max_length=20)
    summary = EncryptedTextField(label="case.summary")
    opened_on = models.DateField()
    opened_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True)
    outcome = models.CharField(max_length=30, blank=True)
    close_reason = EncryptedTextField(label="case.close_reason")
    # With its client: from then on nobody reaches it.
    erased_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        permissions = [("work_case", "Work on this case")]
        constraints = [models.UniqueConstraint(fields=["clinic", "number"], name="cases_number")]
        indexes = [
            models.Index(fields=["clinic", "-id"], name="cases_newest"),
            models.Index(fields=["clinic", "stage", "-id"], name="cases_stage"),
        ]

    @property
    def case_id(self) -> object:
        return self.pk


class CaseUserPerm(Grant):
    content_object = models.ForeignKey(Case, on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "user", "permission", "content_object"],
                name="cases_grant_once",
            )
        ]


class Assignment(TenantModel):
    """Who works on a case in which role, since when. Ended ones stay as history."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assignments")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    assigned_at = models.DateTimeField(auto_now_add=True)
    assigned_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "case", "membership", "role"],
                condition=models.Q(ended_at=None),
                name="cases_assignment_once",
            )
        ]


class TimedAccess(ClientKeyed):
    """Access to a case for some hours: given by somebody, or taken in an emergency.

    The grants it comes with run out by themselves; this row tells why they were there.
    """

    GIVEN, BROKEN = "given", "glass"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="timed_access")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=5)
    reason = EncryptedTextField(label="timed_access.reason")
    since = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField()
    given_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    # Of a broken glass: what a supervisor found.
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    proper = models.BooleanField(null=True)
    review = EncryptedTextField(label="timed_access.review")

    class Meta:
        constraints = [
            # A row whose time ran out is ended by the act that opens the next one.
            models.UniqueConstraint(
                fields=["clinic", "case", "membership"],
                condition=models.Q(ended_at=None),
                name="cases_timed_once",
            ),
        ]
        indexes = [
            models.Index(fields=["clinic", "case", "-id"], name="cases_timed_newest"),
            models.Index(
                fields=["clinic", "-id"],
                condition=models.Q(kind="glass", reviewed_at=None),
                name="cases_timed_to_review",
            ),
        ]
