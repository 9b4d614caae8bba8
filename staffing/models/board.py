"""The board of cases that wait for somebody: what is told of a case, who would take it, offers."""

from django.db import models

from cases.models import Assignment, Case
from clinic.people.models import Membership
from clinic.vault.fields import EncryptedJSONField, EncryptedTextField
from clinic.vault.models import ClientKeyed


class Opportunity(ClientKeyed):
    """A case on the board, in words that tell of nobody. Under the client's key all the same."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    # The role that is looked for, one of cases.rules.CASE_ROLES.
    role = models.CharField(max_length=20)
    state = models.CharField(max_length=10)
    # rules.board.Summary, all of it: what volunteers are told.
    summary = EncryptedJSONField(label="opportunity.summary")
    posted_at = models.DateTimeField(auto_now_add=True)
    posted_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    # Nobody where the case was closed or given otherwise.
    ended_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "case", "role"],
                condition=models.Q(state__in=["posted", "offered"]),
                name="staffing_on_board_once",
            )
        ]


class Interest(ClientKeyed):
    """Somebody would take a case of the board; the message is for who offers it."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="interests")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    message = EncryptedTextField(label="board_interest.message")
    state = models.CharField(max_length=10)
    shown_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "opportunity", "membership"], name="staffing_interest_once"
            )
        ]


class BoardOffer(ClientKeyed):
    """A case of the board put to one person, until a moment. Identity follows acceptance."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="offers")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10)
    # A supervisor's, why it is right although something stands against it.
    reason = EncryptedTextField(label="board_offer.reason")
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    assignment = models.ForeignKey(
        Assignment, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "opportunity"],
                condition=models.Q(state="open"),
                name="staffing_one_open_offer",
            )
        ]
