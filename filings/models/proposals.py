"""What somebody, or a changed rule, would do to a deadline, and who said yes or no to it."""

from django.db import models

from cases.models import Case
from clinic.people.models import Membership
from clinic.vault.fields import EncryptedJSONField, EncryptedTextField
from clinic.vault.models import ClientKeyed
from filings.models.deadlines import Deadline


class DeadlineProposal(ClientKeyed):
    """A change that waits for a person; until somebody says yes, the deadline stays as it is.

    Made by a member it waits for a second one. Made by a comparison with changed rules it has no
    `proposed_by`, until one person has given a verdict that needs another's.
    """

    SETTLE, SET_DAY, UNSET, FACTS, RULE = "settle", "set_day", "unset", "facts", "rule"
    WAITING, APPROVED, KEPT = "waiting", "approved", "kept"
    DECLINED, WITHDRAWN, OVERTAKEN = "declined", "withdrawn", "overtaken"
    ACCEPT, KEEP = "accept", "keep"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=10)
    status = models.CharField(max_length=10, default=WAITING)
    # What the first person says of it: of their own proposal, that it be accepted.
    verdict = models.CharField(max_length=10, blank=True)
    to_status = models.CharField(max_length=10, blank=True)
    facts = EncryptedJSONField(label="deadline_proposal.facts")
    # The dates that whoever decides was shown; accepting computes again and compares.
    rule_version = models.CharField(max_length=20, blank=True)
    opens = models.DateField(null=True)
    target = models.DateField(null=True)
    outer = models.DateField(null=True)
    by_rule = models.DateField(null=True)
    jurisdictional = models.BooleanField(default=False)
    # Why the rule as it stands now gives no date for these facts (a code), or "".
    problem = models.CharField(max_length=40, blank=True)
    reason = EncryptedTextField(label="deadline_proposal.reason")
    made_at = models.DateTimeField(auto_now_add=True)
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decision_reason = EncryptedTextField(label="deadline_proposal.decision_reason")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "deadline", "kind"],
                condition=models.Q(status="waiting"),
                name="filings_proposal_waits_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["clinic", "id"],
                condition=models.Q(status="waiting"),
                name="filings_proposal_waiting",
            ),
            models.Index(fields=["clinic", "deadline"], name="filings_proposal_deadline"),
        ]
