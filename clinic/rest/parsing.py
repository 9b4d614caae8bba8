"""JSON as the API reads it: UTF-8, bounded in size, depth and number, no key twice, no NaN."""

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException
from rest_framework.parsers import BaseParser, MultiPartParser

MOST_BYTES = 256 * 1024
DEEPEST = 20
MOST_VALUES = 5_000


class TooLarge(APIException):
    status_code = 413


class LengthNeeded(APIException):
    status_code = 411


class Unreadable(APIException):
    """The body is no JSON that we read. The text says what is wrong, never what was sent."""

    status_code = 400


class StrictJson(BaseParser):
    media_type = "application/json"

    def parse(
        self, stream: Any, media_type: str | None = None, context: Mapping[str, Any] | None = None
    ) -> Any:
        raw = stream.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise TooLarge
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            raise Unreadable(_("The body is not UTF-8."), code="not_utf8") from None
        if _depth(text) > DEEPEST:
            raise Unreadable(_("The body is nested too deeply."), code="too_deep")
        count = [0]

        def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
            count[0] += len(found)
            if count[0] > MOST_VALUES:
                raise Unreadable(_("The body holds too many fields."), code="too_many_fields")
            made = dict(found)
            if len(made) != len(found):
                raise Unreadable(_("A field stands in the body twice."), code="field_twice")
            return made

        try:
            said = json.loads(text, object_pairs_hook=pairs, parse_constant=_no_constant)
        except (ValueError, RecursionError):
            raise Unreadable(_("The body is no JSON."), code="not_json") from None
        _refuse_broken_text(said)
        return said


class Form(MultiPartParser):
    """multipart/form-data, for the operations that take a file; files are sealed as they come."""


def _depth(text: str) -> int:
    """Return how deep brackets nest, without parsing: the parser itself would go that deep."""
    deepest = now = 0
    in_string = escaped = False
    for char in text:
        if in_string:
            if escaped:
                escaped = False
            elif char == "\\":
                escaped = True
            elif char == '"':
                in_string = False
        elif char == '"':
            in_string = True
        elif char in "[{":
            now += 1
            deepest = max(deepest, now)
        elif char in "]}":
            now -= 1
    return deepest


def _no_constant(_name: str) -> NoReturn:
    raise ValueError("no JSON")


def _refuse_broken_text(said: Any) -> None:
    """Refuse what no database column takes: a zero character, half a surrogate pair."""
    waiting = [said]
    seen = 0
    while waiting:
        each = waiting.pop()
        seen += 1
        if seen > MOST_VALUES:
            raise Unreadable(_("The body holds too many fields."), code="too_many_fields")
        if isinstance(each, dict):
            waiting += [*each.keys(), *each.values()]
        elif isinstance(each, list):
            waiting += each
        elif isinstance(each, str) and not is_whole(each):
            raise Unreadable(_("The body holds a broken character."), code="broken_text")


def is_whole(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def longest_upload() -> int:
    return int(settings.ALCOVE_UPLOAD_MAX_BYTES)
