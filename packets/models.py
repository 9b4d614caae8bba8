"""PDF packets: asked for, rendered by a worker, stored encrypted, downloaded with a watermark."""

import secrets

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cases.models import Case, Handover
from clinic.files.models import StoredFile
from clinic.people.models import Membership
from clinic.vault.models import ClientKeyed


def new_token() -> str:
    """Return what is printed on each page and names the download; it tells nothing."""
    return secrets.token_hex(5)


class Packet(ClientKeyed):
    QUEUED, RENDERING, READY, FAILED = "queued", "rendering", "ready", "failed"
    EXPIRED = "expired"
    INTAKE, HANDOVER = "intake", "handover"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="packets")
    kind = models.CharField(max_length=20, default=INTAKE)
    # Of a packet for whoever took the case over.
    handover = models.ForeignKey(
        Handover, null=True, on_delete=models.PROTECT, related_name="packets"
    )
    language = models.CharField(max_length=10, default="en")
    token = models.CharField(max_length=12, default=new_token)
    # Whether names stand in it, and why: a code, for it is recorded.
    reveals = models.BooleanField(default=False)
    reason = models.CharField(max_length=20, blank=True)
    # What an access token opened when it asked: the packet holds no more. None: a person asked.
    opened = ArrayField(models.CharField(max_length=40), null=True)
    # What the reader's roles opened when it was made; who holds less now may not have it any more.
    needs = ArrayField(models.CharField(max_length=40), default=list)
    status = models.CharField(max_length=10, default=QUEUED)
    requested_at = models.DateTimeField(auto_now_add=True)
    requested_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    # A packet is a snapshot of what its reader might see; it is not handed out for ever.
    expires_at = models.DateTimeField()
    pages = models.PositiveIntegerField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=40, blank=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "token"], name="packets_token"),
            models.UniqueConstraint(fields=["clinic", "file"], name="packets_file_once"),
        ]
        indexes = [models.Index(fields=["clinic", "case", "-id"], name="packets_newest")]
