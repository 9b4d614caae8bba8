"""The bundle of a list: asked for, put together by a worker, kept sealed, downloaded."""

import secrets

from django.db import models

from clinic.files.models import StoredFile
from clinic.people.models import Membership
from clinic.vault.fields import EncryptedJSONField
from clinic.vault.models import ClientKeyed
from documents.models.exhibits import ExhibitList
from documents.rules.bundles import QUEUED


def new_token() -> str:
    """Return what names the download; it tells nothing."""
    return secrets.token_hex(5)


class Bundle(ClientKeyed):
    """Whoever may know of its list may know of it."""

    exhibit_list = models.ForeignKey(ExhibitList, on_delete=models.PROTECT, related_name="bundles")
    # Which version of the list it was made of, and whether that was a draft.
    list_version = models.PositiveIntegerField()
    of_draft = models.BooleanField()
    token = models.CharField(max_length=12, default=new_token)
    # One of rules.bundles: QUEUED …
    status = models.CharField(max_length=10, default=QUEUED)
    requested_at = models.DateTimeField(auto_now_add=True)
    requested_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=40, blank=True)
    # The number of the exhibit that the failure is about.
    failed_at = models.PositiveIntegerField(null=True)
    first_page = models.PositiveIntegerField(null=True)
    pages = models.PositiveIntegerField(null=True)
    size = models.PositiveBigIntegerField(null=True)
    # mark, title, first page, pages of each exhibit.
    contents = EncryptedJSONField(label="bundle.contents")
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "token"], name="documents_bundle_token"),
            models.UniqueConstraint(fields=["clinic", "file"], name="documents_bundle_file_once"),
        ]
        indexes = [
            models.Index(fields=["clinic", "exhibit_list", "-id"], name="documents_bundle_newest")
        ]

    @property
    def last_page(self) -> int:
        return (self.first_page or 1) + (self.pages or 0) - 1
