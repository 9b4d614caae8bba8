"""Filings with their lifecycle, and the notices agencies send about them."""

from django.db import models

from cases.models import Case
from clinic.files.models import StoredFile
from clinic.people.models import Membership
from clinic.vault.fields import EncryptedTextField
from clinic.vault.models import ClientKey, ClientKeyed


class Filing(ClientKeyed):
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="filings")
    form = models.CharField(max_length=20)
    status = models.CharField(max_length=20, default="draft")
    receipt_number = EncryptedTextField(label="filing.receipt_number")
    # So that a letter with a receipt number finds its case.
    receipt_token = models.BinaryField(null=True)
    # The relative it is for: a form for family is filed once for each person.
    family_member = models.ForeignKey(
        "FamilyMember", null=True, on_delete=models.PROTECT, related_name="filings"
    )
    # The day on which it is meant to go out; no deadline, but ages are held against it.
    planned_for = models.DateField(null=True)
    # The filing whose step opened the way to this one.
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    # The edition as the form prints it, and what was done about the fee.
    edition = models.CharField(max_length=20, blank=True)
    fee = models.CharField(max_length=10, blank=True)
    fee_amount = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    fee_currency = models.CharField(max_length=3, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "receipt_token"], name="filings_receipt_once")
        ]


class FilingMove(ClientKeyed):
    """One lawful step of a filing's lifecycle, dated, with who recorded it and what shows it."""

    # Empty in steps of before there were notes; such a step has none.
    key = models.ForeignKey(  # type: ignore[assignment]
        ClientKey, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="moves")
    was = models.CharField(max_length=20)
    became = models.CharField(max_length=20)
    on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    notice = models.ForeignKey("Notice", null=True, on_delete=models.PROTECT, related_name="+")
    # An attorney's account of the step, and the decision, order or letter behind it.
    note = EncryptedTextField(label="filing_move.note")
    document = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")


class Notice(ClientKeyed):
    """What an agency sent: a receipt, a request for evidence, a notice of intent to deny …"""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notices")
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=20)
    notice_date = models.DateField()
    service = models.CharField(max_length=12, blank=True)
    response = models.CharField(max_length=8, blank=True)
    response_days = models.PositiveSmallIntegerField(null=True)
    printed_due_date = models.DateField(null=True)
    # The day and time somebody must be somewhere, by the clock of that place; where is sealed.
    appointment_on = models.DateField(null=True)
    appointment_time = models.TimeField(null=True)
    appointment_place = EncryptedTextField(label="notice.appointment_place")
    hearing_kind = models.CharField(max_length=12, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    document = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
