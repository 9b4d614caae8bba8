"""Who does not interpret for whom, and what a client wishes."""

from django.db import models

from clients.models import Client
from clinic.people.models import Membership
from clinic.vault.fields import EncryptedJSONField, EncryptedTextField
from clinic.vault.models import ClientKeyed


class Exclusion(ClientKeyed):
    """Somebody of the roster is not to be asked for somebody, and why.

    Under the client's key where it names a client, else under the interpreter's: each goes with
    whom it tells of.
    """

    interpreter = models.ForeignKey(
        "interpreters.Interpreter", on_delete=models.PROTECT, related_name="exclusions"
    )
    # A code of rules.candidates.EXCLUSIONS.
    kind = models.CharField(max_length=10)
    asked_by = models.CharField(max_length=12)
    client = models.ForeignKey(
        Client, null=True, on_delete=models.PROTECT, related_name="interpreters_excluded"
    )
    # A community, or the name of a person she knows.
    words = EncryptedTextField(label="interpreter_exclusion.words")
    reason = EncryptedTextField(label="interpreter_exclusion.reason")
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")


class Wish(ClientKeyed):
    """What a client wishes of whoever interprets; asked once, changed whenever she says so."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="interpreter_wishes")
    gender = EncryptedTextField(label="interpreter_wish.gender")
    communities = EncryptedJSONField(label="interpreter_wish.communities")
    note = EncryptedTextField(label="interpreter_wish.note")
    recorded_at = models.DateTimeField(auto_now=True)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "client"], name="interpreters_one_wish")
        ]
