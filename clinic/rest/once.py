"""Idempotency-Key: a create that is sent again makes nothing twice and answers as it did before.

The row of the key is inserted in the transaction of the create. A second request with the key
waits there until the first has ended: then it answers from what was kept, or, if the first came to
nothing, goes on as the first.
"""

import hashlib
import json
import re
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException

from clinic.access.actor import Actor
from clinic.rest.models import SentOnce
from clinic.tenancy.models import new_id
from clinic.vault import blind

KEPT = timedelta(hours=24)
# Any token a program makes; a UUID is the usual one. May stand in quotes, as a structured header.
KEY = re.compile(r"\A[A-Za-z0-9_.:-]{8,128}\Z")
PATTERN = r'^"?[A-Za-z0-9_.:-]{8,128}"?$'


class KeyNeeded(APIException):
    status_code = 400
    default_code = "idempotency_key_needed"


class KeyUsed(APIException):
    status_code = 422
    default_code = "idempotency_key_used"


def begin(request: Any, actor: Actor) -> SentOnce:
    """Return the row of the request's key; its `status` is set when it was answered before.

    :raises KeyNeeded: there is no key, or none that can be one
    :raises KeyUsed: this seat sent the key with another request
    """
    key = request.headers.get("Idempotency-Key", "").strip().strip('"')
    if not KEY.match(key):
        raise KeyNeeded(
            _("Send an Idempotency-Key: 8 to 128 letters, digits or . _ : - that are new.")
        )
    made = SentOnce(
        membership=actor.membership,
        key_token=blind.token("rest.key", f"{actor.membership_id}\0{key}"),
        request_token=blind.token("rest.request", _content(request)),
        row_id=new_id(),
    )
    SentOnce.objects.bulk_create([made], ignore_conflicts=True)
    kept = SentOnce.objects.get(key_token=made.key_token)
    if bytes(kept.request_token) != made.request_token:
        raise KeyUsed(_("This Idempotency-Key was used for another request. Send a new one."))
    return kept


def finish(sent: SentOnce, status: int, answer: dict[str, Any]) -> None:
    sent.status, sent.answer = status, answer
    sent.save(update_fields=["status", "answer"])


def sweep() -> int:
    """Forget the bound clinic's keys that are older than a day; returns how many."""
    gone, _by_model = SentOnce.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()
    return gone


def _content(request: Any) -> str:
    """Return everything that makes this request another one."""
    said = request.data
    fields = {name: said.getlist(name) for name in said} if hasattr(said, "getlist") else said
    files = [
        (name, each.name, each.size, _digest(each))
        for name, uploads in request.FILES.lists()
        for each in uploads
    ]
    return json.dumps(
        [request.method, request.get_full_path(), fields, files], sort_keys=True, default=str
    )


def _digest(upload: Any) -> str:
    """Two scans of one name and length are two; of one that is too large nothing was kept."""
    digest = hashlib.sha256()
    for chunk in () if getattr(upload, "too_large", False) else upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()
