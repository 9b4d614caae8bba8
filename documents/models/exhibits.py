"""Lists of exhibits: which documents are filed, in which version, under which mark."""

from django.db import models

from cases.models import Case, Matter
from clinic.people.models import Membership
from clinic.vault.fields import EncryptedJSONField, EncryptedTextField
from clinic.vault.models import ClientKeyed
from documents.models.documents import Document, Revision
from documents.rules.exhibits import mark_of


class ExhibitList(ClientKeyed):
    """What is filed together. Final, it never changes; a later one goes on behind its last mark."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="exhibit_lists")
    matter = models.ForeignKey(Matter, null=True, on_delete=models.PROTECT, related_name="+")
    # A filing of the case, as the room above calls it.
    filing_id = models.UUIDField(null=True)
    title = EncryptedTextField(label="exhibit_list.title")
    # Codes: rules.exhibits.FORUMS, STYLES, LIST_PRIVILEGES, STATES.
    forum = models.CharField(max_length=12)
    style = models.CharField(max_length=8)
    privilege = models.CharField(max_length=16)
    state = models.CharField(max_length=10)
    # The first of a chain names itself; later ones go on behind the one before.
    root = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+")
    continues = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="supplements"
    )
    edition = models.PositiveIntegerField(default=1)
    first_number = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True)
    finished_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # Its place on the timeline, where it stands from the day on which it became final.
    finish_id = models.UUIDField(null=True)
    # SHA-256 over marks, titles, versions and what each file held.
    digest = EncryptedTextField(label="exhibit_list.digest")
    # Why a document in another language is filed without translation or certificate.
    untranslated = EncryptedTextField(label="exhibit_list.untranslated")
    end_reason = EncryptedTextField(label="exhibit_list.end_reason")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "continues"],
                condition=~models.Q(state="discarded"),
                name="documents_exhibits_continued_once",
            )
        ]
        indexes = [models.Index(fields=["clinic", "case", "-id"], name="documents_exhibits_case")]


class Exhibit(ClientKeyed):
    """One document of a list, in the version that is filed."""

    exhibit_list = models.ForeignKey(ExhibitList, on_delete=models.PROTECT, related_name="exhibits")
    place = models.PositiveIntegerField()
    # From the day on which the list is final.
    number = models.PositiveIntegerField(null=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    title = EncryptedTextField(label="exhibit.title")
    heading = EncryptedTextField(label="exhibit.heading")
    # A line of the evidence that the matter asks for: a code of its pack.
    evidence = models.CharField(max_length=30, blank=True)
    # Why something is filed that is kept for few.
    waiver = EncryptedTextField(label="exhibit.waiver")
    waived_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    digest = EncryptedTextField(label="exhibit.digest")
    # Translation and certificate as they are filed behind it: version and digest of each.
    behind = EncryptedJSONField(label="exhibit.behind")
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "exhibit_list", "document"], name="documents_exhibit_once"
            )
        ]

    @property
    def version(self) -> int:
        """Return that of its list: whoever changes one exhibit saw all of them."""
        return self.exhibit_list.version

    @property
    def mark(self) -> str:
        return mark_of(self.exhibit_list.style, self.number) if self.number else ""
