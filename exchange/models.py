"""Lists that are taken in, every row's end, and copies of the whole clinic that go out."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cases.models import Case
from clients.models import Client
from clinic.files.models import StoredFile
from clinic.people.models import Membership
from clinic.vault.fields import EncryptedJSONField, EncryptedTextField
from clinic.vault.models import ClientKeyed


class ListImport(ClientKeyed):
    """A list of clients and matters. It has a key of its own, destroyed when the clinic is done."""

    UPLOADED, RUNNING, STOPPED, FAILED = "uploaded", "running", "stopped", "failed"
    FINISHED, CLOSED = "finished", "closed"

    status = models.CharField(max_length=10, default=UPLOADED)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    # Encoding, delimiter, headings, what each column means: headings of a list may name a client.
    reading = EncryptedJSONField(label="import.reading")
    total = models.PositiveIntegerField(default=0)
    # The number of the last row that has its end; a killed worker's successor goes on after it.
    cursor = models.PositiveIntegerField(default=1)
    imported = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    finished_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    # How often it was set going, so that each time leaves work of its own.
    turns = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["clinic", "-id"], name="exchange_import_newest")]

    @property
    def done(self) -> int:
        return self.imported + self.held + self.bad


class ImportRow(ClientKeyed):
    """What became of one row. Its cells are kept only while somebody may need them."""

    IMPORTED, HELD, BAD, LEFT = "imported", "held", "bad", "left"

    run = models.ForeignKey(ListImport, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10)
    # Codes of rules/words.py.
    reasons = ArrayField(models.CharField(max_length=24), default=list)
    cells = EncryptedJSONField(label="import_row.cells")
    # Of the client's number in the list, so that a second matter finds its client.
    ref_token = models.BinaryField(null=True)
    client = models.ForeignKey(Client, null=True, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    # Who it may be, and in which row, where that is one of this list.
    alike = models.ForeignKey(Client, null=True, on_delete=models.PROTECT, related_name="+")
    alike_row = models.PositiveIntegerField(null=True)
    decision = models.CharField(max_length=10, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "run", "number"], name="exchange_row_once")
        ]
        indexes = [
            models.Index(fields=["clinic", "run", "state", "number"], name="exchange_row_state"),
            models.Index(fields=["clinic", "run", "ref_token"], name="exchange_row_ref"),
        ]


class ClinicExport(ClientKeyed):
    """A copy of everything the clinic owns, sealed under a key of its own, handed out once."""

    ASKED, QUEUED, READY, TAKEN = "asked", "queued", "ready", "taken"
    FAILED, REFUSED, GONE = "failed", "refused", "gone"

    status = models.CharField(max_length=10, default=ASKED)
    reason = models.CharField(max_length=20)
    note = EncryptedTextField(label="export.note")
    requested_at = models.DateTimeField(auto_now_add=True)
    requested_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    # The second person, who agreed or refused.
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ready_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    rows = models.PositiveIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    attempts = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["clinic", "-id"], name="exchange_export_newest")]
