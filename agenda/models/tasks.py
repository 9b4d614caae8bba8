"""What is to be done in a case, by whom, until when; and what became of it."""

from django.db import models

from cases.models import Case
from clinic.people.models import Membership
from clinic.vault.fields import EncryptedTextField
from clinic.vault.models import ClientKeyed


class Task(ClientKeyed):
    """Seen by everybody who works on the case; what is privileged belongs in a note."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    kind = models.CharField(max_length=12)
    priority = models.CharField(max_length=8)
    what = EncryptedTextField(label="task.what")
    due_on = models.DateField(null=True)
    # Nobody yet, or somebody who may have left the case since: see `policy.without_anybody`.
    assignee = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    # Somebody outside of the clinic who does it (one of rules.tasks.OUTSIDE), and who that is; the
    # assignee sees to it that they do.
    outside_kind = models.CharField(max_length=12, blank=True)
    outside = EncryptedTextField(label="task.outside")
    state = models.CharField(max_length=10, default="open")
    # A check-in that comes round: so many units apart, counted from the first day.
    every = models.PositiveSmallIntegerField(null=True)
    unit = models.CharField(max_length=8, blank=True)
    first_on = models.DateField(null=True)
    turn = models.PositiveIntegerField(default=0)
    follows = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="next")
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["clinic", "case", "state", "due_on"], name="agenda_task_case"),
            models.Index(fields=["clinic", "assignee", "state", "due_on"], name="agenda_task_mine"),
        ]


class TaskMove(ClientKeyed):
    """A task was done, cancelled, reopened or given to somebody else: who said so, and why."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="moves")
    became = models.CharField(max_length=10)
    # Whose it was until then, where it went to another.
    was_with = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    reason = EncryptedTextField(label="task_move.reason")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
