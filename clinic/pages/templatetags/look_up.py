"""Read a table of the rules in a template: `{{ labels|look_up:code }}`."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext

register = template.Library()


@register.filter
def look_up(table: Mapping[str, Any], code: str) -> str:
    """Return what the table says of a code, in the reader's language; the code if it is unknown."""
    found = table.get(code, code)
    return gettext(found) if isinstance(found, str) and found else str(found)
