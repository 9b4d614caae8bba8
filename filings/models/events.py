"""What happened to a deadline: a line for everything, and no line is ever changed."""

from django.db import models

from cases.models import Case
from clinic.people.models import Membership
from clinic.vault.fields import EncryptedTextField
from clinic.vault.models import ClientKeyed
from filings.models.deadlines import Deadline


class DeadlineEvent(ClientKeyed):
    """One line of a deadline's history; `by` is empty where the product acted by itself.

    `outer_was` and `outer_is` differ only where the last day moved, or would by what is proposed.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="events")
    # A code of `queries.history.EVENTS`.
    code = models.CharField(max_length=30)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    reason = EncryptedTextField(label="deadline_event.reason")
    outer_was = models.DateField(null=True)
    outer_is = models.DateField(null=True)
    target_was = models.DateField(null=True)
    target_is = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["clinic", "deadline", "at"], name="filings_deadline_events"),
        ]
