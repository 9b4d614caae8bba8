"""ETag and If-Match: a change says which state it was made for, or it is not made."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException


class EtagNeeded(APIException):
    status_code = 428


class ChangedMeanwhile(APIException):
    status_code = 412

    def __init__(self, etag: str = "") -> None:
        super().__init__()
        self.etag = etag


def etag_of(version: Any) -> str:
    return f'"{version}"'


def require_match(request: HttpRequest, version: Any) -> None:
    """:raises EtagNeeded: no If-Match, or one that names no state
    :raises ChangedMeanwhile: it names another state than `version`

    The weak mark is overlooked: a proxy that packs answers adds it, and our tags name the state of
    the row, not bytes.
    """
    said = [
        tag.strip().removeprefix("W/") for tag in request.headers.get("If-Match", "").split(",")
    ]
    if "*" in said:
        raise EtagNeeded(_("“*” names no state. Send If-Match with the ETag that you read."))
    if not any(said):
        raise EtagNeeded
    if etag_of(version) not in said:
        raise ChangedMeanwhile(etag_of(version))
